package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// `conversations.*`. Guarded by the world's lock.
final class ConversationMethods {
  private static final int MOST = 999;

  private final SlackWorld world;

  ConversationMethods(SlackWorld world) {
    this.world = world;
  }

  void addTo(Map<String, Function<SlackCall, ObjectNode>> methods) {
    methods.put("conversations.open", this::open);
    methods.put("conversations.info", this::about);
    methods.put("conversations.history", this::history);
    methods.put("conversations.replies", this::replies);
  }

  private ObjectNode open(SlackCall call) {
    if (call.has("channel")) {
      return SlackApi.ok("channel", SlackApi.channel(world, call.text("channel")).json());
    }
    var users = SlackApi.list(call.needed("users"));
    if (users.size() > 1) {
      throw SlackRefusal.of("method_not_supported_for_channel_type");
    }
    var user = world.user(users.getFirst());
    if (user.bot()) {
      throw SlackRefusal.of("cannot_dm_bot");
    }
    return SlackApi.ok("channel", SlackJson.object().put("id", world.direct(user).id()));
  }

  private ObjectNode about(SlackCall call) {
    var channel = SlackApi.channel(world, call.needed("channel"));
    if (channel.kind() == SlackChannel.Kind.PRIVATE) {
      channel.checkReadable();
    }
    return SlackApi.ok("channel", channel.json());
  }

  /// The newest first, without replies.
  private ObjectNode history(SlackCall call) {
    var channel = SlackApi.channel(world, call.needed("channel"));
    channel.checkReadable();
    checkBounds(call);
    var wanted =
        channel.all().reversed().stream()
            .filter(message -> message.thread.isEmpty() || message.broadcast)
            .filter(message -> within(message.ts, call))
            .toList();
    return page(call, wanted, 100);
  }

  /// The root first, then its replies, oldest first.
  private ObjectNode replies(SlackCall call) {
    var channel = SlackApi.channel(world, call.needed("channel"));
    channel.checkReadable();
    checkBounds(call);
    var root = channel.find(call.needed("ts"));
    if (root == null) {
      throw SlackRefusal.of("thread_not_found");
    }
    var wanted = new ArrayList<SlackMessage>();
    wanted.add(root);
    root.replies().stream().filter(reply -> within(reply.ts, call)).forEach(wanted::add);
    return page(call, wanted, 1000);
  }

  private static void checkBounds(SlackCall call) {
    for (var bound : List.of("oldest", "latest")) {
      if (call.has(bound)) {
        stamp(call, bound);
      }
    }
  }

  private static boolean within(String ts, SlackCall call) {
    var at = new BigDecimal(ts);
    boolean inclusive = call.flag("inclusive");
    if (call.has("oldest")) {
      int side = at.compareTo(stamp(call, "oldest"));
      if (side < 0 || (side == 0 && !inclusive)) {
        return false;
      }
    }
    if (call.has("latest")) {
      int side = at.compareTo(stamp(call, "latest"));
      return side < 0 || (side == 0 && inclusive);
    }
    return true;
  }

  private static BigDecimal stamp(SlackCall call, String name) {
    if (!call.text(name).matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
      throw SlackRefusal.of("invalid_ts_" + name);
    }
    return new BigDecimal(call.text(name));
  }

  private static ObjectNode page(SlackCall call, List<SlackMessage> wanted, int otherwise) {
    int from = 0;
    if (!call.text("cursor").isEmpty()) {
      var after = call.text("cursor").replaceFirst("^next:", "");
      while (from < wanted.size() && !wanted.get(from).ts.equals(after)) {
        from++;
      }
      if (from == wanted.size()) {
        throw SlackRefusal.of("invalid_cursor");
      }
    }
    int to = Math.min(wanted.size(), from + call.count("limit", otherwise, MOST));
    boolean metadata = call.flag("include_all_metadata");
    var answer = SlackJson.object();
    var messages = answer.putArray("messages");
    for (var message : wanted.subList(from, to)) {
      messages.add(metadata ? message.withMetadata() : message.json());
    }
    boolean more = to < wanted.size();
    answer.put("has_more", more).put("pin_count", 0);
    if (more) {
      answer.putObject("response_metadata").put("next_cursor", "next:" + wanted.get(to).ts);
    }
    return answer;
  }
}
