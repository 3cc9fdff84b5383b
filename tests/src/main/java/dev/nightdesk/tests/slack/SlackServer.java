package dev.nightdesk.tests.slack;

import dev.nightdesk.tests.twin.Create;
import dev.nightdesk.tests.twin.FaultyServer;
import dev.nightdesk.tests.twin.PromptSockets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// Takes HTTP requests and upgrades to sockets.
final class SlackServer extends FaultyServer {
  private static final String JSON = "application/json; charset=utf-8";

  private final SlackWorld world;
  private final FileMethods files;
  final SlackApi api;
  @Nullable SlackPace pace;
  @Nullable BiConsumer<SlackChannel, ShownMessage> watcher;

  SlackServer(SlackWorld world) {
    super(world, world.clock, UnaryOperator.identity());
    this.world = world;
    this.api = new SlackApi(world);
    this.files = new FileMethods(world);
  }

  @Override
  protected MockResponse answered(RecordedRequest request) throws InterruptedException {
    var path = request.getUrl().pathSegments();
    var last = path.getLast();
    try {
      return switch (path.getFirst()) {
        case "api" -> {
          var call = SlackCall.of(last, request);
          yield call(call, answered -> happened(call, answered));
        }
        case "ws" -> done("ws", _ -> upgrade(request));
        case "upload" -> {
          var bytes = Optional.ofNullable(request.getBody()).orElse(ByteString.EMPTY);
          yield call(new SlackCall("upload", SlackJson.object(), ""), _ -> take(last, bytes));
        }
        case "files-pri" -> download(request);
        case "response" -> {
          var call = SlackCall.of("response", request);
          yield call(call, _ -> respond(last, call));
        }
        default -> plain(404, "not found").build();
      };
    } catch (SlackRefusal no) {
      return refused(no);
    }
  }

  private MockResponse refused(SlackRefusal no) {
    var response = head(no.retryAfter() == 0 ? 200 : 429, JSON);
    if (no.retryAfter() != 0) {
      response.setHeader("Retry-After", no.retryAfter());
    }
    return response.body(no.body().toString()).build();
  }

  private MockResponse call(SlackCall call, Deed deed) throws InterruptedException {
    calls.called(call.method());
    calls.read(call.method(), call.parameters());
    return done(call.method(), deed);
  }

  /// Runs a method.
  private MockResponse.Builder happened(SlackCall call, boolean answered) {
    return world.locked(() -> {
      var limit = pace;
      if (limit != null) {
        limit.spend(call.method(), call.text("channel"));
      }
      var result = api.run(call);
      var ts =
          SlackJson.word(result, call.method().equals("chat.postEphemeral") ? "message_ts" : "ts");
      if (SlackApi.CREATES.contains(call.method())) {
        calls.created(new Create(call.method(), ts, answered));
      }
      var watching = watcher;
      var place = world.channels.get(SlackJson.word(result, "channel"));
      if (watching != null && place != null) {
        Optional.ofNullable(place.find(ts))
            .ifPresent(message -> watching.accept(place, message.shown()));
      }
      var body = SlackJson.object().put("ok", true);
      body.setAll(result);
      return head(200, JSON).body(body.toString());
    });
  }

  private MockResponse.Builder take(String id, ByteString bytes) {
    boolean taken = world.locked(() -> files.upload(id, bytes));
    return plain(taken ? 200 : 400, taken ? "OK - " + bytes.size() : "bad upload");
  }

  private MockResponse.Builder respond(String id, SlackCall call) {
    return world.locked(() -> {
      SlackWorld.Response response;
      try {
        response = world.respond(id);
      } catch (SlackRefusal no) {
        return head(404, "application/json").body(no.body().toString());
      }
      new ChatMethods(world).respond(response, call);
      return plain(200, "ok");
    });
  }

  private MockResponse download(RecordedRequest request) throws InterruptedException {
    var path = request.getUrl().encodedPath();
    if (!SlackCall.header(request, "Authorization").equals("Bearer " + SlackTwin.BOT_TOKEN)) {
      // The real one sends a page to log in at, and says that all is well.
      return head(200, "text/html; charset=utf-8")
          .body("<!DOCTYPE html><html><head><title>Sign in | Slack</title></head></html>")
          .build();
    }
    return done("file", _ -> file(path));
  }

  private MockResponse.Builder file(String path) {
    var bytes = world.locked(() -> files.download(path));
    return bytes.isEmpty()
        ? plain(404, "not found")
        : head(200).body(new Buffer().write(bytes.get()));
  }

  private MockResponse.Builder upgrade(RecordedRequest request) {
    var ticket = Optional.ofNullable(request.getUrl().queryParameter("ticket")).orElse("");
    var connection = PromptSockets.current();
    var socket = world.locked(() -> Optional.ofNullable(world.sockets.admit(ticket, connection)));
    return socket
        .map(listener -> new MockResponse.Builder().webSocketUpgrade(listener))
        .orElseGet(() -> plain(404, "no such ticket"));
  }

  @Override
  protected MockResponse.Builder saying(String call, String body) {
    return plain(200, body);
  }

  private MockResponse.Builder plain(int status, String body) {
    return head(status, "text/plain").body(body);
  }
}
