package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;

/// `chat.*`, and the answers to a `response_url`. Guarded by the world's lock.
final class ChatMethods {
  private static final int LONGEST = 40_000;
  private static final int LONGEST_MARKDOWN = 12_000;

  /// What a call wants shown.
  ///
  /// @param hasBlocks whether blocks were given, be it none at all
  private record Content(String text, ArrayNode blocks, boolean hasText, boolean hasBlocks) {}

  private final SlackWorld world;

  ChatMethods(SlackWorld world) {
    this.world = world;
  }

  void addTo(Map<String, Function<SlackCall, ObjectNode>> methods) {
    methods.put("chat.postMessage", this::post);
    methods.put("chat.postEphemeral", this::whisper);
    methods.put("chat.update", this::update);
    methods.put("chat.delete", this::delete);
    methods.put("chat.getPermalink", this::permalink);
  }

  private ObjectNode post(SlackCall call) {
    var channel = SlackApi.channel(world, call.needed("channel"));
    var content = content(call);
    if (!content.hasText() && content.blocks().isEmpty()) {
      throw SlackRefusal.of("no_text");
    }
    channel.checkWritable();
    var thread = thread(channel, call.text("thread_ts"));
    var metadata = metadata(call);
    var message = channel.add(SlackTwin.BOT, thread);
    message.broadcast = !thread.isEmpty() && call.flag("reply_broadcast");
    message.metadata = metadata.isMissingNode() ? null : metadata;
    message.content(content.text(), content.blocks(), world);
    message.ring();
    if (!content.blocks().isEmpty() && content.text().isEmpty()) {
      world.oddities.add("blocks without a text for notifications: " + message.ts);
    }
    world.events.said(message);
    var answer = SlackJson.object().put("channel", channel.id()).put("ts", message.ts);
    answer.set("message", message.withMetadata());
    return answer;
  }

  private ObjectNode whisper(SlackCall call) {
    var channel = SlackApi.channel(world, call.needed("channel"));
    var user = call.needed("user");
    var content = content(call);
    if (!content.hasText() && content.blocks().isEmpty()) {
      throw SlackRefusal.of("no_text");
    }
    channel.checkWritable();
    var to = world.users.get(user);
    if (to == null) {
      throw SlackRefusal.of("user_not_in_channel");
    }
    var message = channel.addWhisper(to, thread(channel, call.text("thread_ts")));
    message.content(content.text(), content.blocks(), world);
    return SlackJson.object().put("message_ts", message.ts);
  }

  private ObjectNode update(SlackCall call) {
    var channel = SlackApi.channel(world, call.needed("channel"));
    var ts = call.needed("ts");
    var content = content(call);
    if (!content.hasText() && !content.hasBlocks()) {
      throw SlackRefusal.of("no_text");
    }
    channel.checkWritable();
    var message = SlackApi.message(channel, ts);
    if (!message.from.equals(SlackTwin.BOT)) {
      throw SlackRefusal.of("cant_update_message");
    }
    var metadata = metadata(call);
    var before = message.json();
    // A text without blocks takes the blocks away; blocks without a text leave none.
    change(message, content);
    if (!metadata.isMissingNode()) {
      message.metadata = metadata.isEmpty() ? null : metadata;
    }
    if (!message.json().equals(before)) {
      message.edits++;
      if (!content.hasBlocks()) {
        var edited = SlackJson.object().put("user", SlackTwin.BOT.id());
        message.edited = edited.put("ts", world.now() + ".000000");
      }
      world.events.changed(message, before);
    }
    var answer = SlackJson.object().put("channel", channel.id()).put("ts", ts);
    answer.put("text", message.text).set("message", message.withMetadata());
    return answer;
  }

  private void change(SlackMessage message, Content content) {
    var blocks = content.blocks();
    // The real server names nameless blocks anew each time; the same ones keep their names here, so
    // that an unchanged message stays unchanged.
    var before = message.blocks;
    message.content(content.text(), blocks, world);
    if (BlockNames.sameButForNames(before, message.blocks)) {
      message.blocks = before;
    }
  }

  private ObjectNode delete(SlackCall call) {
    var channel = SlackApi.channel(world, call.needed("channel"));
    var ts = call.needed("ts");
    channel.checkReadable();
    var message = SlackApi.message(channel, ts);
    if (!message.from.equals(SlackTwin.BOT)) {
      throw SlackRefusal.of("cant_delete_message");
    }
    channel.remove(message);
    return SlackJson.object().put("channel", channel.id()).put("ts", ts);
  }

  private ObjectNode permalink(SlackCall call) {
    var channel = SlackApi.channel(world, call.needed("channel"));
    channel.checkReadable();
    var message = SlackApi.message(channel, call.needed("message_ts"));
    var link =
        "https://twin.slack.com/archives/" + channel.id() + "/p" + message.ts.replace(".", "");
    if (!message.thread.isEmpty()) {
      link += "?thread_ts=" + message.thread + "&cid=" + channel.id();
    }
    return SlackJson.object().put("channel", channel.id()).put("permalink", link);
  }

  static String thread(SlackChannel channel, String root) {
    if (root.isEmpty()) {
      return "";
    }
    var message = channel.find(root);
    if (message == null) {
      throw SlackRefusal.of("thread_not_found");
    }
    if (!message.thread.isEmpty()) {
      throw SlackRefusal.of("cannot_reply_to_message");
    }
    return root;
  }

  private static JsonNode metadata(SlackCall call) {
    if (!call.has("metadata")) {
      return SlackJson.object().path("none");
    }
    var metadata = call.json("metadata", "invalid_metadata_format");
    boolean whole =
        metadata.path("event_type").isTextual() && metadata.path("event_payload").isObject();
    if (!metadata.isObject() || !(whole || metadata.isEmpty())) {
      throw SlackRefusal.of("invalid_metadata_format");
    }
    return metadata;
  }

  private static Content content(SlackCall call) {
    if (call.has("markdown_text")) {
      if (call.has("text") || call.has("blocks")) {
        throw SlackRefusal.of("markdown_text_conflict");
      }
      var markdown = call.text("markdown_text");
      if (markdown.length() > LONGEST_MARKDOWN) {
        throw SlackRefusal.of("msg_too_long");
      }
      var blocks = SlackJson.array();
      blocks.addObject().put("type", "markdown").put("text", markdown);
      return new Content(markdown, blocks, !markdown.isEmpty(), false);
    }
    var text = call.text("text");
    if (text.length() > LONGEST) {
      throw SlackRefusal.of("msg_too_long");
    }
    boolean hasBlocks = call.has("blocks") && !call.text("blocks").equals("null");
    var blocks =
        hasBlocks
            ? BlockRules.message(call.json("blocks", "invalid_blocks_format"))
            : SlackJson.array();
    return new Content(text, blocks, !text.isBlank(), hasBlocks);
  }

  /// What the bot posts to a `response_url`.
  void respond(SlackWorld.Response response, SlackCall call) {
    var message = response.message;
    if (call.flag("delete_original") && message != null) {
      message.channel.remove(message);
      return;
    }
    var content = content(call);
    if (call.flag("replace_original") && message != null) {
      var before = message.json();
      change(message, content);
      message.edits++;
      world.events.changed(message, before);
      return;
    }
    answer(response, call, content);
  }

  private void answer(SlackWorld.Response response, SlackCall call, Content content) {
    if (!content.hasText() && content.blocks().isEmpty()) {
      throw SlackRefusal.of("no_text");
    }
    var thread = thread(response.channel, call.text("thread_ts"));
    boolean open = call.text("response_type").equals("in_channel");
    var said =
        open
            ? response.channel.add(SlackTwin.BOT, thread)
            : response.channel.addWhisper(response.user, thread);
    said.content(content.text(), content.blocks(), world);
    if (open) {
      said.ring();
      world.events.said(said);
    }
  }

  /// What the bot says along with the acknowledgement of a command.
  void answerCommand(SlackUser user, SlackChannel channel, JsonNode said) {
    if (said instanceof ObjectNode object && !object.isEmpty()) {
      var call = new SlackCall("command", object, "");
      var until = world.clock.instant();
      answer(new SlackWorld.Response(user, channel, null, until), call, content(call));
    }
  }
}
