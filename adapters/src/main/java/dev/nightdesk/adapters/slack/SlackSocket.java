package dev.nightdesk.adapters.slack;

import com.slack.api.Slack;
import com.slack.api.socket_mode.impl.SocketModeClientJavaWSImpl;
import com.slack.api.socket_mode.queue.SocketModeMessageQueue;
import dev.nightdesk.adapters.http.CallFailed;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of Socket Mode, by the library's client. Of the client only the connection is
/// used: its workers would take envelopes from its queue in any order, every ten milliseconds; its
/// monitor notices an end after five seconds, and ends for ever when Slack once refuses a new
/// address (both read in 1.48.0). So it gets no worker and no monitor, and this for its queue. Safe
/// for any thread.
final class SlackSocket implements SocketModeMessageQueue, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlackSocket.class);

  private static final int NO_WORKERS = 0;

  private final SocketModeClientJavaWSImpl client;
  private final Duration prompt;
  private final Consumer<Arrival> arrivals;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean greeted;
  private volatile boolean retired;

  private SlackSocket(Slack library, String url, Duration prompt, Consumer<Arrival> arrivals)
      throws URISyntaxException {
    this.prompt = prompt;
    this.arrivals = arrivals;
    this.client =
        new SocketModeClientJavaWSImpl(
            library, "", url, NO_WORKERS, this, /* reconnects */ false, /* monitors */ false, 0);
    client.addWebSocketCloseListener(
        (code, _) -> end("Slack closed the connection (" + code + ")"));
    client.addWebSocketErrorListener(
        e -> end("the connection to Slack broke (" + e.getClass().getSimpleName() + ")"));
  }

  /// Begins to connect.
  ///
  /// @param prompt how long somebody may wait for what came
  static SlackSocket open(Slack library, String url, Duration prompt, Consumer<Arrival> arrivals)
      throws CallFailed {
    try {
      var socket = new SlackSocket(library, url, prompt, arrivals);
      socket.client.connect();
      return socket;
    } catch (URISyntaxException e) {
      throw new CallFailed.Unreadable(SlackWire.NAME, "no address for a socket");
    }
  }

  /// Takes a frame, on the connection's own thread.
  @Override
  public void add(String frame) {
    if (closed.get()) {
      // Given up while it was still connecting, which cannot be broken off.
      client.disconnect();
    } else {
      // The first frame of all is the greeting.
      greeted = true;
      begun.countDown();
      arrivals.accept(new Arrival.Frame(this, frame, Deadline.after(prompt)));
    }
  }

  /// Nobody takes anything out here: see [#add].
  @Override
  public @Nullable String poll() {
    return null;
  }

  /// Waits for the greeting.
  ///
  /// @return whether it came in that time
  boolean awaitHello(Duration patience) throws InterruptedException {
    return begun.await(patience.toMillis(), TimeUnit.MILLISECONDS) && greeted;
  }

  private void end(String why) {
    ended.set(true);
    begun.countDown();
    // What never said hello was never there, and whoever opened it says so.
    if (greeted && !closed.get()) {
      tell(why);
    }
  }

  /// Makes sure that its end is known; told once.
  void tell(String why) {
    if (!retired && told.compareAndSet(false, true)) {
      arrivals.accept(new Arrival.Ended(this, why));
    }
  }

  private boolean isOver() {
    return ended.get() || closed.get();
  }

  /// Another takes its place: what it still brings counts, and its end does not.
  void retire() {
    retired = true;
  }

  /// Whether it is still worth a look.
  boolean isNeeded() {
    return !retired && !isOver();
  }

  /// Asks the other side; takes up to three seconds where there is none any more.
  void check() {
    if (!client.verifyConnection() && !isOver()) {
      end("Slack does not answer any more");
    }
  }

  /// Sends a frame.
  ///
  /// @return whether it went out
  boolean send(String frame) {
    try {
      client.sendWebSocketMessage(frame);
      return true;
    } catch (RuntimeException e) {
      // Not connected any more.
      LOG.debug("event=not_sent why={}", e.toString());
      return false;
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      begun.countDown();
      try {
        client.close();
      } catch (IOException | RuntimeException e) {
        LOG.debug("event=not_closed what=socket why={}", e.toString());
      }
    }
  }
}
