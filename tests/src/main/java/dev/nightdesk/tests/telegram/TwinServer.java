package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.tests.twin.Create;
import dev.nightdesk.tests.twin.FaultyServer;
import java.util.Locale;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/// Takes HTTP requests to the methods, whose names it compares without regard to case.
final class TwinServer extends FaultyServer {
  private final TwinWorld world;
  final TwinApi api;
  @Nullable TwinPace pace;

  TwinServer(TwinWorld world) {
    super(world, world.clock, method -> method.toLowerCase(Locale.ROOT));
    this.world = world;
    this.api = new TwinApi(world);
  }

  @Override
  protected MockResponse answered(RecordedRequest request) throws InterruptedException {
    var path = request.getUrl().pathSegments();
    try {
      if (path.size() > 2 && path.getFirst().equals("file")) {
        checkToken(path.get(1));
        var file = String.join("/", path.subList(2, path.size()));
        return done("file", _ -> file(file));
      }
      checkToken(path.getFirst());
      var call = TwinCall.of(path.getLast().toLowerCase(Locale.ROOT), request);
      calls.called(call.method());
      calls.read(call.method(), call.parameters());
      return done(call.method(), answered -> saying(call.method(), happened(call, answered)));
    } catch (TwinRefusal no) {
      return head(no.code(), "application/json").body(no.body().toString()).build();
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

  @Override
  protected MockResponse.Builder saying(String call, String body) {
    return head(200, "application/json").body(body);
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
        calls.created(new Create(call.method(), id(result), answered));
      }
      return ok(result.toString());
    });
  }

  private static String id(JsonNode result) {
    return result.path(result.has("message_id") ? "message_id" : "message_thread_id").asText();
  }

  private static String ok(String result) {
    return "{\"ok\":true,\"result\":" + result + "}";
  }

  private MockResponse.Builder file(String path) {
    var file =
        world.locked(() ->
            world.files.values().stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow(() -> TwinRefusal.of(404, "Not Found")));
    return head(200).body(new Buffer().write(file.bytes()));
  }
}
