package dev.nightdesk.tests.discord;

import dev.nightdesk.tests.twin.Create;
import dev.nightdesk.tests.twin.FaultyServer;
import dev.nightdesk.tests.twin.PromptSockets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/// Takes requests, by the names of [Routes], and opens the gateway's connections.
final class RestServer extends FaultyServer {
  /// What is told of a limit that is not there.
  private static final DiscordPace.Left PLENTY = new DiscordPace.Left(1000, 999, 1);

  private final World world;
  private final RestApi api;
  @Nullable DiscordPace pace;

  RestServer(World world) {
    super(world, world.clock, Routes::known);
    this.world = world;
    this.api = new RestApi(world);
  }

  /// An answer before it is written.
  private record Answer(String name, int status, String body, DiscordPace.Left left) {}

  @Override
  protected MockResponse answered(RecordedRequest request) throws InterruptedException {
    var path = request.getUrl().pathSegments();
    try {
      if (path.getFirst().equals("gw")) {
        return done("connect", _ -> connect(request));
      }
      if (path.size() == 4 && path.getFirst().equals("attachments")) {
        return done("file", _ -> file(path));
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

  private MockResponse.Builder connect(RecordedRequest request) {
    var asked = request.getUrl();
    // A gateway that compresses is not played here; said plainly, or a test would wait in vain.
    if (asked.queryParameter("compress") != null
        || !"json".equals(asked.queryParameter("encoding"))
        || !"10".equals(asked.queryParameter("v"))) {
      return head(400).body("only ?encoding=json&v=10 is spoken here");
    }
    return new MockResponse.Builder()
        .webSocketUpgrade(new GatewayLine(world, PromptSockets.current()));
  }

  private MockResponse call(Routes.Match match, RecordedRequest request)
      throws InterruptedException {
    var name = match.route().name();
    calls.called(name);
    var call = Call.of(match.path(), request);
    calls.read(name, call.body());
    return done(name, answered -> begun(happened(name, call, answered)));
  }

  @Override
  protected MockResponse.Builder saying(String call, String body) {
    return begun(new Answer(call, 200, body, PLENTY));
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
        calls.created(new Create(name, result.path("id").asText(), answered));
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

  private MockResponse refused(Refusal no, String name) {
    var response = head(no.status(), "application/json").body(no.body().toString());
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

  private MockResponse.Builder file(List<String> path) {
    var bytes = world.locked(() -> Optional.ofNullable(world.files.get(Json.parse(path.get(2)))));
    return bytes.isEmpty()
        ? head(404).body("This content is no longer available.")
        : head(200).body(new Buffer().write(bytes.get()));
  }

  @Override
  protected MockResponse.Builder head(int status) {
    return super.head(status).setHeader("Via", "1.1 twin");
  }
}
