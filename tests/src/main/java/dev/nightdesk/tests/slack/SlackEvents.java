package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.tests.slack.SlackHappening.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Writes what happens as the bot is told it, and hands it to the sockets or to the web hook.
/// Guarded by the world's lock.
final class SlackEvents {
  /// Enough for a test to look at; a long run must not fill the heap.
  private static final int KEPT = 2000;

  private final SlackWorld world;
  private final Deque<String> payloads = new ArrayDeque<>();

  SlackEvents(SlackWorld world) {
    this.world = world;
  }

  /// The newest payloads, oldest first.
  List<String> payloads() {
    return List.copyOf(payloads);
  }

  /// A new message. A mention comes a second time under another id.
  void said(SlackMessage message) {
    var channel = message.channel;
    if (!channel.botIsIn()) {
      return;
    }
    var event = in(channel, message.json()).put("event_ts", message.ts);
    event(event);
    if (channel.kind() != SlackChannel.Kind.DIRECT
        && !message.from.equals(SlackTwin.BOT)
        && !message.from.webhook()
        && message.text.contains("<@" + SlackTwin.BOT.id() + ">")) {
      var mention = event.deepCopy().put("type", "app_mention");
      mention.remove(List.of("channel_type", "subtype", "parent_user_id"));
      event(mention);
    }
  }

  void changed(SlackMessage message, ObjectNode before) {
    var event = hidden(message.channel, "message_changed");
    event.set("message", message.json());
    event.set("previous_message", before);
    eventIn(message.channel, event);
  }

  void deleted(SlackChannel channel, SlackMessage message, ObjectNode before) {
    if (message.tombstone) {
      changed(message, before);
      return;
    }
    var event = hidden(channel, "message_deleted").put("deleted_ts", message.ts);
    event.set("previous_message", before);
    eventIn(channel, event);
  }

  private ObjectNode hidden(SlackChannel channel, String subtype) {
    var stamp = channel.stamp();
    var event = SlackJson.object().put("type", "message").put("subtype", subtype);
    event.put("hidden", true).put("ts", stamp).put("event_ts", stamp);
    return in(channel, event);
  }

  private static ObjectNode in(SlackChannel channel, ObjectNode event) {
    return event.put("channel", channel.id()).put("channel_type", channel.kind().type());
  }

  private void eventIn(SlackChannel channel, ObjectNode event) {
    if (channel.botIsIn()) {
      event(event);
    }
  }

  /// Tells of an event, and returns the happening's name.
  String event(ObjectNode event) {
    if (!event.has("event_ts")) {
      event.put("event_ts", world.now() + ".000000");
    }
    var payload = SlackJson.object().put("token", "twin").put("team_id", SlackTwin.TEAM);
    payload.put("api_app_id", SlackTwin.APP).put("type", "event_callback");
    payload.put("event_id", world.freshId("Ev")).put("event_time", world.now());
    var authorization = payload.putArray("authorizations").addObject();
    authorization.putNull("enterprise_id").put("team_id", SlackTwin.TEAM);
    authorization.put("user_id", SlackTwin.BOT.id()).put("is_bot", true);
    authorization.put("is_enterprise_install", false);
    payload.put("is_ext_shared_channel", false);
    payload.set("event", event);
    return hand(new SlackHappening(world.freshId("h"), Kind.EVENT, payload.toString(), _ -> {}));
  }

  /// @param answered gets what the bot acknowledges with
  String command(ObjectNode payload, Consumer<JsonNode> answered) {
    payload.put("token", "twin").put("team_id", SlackTwin.TEAM).put("team_domain", "twin");
    payload.put("api_app_id", SlackTwin.APP).put("is_enterprise_install", "false");
    return hand(new SlackHappening(world.freshId("h"), Kind.COMMAND, payload.toString(), answered));
  }

  String interaction(ObjectNode payload, Consumer<JsonNode> answered) {
    payload.put("api_app_id", SlackTwin.APP).put("token", "twin");
    payload.putObject("team").put("id", SlackTwin.TEAM).put("domain", "twin");
    payload.putNull("enterprise").put("is_enterprise_install", false);
    return hand(
        new SlackHappening(world.freshId("h"), Kind.INTERACTION, payload.toString(), answered));
  }

  private String hand(SlackHappening happening) {
    payloads.add(happening.payload);
    if (payloads.size() > KEPT) {
      payloads.removeFirst();
    }
    if (world.poster.takes()) {
      world.poster.hand(happening);
    } else {
      world.sockets.hand(happening);
    }
    return happening.id;
  }
}
