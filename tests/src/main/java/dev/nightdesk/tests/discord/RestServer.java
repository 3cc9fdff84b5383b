package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/// Takes requests, lets go wrong what is to go wrong, and opens the gateway's connections.
final class RestServer extends Dispatcher {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  /// What is told of a limit that is not there.
  private static final DiscordPace.Left PLENTY = new DiscordPace.Left(1000, 999, 1);

  private final World world;
  private final DiscordFaults faults;
  private final MockWebServer server;
  private final RestApi api;
  final Map<String, Integer> calls = new HashMap<>();
  final Map<String, JsonNode> last = new HashMap<>();
  final List<DiscordCreate> creates = new ArrayList<>();
  @Nullable DiscordPace pace;

  RestServer(World world, DiscordFaults faults, MockWebServer server) {
    this.world = world;
    this.faults = faults;
    this.server = server;
    this.api = new RestApi(world);
  }

  /// An answer before it is written.
  private record Answer(String name, int status, String body, DiscordPace.Left left) {}

  @Override
  public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
    // The server keeps every request for its own tests; thrown away, or a long run fills the heap.
    server.takeRequest(0, TimeUnit.MILLISECONDS);
    var path = request.getUrl().pathSegments();
    try {
      if (path.getFirst().equals("gw")) {
        return connect(request);
      }
      if (path.size() == 4 && path.getFirst().equals("attachments")) {
        return file(path);
      }
      if (path.size() < 3 || !path.getFirst().equals("api") || !path.get(1).equals("v10")) {
        throw Refusal.notFound();
      }
      var match =
          Routes.find(request.getMethod(), path.subList(2, path.size()))
              .orElseThrow(Refusal::notFound);
      if (!match.route().open()) {
        checkToken(request);
      }
      try {
        return call(match, request);
      } catch (Refusal no) {
        return refused(no, match.route().name());
      }
    } catch (Refusal no) {
      return refused(no, "none");
    }
  }

  private static void checkToken(RecordedRequest request) {
    var given = Optional.ofNullable(request.getHeaders().get("Authorization")).orElse("");
    if (!given.equals("Bot " + DiscordTwin.TOKEN)) {
      throw Refusal.of(401, 0, "401: Unauthorized");
    }
  }

  private MockResponse connect(RecordedRequest request) {
    var fault = faults.take("connect");
    if (fault instanceof Fault.ProxyPage(int status)) {
      return proxyPage(status);
    }
    if (fault != null) {
      return cut();
    }
    var asked = request.getUrl();
    // A gateway that compresses is not played here; said plainly, or a test would wait in vain.
    if (asked.queryParameter("compress") != null
        || !"json".equals(asked.queryParameter("encoding"))
        || !"10".equals(asked.queryParameter("v"))) {
      return head(400).body("only ?encoding=json&v=10 is spoken here").build();
    }
    return new MockResponse.Builder()
        .webSocketUpgrade(new GatewayLine(world, QuickSockets.current()))
        .build();
  }

  private MockResponse call(Routes.Match match, RecordedRequest request)
      throws InterruptedException {
    var name = match.route().name();
    world.alone(() -> calls.merge(name, 1, Integer::sum));
    var call = Call.of(match.path(), request);
    world.alone(() -> last.put(name, call.body()));
    return switch (faults.take(name)) {
      case null -> written(happened(name, call, true));
      case Fault.TooMany(int seconds, boolean global) -> throw Refusal.tooMany(seconds, global);
      case Fault.Refuse(int status, int code, String message) ->
          throw Refusal.of(status, code, message);
      case Fault.CutBefore() -> cut();
      case Fault.CutAfter() -> {
        happened(name, call, false);
        yield cut();
      }
      case Fault.CutInAnswer() -> brokenOff(happened(name, call, false));
      case Fault.ProxyPage(int status) -> proxyPage(status);
      case Fault.ProxyPageAfter(int status) -> {
        happened(name, call, false);
        yield proxyPage(status);
      }
      case Fault.Nonsense(String body) -> written(new Answer(name, 200, body, PLENTY));
      case Fault.Slow(Duration time) -> slow(happened(name, call, true), time);
      case Fault.HoldBefore(Fault.Gate gate) -> {
        gate.pass();
        yield written(happened(name, call, true));
      }
      case Fault.HoldAfter(Fault.Gate gate) -> {
        var answer = happened(name, call, true);
        gate.pass();
        yield written(answer);
      }
    };
  }

  private Answer happened(String name, Call call, boolean answered) {
    return world.locked(() -> {
      var limit = pace;
      var left = limit == null ? PLENTY : limit.spend(name + " " + call.part("channel"));
      var result = api.run(name, call);
      if (result == null) {
        return new Answer(name, 204, "", left);
      }
      if (Routes.CREATES.contains(name)) {
        long id = result.path("id").asLong();
        creates.add(
            new DiscordCreate(
                name, Json.parse(call.part("channel")), id, world.clock.instant(), answered));
      }
      return new Answer(name, name.startsWith("open") ? 201 : 200, result.toString(), left);
    });
  }

  private MockResponse.Builder begun(Answer answer) {
    var left = answer.left();
    var response =
        head(answer.status())
            .setHeader("X-RateLimit-Limit", left.limit())
            .setHeader("X-RateLimit-Remaining", left.remaining())
            .setHeader(
                "X-RateLimit-Reset", seconds(world.clock.millis() / 1000.0 + left.resetAfter()))
            .setHeader("X-RateLimit-Reset-After", seconds(left.resetAfter()))
            .setHeader("X-RateLimit-Bucket", answer.name());
    if (answer.status() != 204) {
      response.setHeader("Content-Type", "application/json").body(answer.body());
    }
    return response;
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  private MockResponse written(Answer answer) {
    return begun(answer).build();
  }

  private MockResponse slow(Answer answer, Duration time) {
    return begun(answer).headersDelay(time.toMillis(), TimeUnit.MILLISECONDS).build();
  }

  private MockResponse brokenOff(Answer answer) {
    return begun(answer).onResponseBody(new SocketEffect.CloseSocket()).build();
  }

  private MockResponse refused(Refusal no, String name) {
    var response =
        head(no.status()).setHeader("Content-Type", "application/json").body(no.body().toString());
    if (no.status() == 429) {
      double wait = no.body().path("retry_after").asDouble();
      boolean global = no.body().path("global").asBoolean();
      response.setHeader("Retry-After", (long) Math.ceil(wait));
      response.setHeader("X-RateLimit-Scope", global ? "global" : "user");
      response.setHeader("X-RateLimit-Limit", 5).setHeader("X-RateLimit-Remaining", 0);
      response.setHeader("X-RateLimit-Reset-After", seconds(wait));
      response.setHeader("X-RateLimit-Bucket", name);
      if (global) {
        response.setHeader("X-RateLimit-Global", "true");
      }
    }
    return response.build();
  }

  private MockResponse file(List<String> path) {
    var fault = faults.take("file");
    if (fault instanceof Fault.CutBefore) {
      return cut();
    }
    if (fault instanceof Fault.ProxyPage(int status)) {
      return proxyPage(status);
    }
    var bytes = world.locked(() -> Optional.ofNullable(world.files.get(Json.parse(path.get(2)))));
    if (bytes.isEmpty()) {
      return head(404).body("This content is no longer available.").build();
    }
    var response = head(200).body(new Buffer().write(bytes.get()));
    if (fault instanceof Fault.CutInAnswer) {
      response.onResponseBody(new SocketEffect.CloseSocket());
    }
    return response.build();
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
        .setHeader("Date", HTTP_DATE.format(world.clock.instant()))
        .setHeader("Via", "1.1 twin");
  }

  private static MockResponse cut() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }
}
