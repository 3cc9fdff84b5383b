package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.tests.slack.ShownMessage.ShownButton;
import dev.nightdesk.tests.slack.ShownMessage.ShownFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// A message as the server keeps it. Guarded by the world's lock.
final class SlackMessage {
  final SlackChannel channel;
  final String ts;
  final SlackUser from;

  /// The root's `ts` in a reply, else empty.
  final String thread;

  String text = "";
  ArrayNode blocks = SlackJson.array();
  boolean broadcast;
  String onlyFor = "";

  /// Whether it is only left because others answered it.
  boolean tombstone;

  int edits;
  @Nullable ObjectNode edited;
  @Nullable JsonNode metadata;
  Set<String> pinged = Set.of();
  final List<SlackFile> files = new ArrayList<>();
  final Map<String, Set<String>> reactions = new LinkedHashMap<>();

  /// Further fields of the message, as the API names them.
  final ObjectNode extra = SlackJson.object();

  /// Every button that ever stood here, newest last.
  final List<ShownButton> everShown = new ArrayList<>();

  SlackMessage(SlackChannel channel, String ts, SlackUser from, String thread) {
    this.channel = channel;
    this.ts = ts;
    this.from = from;
    this.thread = thread;
  }

  /// Shows other content. Blocks and actions without a name get one, as with the real server.
  void content(String words, ArrayNode shown, SlackWorld world) {
    text = words;
    blocks = shown;
    BlockNames.giveTo(shown, world);
    everShown.addAll(BlockWords.of(world, shown).buttons());
  }

  List<SlackMessage> replies() {
    return thread.isEmpty() ? channel.repliesTo(ts) : List.of();
  }

  /// As the API shows it, without metadata.
  ObjectNode json() {
    var json = SlackJson.object().put("type", "message").put("ts", ts);
    if (tombstone) {
      json.put("subtype", "tombstone").put("hidden", true).put("user", "USLACKBOT");
      json.put("text", "This message was deleted.");
      threadFields(json);
      return json;
    }
    if (from.webhook()) {
      json.put("subtype", "bot_message").put("username", from.name()).put("bot_id", from.botId());
    } else {
      json.put("user", from.id()).put("team", SlackTwin.TEAM);
      if (from.bot()) {
        json.put("bot_id", from.botId()).put("app_id", SlackTwin.appOf(from));
        json.putObject("bot_profile").put("id", from.botId()).put("name", from.name());
      }
    }
    json.put("text", text);
    if (!blocks.isEmpty()) {
      json.set("blocks", blocks.deepCopy());
    }
    if (!files.isEmpty()) {
      json.put("upload", false);
      if (!from.bot()) {
        json.put("subtype", "file_share");
      }
      var list = json.putArray("files");
      files.forEach(file -> list.add(file.json(channel.world())));
    }
    if (broadcast) {
      json.put("subtype", "thread_broadcast");
    }
    threadFields(json);
    if (edited != null) {
      json.set("edited", edited);
    }
    if (!reactions.isEmpty()) {
      var list = json.putArray("reactions");
      reactions.forEach((name, users) -> {
        var one = list.addObject().put("name", name).put("count", users.size());
        users.forEach(one.putArray("users")::add);
      });
    }
    json.setAll(extra);
    return json;
  }

  private void threadFields(ObjectNode json) {
    var replies = replies();
    if (!thread.isEmpty()) {
      json.put("thread_ts", thread);
      var root = channel.find(thread);
      if (root != null) {
        json.put("parent_user_id", root.from.id());
      }
    } else if (!replies.isEmpty()) {
      var who = new LinkedHashSet<String>();
      replies.forEach(reply -> who.add(reply.from.id()));
      json.put("thread_ts", ts).put("reply_count", replies.size());
      json.put("reply_users_count", who.size()).put("latest_reply", replies.getLast().ts);
      who.forEach(json.putArray("reply_users")::add);
    }
  }

  ObjectNode withMetadata() {
    var json = json();
    if (metadata != null) {
      json.set("metadata", metadata);
    }
    return json;
  }

  ShownMessage shown() {
    var words = words();
    return new ShownMessage(
        ts,
        thread,
        from,
        tombstone ? "This message was deleted." : words.text(),
        text,
        words.buttons(),
        words.mentions(),
        pinged,
        edits,
        broadcast,
        files.stream().map(SlackMessage::file).toList(),
        List.copyOf(reactions.keySet()),
        onlyFor,
        withMetadata());
  }

  private static ShownFile file(SlackFile file) {
    var bytes = Objects.requireNonNullElse(file.bytes, ByteString.EMPTY);
    return new ShownFile(file.id, file.name, file.title, bytes);
  }

  private BlockWords words() {
    return blocks.isEmpty()
        ? BlockWords.ofText(channel.world(), text)
        : BlockWords.of(channel.world(), blocks);
  }

  /// Rings whom it names; called once, when it comes.
  void ring() {
    var whom = new LinkedHashSet<>(words().mentions());
    channel.partner().filter(partner -> from.bot()).ifPresent(partner -> whom.add(partner.id()));
    pinged = Set.copyOf(whom);
  }
}
