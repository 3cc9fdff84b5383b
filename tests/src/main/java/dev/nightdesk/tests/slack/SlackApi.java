package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The methods by name, and who may call them. Guarded by the world's lock.
final class SlackApi {
  static final Set<String> CREATES =
      Set.of("chat.postMessage", "chat.postEphemeral", "files.completeUploadExternal");

  private static final String CONNECT = "apps.connections.open";

  private final SlackWorld world;
  private final Map<String, Function<SlackCall, ObjectNode>> methods = new HashMap<>();
  private boolean revoked;

  SlackApi(SlackWorld world) {
    this.world = world;
    methods.put("auth.test", _ -> authTest());
    methods.put(CONNECT, _ -> connect());
    methods.put("users.info", call -> ok("user", world.user(call.needed("user")).json()));
    methods.put("bots.info", this::botsInfo);
    methods.put("reactions.add", this::react);
    methods.put("assistant.threads.setStatus", this::status);
    methods.put("views.open", call -> ok("view", world.views.open(puller(call), view(call))));
    methods.put("views.push", call -> ok("view", world.views.push(puller(call), view(call))));
    methods.put("views.update", this::updateView);
    methods.put("views.publish", this::publishView);
    new ChatMethods(world).addTo(methods);
    new ConversationMethods(world).addTo(methods);
    new FileMethods(world).addTo(methods);
  }

  void revoke() {
    revoked = true;
  }

  ObjectNode run(SlackCall call) {
    var method = methods.get(call.method());
    if (method == null) {
      throw SlackRefusal.of("unknown_method");
    }
    checkToken(call);
    return method.apply(call);
  }

  private void checkToken(SlackCall call) {
    if (call.token().isEmpty()) {
      throw SlackRefusal.of("not_authed");
    }
    boolean bot = call.token().equals(SlackTwin.BOT_TOKEN);
    if (!bot && !call.token().equals(SlackTwin.APP_TOKEN)) {
      throw SlackRefusal.of("invalid_auth");
    }
    if (revoked) {
      throw SlackRefusal.of("token_revoked");
    }
    if (call.method().equals(CONNECT) == bot) {
      throw SlackRefusal.of("not_allowed_token_type");
    }
  }

  static ObjectNode ok(String name, ObjectNode value) {
    var answer = SlackJson.object();
    answer.set(name, value.deepCopy());
    return answer;
  }

  private static ObjectNode authTest() {
    var answer = SlackJson.object().put("url", "https://twin.slack.com/").put("team", "Twin");
    answer.put("user", SlackTwin.BOT.handle()).put("team_id", SlackTwin.TEAM);
    answer.put("user_id", SlackTwin.BOT.id()).put("bot_id", SlackTwin.BOT.botId());
    return answer.put("is_enterprise_install", false);
  }

  private ObjectNode connect() {
    var path = "/ws?ticket=" + world.sockets.ticket() + "&app_id=" + SlackTwin.APP;
    return SlackJson.object().put("url", world.url(path).replaceFirst("http", "ws"));
  }

  private ObjectNode botsInfo(SlackCall call) {
    var id = call.needed("bot");
    var user =
        world.users.values().stream()
            .filter(each -> each.botId().equals(id))
            .findFirst()
            .orElseThrow(() -> SlackRefusal.of("bot_not_found"));
    var bot = SlackJson.object().put("id", id).put("name", user.name()).put("deleted", false);
    bot.put("user_id", user.id()).put("app_id", SlackTwin.appOf(user)).put("updated", world.now());
    return ok("bot", bot);
  }

  private ObjectNode react(SlackCall call) {
    var name = call.needed("name");
    var channel = channel(world, call.needed("channel"));
    channel.checkWritable();
    var message = message(channel, call.needed("timestamp"));
    if (!name.matches("[a-z0-9_+'-]+(::skin-tone-[2-6])?")) {
      throw SlackRefusal.of("invalid_name");
    }
    var users = message.reactions.computeIfAbsent(name, _ -> new LinkedHashSet<>());
    if (!users.add(SlackTwin.BOT.id())) {
      throw SlackRefusal.of("already_reacted");
    }
    return SlackJson.object();
  }

  private ObjectNode status(SlackCall call) {
    var channel = channel(world, call.needed("channel_id"));
    var thread = call.needed("thread_ts");
    if (!call.has("status")) {
      throw SlackRefusal.missing("status");
    }
    channel.checkWritable();
    if (channel.find(thread) == null) {
      throw SlackRefusal.of("thread_not_found");
    }
    channel.status(thread, call.text("status"));
    return SlackJson.object();
  }

  private SlackUser puller(SlackCall call) {
    var trigger = call.needed("trigger_id");
    view(call);
    return world.pull(trigger);
  }

  private static JsonNode view(SlackCall call) {
    call.needed("view");
    return call.json("view", "invalid_arguments");
  }

  private ObjectNode updateView(SlackCall call) {
    var id = call.has("view_id") ? call.text("view_id") : call.text("external_id");
    if (id.isEmpty()) {
      throw SlackRefusal.missing("view_id");
    }
    return ok("view", world.views.update(id, call.text("hash"), view(call)));
  }

  private ObjectNode publishView(SlackCall call) {
    var user = world.user(call.needed("user_id"));
    return ok("view", world.views.publish(user, view(call), call.text("hash")));
  }

  /// The channel of this id; of a user's, their direct messages.
  static SlackChannel channel(SlackWorld world, String id) {
    var user = world.users.get(id);
    if (user != null && !user.bot()) {
      return world.direct(user);
    }
    @Nullable SlackChannel channel = world.channels.get(id);
    if (channel == null) {
      throw SlackRefusal.of("channel_not_found");
    }
    return channel;
  }

  static SlackMessage message(SlackChannel channel, String ts) {
    var message = channel.find(ts);
    if (message == null || message.tombstone) {
      throw SlackRefusal.of("message_not_found");
    }
    return message;
  }

  static List<String> list(String commas) {
    return List.of(commas.split(",", -1));
  }
}
