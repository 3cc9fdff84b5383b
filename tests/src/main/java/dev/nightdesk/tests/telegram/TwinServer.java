package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/// Takes HTTP requests to the methods, and lets go wrong what is to go wrong.
final class TwinServer extends Dispatcher {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final TwinWorld world;
  private final TwinFaults faults;
  private final MockWebServer server;
  final TwinApi api;
  final TwinCounts counts = new TwinCounts();
  @Nullable TwinPace pace;

  TwinServer(TwinWorld world, TwinFaults faults, MockWebServer server) {
    this.world = world;
    this.faults = faults;
    this.server = server;
    this.api = new TwinApi(world);
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
    // The server keeps every request for its own tests; thrown away, or a long run fills the heap.
    server.takeRequest(0, TimeUnit.MILLISECONDS);
    var path = request.getUrl().pathSegments();
    try {
      if (path.size() > 2 && path.getFirst().equals("file")) {
        checkToken(path.get(1));
        return file(String.join("/", path.subList(2, path.size())));
      }
      checkToken(path.getFirst());
      return method(TwinCall.of(path.getLast().toLowerCase(Locale.ROOT), request));
    } catch (TwinRefusal no) {
      return answer(no.code(), no.body().toString());
    }
  }

  private static void checkToken(String segment) {
    if (!segment.matches("bot[0-9]+:.+")) {
      throw TwinRefusal.of(404, "Not Found");
    }
    if (!segment.equals("bot" + TelegramTwin.TOKEN)) {
      throw TwinRefusal.of(401, "Unauthorized");
    }
  }

  private MockResponse method(TwinCall call) throws InterruptedException {
    world.alone(() -> counts.called(call));
    var fault = faults.take(call.method());
    return switch (fault) {
      case null -> answered(call);
      case Fault.TooMany(int seconds) -> throw TwinRefusal.tooMany(seconds);
      case Fault.Refuse(int code, String description) -> throw TwinRefusal.of(code, description);
      case Fault.CutBefore() -> cut();
      case Fault.CutAfter() -> {
        happened(call, false);
        yield cut();
      }
      case Fault.CutInAnswer() -> brokenOff(happened(call, false));
      case Fault.ProxyPage(int status) -> proxyPage(status);
      case Fault.ProxyPageAfter(int status) -> {
        happened(call, false);
        yield proxyPage(status);
      }
      case Fault.Nonsense(String body) -> answer(200, body);
      case Fault.Slow(Duration time) -> slow(happened(call, true), time);
      case Fault.HoldBefore(Fault.Gate gate) -> {
        gate.pass();
        yield answered(call);
      }
      case Fault.HoldAfter(Fault.Gate gate) -> {
        var body = happened(call, true);
        gate.pass();
        yield answer(200, body);
      }
    };
  }

  private MockResponse slow(String body, Duration time) {
    return head(200).body(body).headersDelay(time.toMillis(), TimeUnit.MILLISECONDS).build();
  }

  private MockResponse brokenOff(String body) {
    return head(200)
        .body(new Buffer().writeUtf8(body))
        .onResponseBody(new SocketEffect.CloseSocket())
        .build();
  }

  private MockResponse answered(TwinCall call) throws InterruptedException {
    return answer(200, happened(call, true));
  }

  /// Runs the method and returns the answer's body.
  private String happened(TwinCall call, boolean answered) throws InterruptedException {
    if (call.method().equals("getupdates")) {
      return ok(world.updates.poll(call));
    }
    return world.locked(() -> {
      var limit = pace;
      if (limit != null && TwinApi.WRITES.contains(call.method())) {
        limit.spend(call.number("chat_id").orElse(0));
      }
      var result = api.run(call);
      if (result == null) {
        throw TwinRefusal.of(404, "Not Found");
      }
      if (TwinApi.CREATES.contains(call.method())) {
        counts.created(create(call, result, answered));
      }
      return ok(result.toString());
    });
  }

  private TwinCreate create(TwinCall call, JsonNode result, boolean answered) {
    var field = result.has("message_id") ? "message_id" : "message_thread_id";
    return new TwinCreate(
        call.method(),
        call.number("chat_id").orElse(0),
        result.path(field).asLong(),
        world.clock.instant(),
        answered);
  }

  private static String ok(String result) {
    return "{\"ok\":true,\"result\":" + result + "}";
  }

  private MockResponse file(String path) throws InterruptedException {
    var fault = faults.take("file");
    if (fault instanceof Fault.CutBefore) {
      return cut();
    }
    var file =
        world.locked(() ->
            world.files.values().stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow(() -> TwinRefusal.of(404, "Not Found")));
    var response = head(200).body(new Buffer().write(file.bytes()));
    if (fault instanceof Fault.CutInAnswer) {
      response.onResponseBody(new SocketEffect.CloseSocket());
    }
    return response.build();
  }

  private MockResponse answer(int status, String body) {
    return head(status).setHeader("Content-Type", "application/json").body(body).build();
  }

  private MockResponse proxyPage(int status) {
    return head(status)
        .setHeader("Content-Type", "text/html")
        .body("<html><head><title>%1$d</title></head><body>%1$d</body></html>".formatted(status))
        .build();
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
