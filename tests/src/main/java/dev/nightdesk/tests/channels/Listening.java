package dev.nightdesk.tests.channels;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.Door;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// An adapter that listens on a thread of its own until this is closed.
public final class Listening implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChannelAdapter adapter;
  private final Runnable hangUp;
  private final Thread thread;
  private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

  private Listening(ChannelAdapter adapter, Door door, Runnable hangUp) {
    this.adapter = adapter;
    this.hangUp = hangUp;
    this.thread = Thread.ofVirtual().name("listening").unstarted(() -> listen(door));
  }

  public static Listening start(ChannelAdapter adapter, Door door) {
    return start(adapter, door, () -> {});
  }

  /// As above, for a channel that ends only when its other side hangs up.
  public static Listening start(ChannelAdapter adapter, Door door, Runnable hangUp) {
    var listening = new Listening(adapter, door, hangUp);
    listening.thread.start();
    return listening;
  }

  private void listen(Door door) {
    try {
      adapter.listen(door);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      thrown.set(e);
    }
  }

  public boolean isAlive() {
    return thread.isAlive();
  }

  /// Interrupts the thread and waits for its end.
  public void interrupt() {
    thread.interrupt();
    join();
  }

  /// Closes the adapter and waits for the thread's end.
  ///
  /// @throws AssertionError when listening threw, or does not end
  @Override
  public void close() {
    adapter.close();
    hangUp.run();
    join();
    var failure = thrown.get();
    if (failure != null) {
      throw new AssertionError("listening threw", failure);
    }
  }

  private void join() {
    try {
      if (!thread.join(PATIENCE)) {
        throw new AssertionError("listening does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
