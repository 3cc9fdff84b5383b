package dev.nightdesk.tests.twin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/// An HTTP server on 127.0.0.1 that lets go wrong what is to go wrong.
public abstract class FaultyServer extends Dispatcher {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  /// The server's own lines, one a request, are of no use to anybody; the reference keeps the
  /// setting alive.
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  private final MockWebServer server = new MockWebServer();
  private final Clock clock;
  final Faults faults;
  protected final Calls calls;

  /// @param clock stamps the answers
  /// @param spelling makes of a call's name what it is compared and counted by
  protected FaultyServer(Monitor world, Clock clock, UnaryOperator<String> spelling) {
    this.clock = clock;
    this.faults = new Faults(spelling);
    this.calls = new Calls(world, spelling);
  }

  /// Listens from now on.
  public final void start() {
    SERVER_LOG.setLevel(Level.WARNING);
    server.setDispatcher(this);
    server.setServerSocketFactory(new PromptSockets());
    try {
      server.start(InetAddress.ofLiteral("127.0.0.1"), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it is, like `127.0.0.1:4711`.
  public final String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public final void close() {
    server.close();
  }

  @Override
  public final MockResponse dispatch(RecordedRequest request) throws InterruptedException {
    // The server keeps every request for its own tests; thrown away, or a long run fills the heap.
    server.takeRequest(0, TimeUnit.MILLISECONDS);
    return answered(request);
  }

  protected abstract MockResponse answered(RecordedRequest request) throws InterruptedException;

  /// An answer with status 200 to this call.
  protected abstract MockResponse.Builder saying(String call, String body);

  /// What a call does.
  @FunctionalInterface
  protected interface Deed {
    /// Does it and begins the answer.
    ///
    /// @param answered whether the caller will get the whole of it
    MockResponse.Builder done(boolean answered) throws InterruptedException;
  }

  /// Does it, unless it is to go wrong.
  protected final MockResponse done(String call, Deed deed) throws InterruptedException {
    return switch (faults.take(call)) {
      case null -> deed.done(true).build();
      case Fault.Refused no -> throw no.refusal();
      case Fault.CutBefore() -> cut();
      case Fault.CutAfter() -> {
        deed.done(false);
        yield cut();
      }
      case Fault.CutInAnswer() ->
          deed.done(false).onResponseBody(new SocketEffect.CloseSocket()).build();
      case Fault.ProxyPage(int status) -> proxyPage(status);
      case Fault.ProxyPageAfter(int status) -> {
        deed.done(false);
        yield proxyPage(status);
      }
      case Fault.Nonsense(String body) -> saying(call, body).build();
      case Fault.Slow(Duration time) ->
          deed.done(true).headersDelay(time.toMillis(), TimeUnit.MILLISECONDS).build();
      case Fault.HoldBefore(Gate gate) -> {
        gate.pass();
        yield deed.done(true).build();
      }
      case Fault.HoldAfter(Gate gate) -> {
        var answer = deed.done(true);
        gate.pass();
        yield answer.build();
      }
    };
  }

  private static MockResponse cut() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }

  private MockResponse proxyPage(int status) {
    var page = "<html><head><title>%1$d</title></head><body>%1$d</body></html>".formatted(status);
    return head(status, "text/html").body(page).build();
  }

  protected final MockResponse.Builder head(int status, String type) {
    return head(status).setHeader("Content-Type", type);
  }

  /// What every answer begins with.
  protected MockResponse.Builder head(int status) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Date", HTTP_DATE.format(clock.instant()));
  }
}
