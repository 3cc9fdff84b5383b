package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// Takes HTTP requests and upgrades to sockets, and lets go wrong what is to go wrong.
final class SlackServer extends Dispatcher {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final SlackWorld world;
  private final SlackFaults faults;
  private final MockWebServer server;
  private final FileMethods files;
  final SlackApi api;
  final SlackCounts counts = new SlackCounts();
  @Nullable SlackPace pace;
  @Nullable BiConsumer<SlackChannel, ShownMessage> watcher;

  SlackServer(SlackWorld world, SlackFaults faults, MockWebServer server) {
    this.world = world;
    this.faults = faults;
    this.server = server;
    this.api = new SlackApi(world);
    this.files = new FileMethods(world);
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
    // The server keeps every request for its own tests; thrown away, or a long run fills the heap.
    server.takeRequest(0, TimeUnit.MILLISECONDS);
    var path = request.getUrl().pathSegments();
    var last = path.getLast();
    try {
      return switch (path.getFirst()) {
        case "api" -> call(SlackCall.of(last, request), this::happened);
        case "ws" -> upgrade(request);
        case "upload" -> {
          var bytes = Optional.ofNullable(request.getBody()).orElse(ByteString.EMPTY);
          yield call(new SlackCall("upload", SlackJson.object(), ""), (_, _) -> take(last, bytes));
        }
        case "files-pri" -> download(request);
        case "response" ->
            call(SlackCall.of("response", request), (call, _) -> respond(last, call));
        default -> plain(404, "not found");
      };
    } catch (SlackRefusal no) {
      return refused(no);
    }
  }

  private MockResponse refused(SlackRefusal no) {
    if (no.retryAfter() == 0) {
      return json(200, no.body());
    }
    return head(429)
        .setHeader("Content-Type", "application/json; charset=utf-8")
        .setHeader("Retry-After", no.retryAfter())
        .body(no.body().toString())
        .build();
  }

  /// What a request does.
  @FunctionalInterface
  private interface Deed {
    Answer done(SlackCall call, boolean answered);
  }

  private record Answer(int status, String type, String body) {}

  private MockResponse call(SlackCall call, Deed deed) throws InterruptedException {
    world.alone(() -> counts.called(call));
    var fault = faults.take(call.method());
    return switch (fault) {
      case null -> written(deed.done(call, true));
      case Fault.TooMany(int seconds) -> throw SlackRefusal.tooMany(seconds);
      case Fault.Refuse(String error) -> throw SlackRefusal.of(error);
      case Fault.CutBefore() -> cut();
      case Fault.CutAfter() -> {
        deed.done(call, false);
        yield cut();
      }
      case Fault.CutInAnswer() ->
          head(200)
              .body(new Buffer().writeUtf8(deed.done(call, false).body()))
              .onResponseBody(new SocketEffect.CloseSocket())
              .build();
      case Fault.ProxyPage(int status) -> proxyPage(status);
      case Fault.ProxyPageAfter(int status) -> {
        deed.done(call, false);
        yield proxyPage(status);
      }
      case Fault.Nonsense(String body) -> plain(200, body);
      case Fault.Slow(Duration time) ->
          written(deed.done(call, true))
              .newBuilder()
              .headersDelay(time.toMillis(), TimeUnit.MILLISECONDS)
              .build();
      case Fault.HoldBefore(Fault.Gate gate) -> {
        gate.pass();
        yield written(deed.done(call, true));
      }
      case Fault.HoldAfter(Fault.Gate gate) -> {
        var answer = deed.done(call, true);
        gate.pass();
        yield written(answer);
      }
    };
  }

  /// Runs a method.
  private Answer happened(SlackCall call, boolean answered) {
    return world.locked(() -> {
      var limit = pace;
      if (limit != null) {
        limit.spend(call.method(), call.text("channel"));
      }
      var result = api.run(call);
      var ts =
          SlackJson.word(result, call.method().equals("chat.postEphemeral") ? "message_ts" : "ts");
      var channel = call.has("channel") ? call.text("channel") : call.text("channel_id");
      if (SlackApi.CREATES.contains(call.method())) {
        counts.created(
            new SlackCreate(call.method(), channel, ts, world.clock.instant(), answered));
      }
      var watching = watcher;
      var place = world.channels.get(SlackJson.word(result, "channel"));
      if (watching != null && place != null) {
        Optional.ofNullable(place.find(ts))
            .ifPresent(message -> watching.accept(place, message.shown()));
      }
      var body = SlackJson.object().put("ok", true);
      body.setAll(result);
      return new Answer(200, "application/json; charset=utf-8", body.toString());
    });
  }

  private Answer take(String id, ByteString bytes) {
    boolean taken = world.locked(() -> files.upload(id, bytes));
    return taken
        ? new Answer(200, "text/plain", "OK - " + bytes.size())
        : new Answer(400, "text/plain", "bad upload");
  }

  private Answer respond(String id, SlackCall call) {
    Function<SlackRefusal, Answer> gone =
        no -> new Answer(404, "application/json", no.body().toString());
    return world.locked(() -> {
      SlackWorld.Response response;
      try {
        response = world.respond(id);
      } catch (SlackRefusal no) {
        return gone.apply(no);
      }
      new ChatMethods(world).respond(response, call);
      return new Answer(200, "text/plain", "ok");
    });
  }

  private MockResponse download(RecordedRequest request) throws InterruptedException {
    var path = request.getUrl().encodedPath();
    if (!SlackCall.header(request, "Authorization").equals("Bearer " + SlackTwin.BOT_TOKEN)) {
      // The real one sends a page to log in at, and says that all is well.
      return head(200)
          .setHeader("Content-Type", "text/html; charset=utf-8")
          .body("<!DOCTYPE html><html><head><title>Sign in | Slack</title></head></html>")
          .build();
    }
    var bytes = world.locked(() -> files.download(path));
    var fault = faults.take("file");
    if (fault instanceof Fault.CutBefore) {
      return cut();
    }
    if (fault instanceof Fault.ProxyPage(int status)) {
      return proxyPage(status);
    }
    if (bytes.isEmpty()) {
      return plain(404, "not found");
    }
    var response = head(200).body(new Buffer().write(bytes.get()));
    if (fault instanceof Fault.CutInAnswer) {
      response.onResponseBody(new SocketEffect.CloseSocket());
    }
    return response.build();
  }

  private MockResponse upgrade(RecordedRequest request) throws InterruptedException {
    var fault = faults.take("ws");
    if (fault instanceof Fault.CutBefore) {
      return cut();
    }
    if (fault instanceof Fault.ProxyPage(int status)) {
      return proxyPage(status);
    }
    var ticket = Optional.ofNullable(request.getUrl().queryParameter("ticket")).orElse("");
    var socket =
        world.locked(
            () -> Optional.ofNullable(world.sockets.admit(ticket, request.getConnectionIndex())));
    return socket
        .map(listener -> new MockResponse.Builder().webSocketUpgrade(listener).build())
        .orElseGet(() -> plain(404, "no such ticket"));
  }

  private MockResponse written(Answer answer) {
    return head(answer.status())
        .setHeader("Content-Type", answer.type())
        .body(answer.body())
        .build();
  }

  private MockResponse json(int status, ObjectNode body) {
    return written(new Answer(status, "application/json; charset=utf-8", body.toString()));
  }

  private MockResponse plain(int status, String body) {
    return written(new Answer(status, "text/plain", body));
  }

  private MockResponse proxyPage(int status) {
    var page = "<html><head><title>%1$d</title></head><body>%1$d</body></html>".formatted(status);
    return written(new Answer(status, "text/html", page));
  }

  private MockResponse.Builder head(int status) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("Date", HTTP_DATE.format(world.clock.instant()));
  }

  private static MockResponse cut() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }
}
