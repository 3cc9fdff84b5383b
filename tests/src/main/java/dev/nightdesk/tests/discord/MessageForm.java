package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// The bounds of a message (docs.discord.com/developers/resources/message). Pure.
final class MessageForm {
  static final int MAX_CONTENT = 2000;
  private static final int MAX_EMBEDS = 10;
  private static final int MAX_EMBED_TEXT = 6000;
  private static final int MAX_NONCE = 25;
  private static final int MAX_FILES = 10;
  private static final long MAX_FILE_BYTES = 10L * 1024 * 1024;
  private static final long MAX_REQUEST_BYTES = 25L * 1024 * 1024;
  private static final Set<String> PARSED = Set.of("users", "roles", "everyone");

  private MessageForm() {}

  /// Refuses what breaks any rule but that of emptiness, which depends on what was there before.
  static void check(Call call) {
    check(call.body(), call.files());
  }

  static void check(JsonNode form, List<Call.Sent> files) {
    long all = 0;
    for (var file : files) {
      all += file.bytes().size();
      if (file.bytes().size() > MAX_FILE_BYTES || all > MAX_REQUEST_BYTES) {
        throw Refusal.of(413, 40005, "Request entity too large");
      }
    }
    if (files.size() > MAX_FILES) {
      throw Refusal.of(400, 30015, "Maximum number of attachments in a message reached (10)");
    }
    if (!form.isObject() && !form.isMissingNode()) {
      throw Refusal.of(400, 50035, "Invalid Form Body");
    }
    var problems = new Problems();
    problems.text(form, "content", "", 0, MAX_CONTENT);
    if (form.path("nonce").isTextual()) {
      problems.text(form, "nonce", "", 0, MAX_NONCE);
    }
    embeds(form, problems);
    mentions(form.path("allowed_mentions"), problems);
    attachments(form, files, problems);
    ComponentForm.message(form, problems);
    problems.refuse();
  }

  private static void embeds(JsonNode form, Problems problems) {
    if (!problems.list(form, "embeds", "", 0, MAX_EMBEDS)) {
      return;
    }
    int total = 0;
    int i = 0;
    for (var embed : form.path("embeds")) {
      var way = "embeds." + i++ + ".";
      int length = embed(embed, way, problems);
      total += length;
      if (length == 0 && !embed.has("image") && !embed.has("thumbnail")) {
        problems.required(way + "description");
      }
    }
    if (total > MAX_EMBED_TEXT) {
      problems.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
    }
  }

  private static int embed(JsonNode embed, String way, Problems problems) {
    problems.text(embed, "title", way, 0, 256);
    problems.text(embed, "description", way, 0, 4096);
    int length = length(embed, "title") + length(embed, "description");
    if (embed.hasNonNull("footer")) {
      problems.text(embed.path("footer"), "text", way + "footer.", 1, 2048);
      length += length(embed.path("footer"), "text");
    }
    if (embed.hasNonNull("author")) {
      problems.text(embed.path("author"), "name", way + "author.", 1, 256);
      length += length(embed.path("author"), "name");
    }
    if (problems.list(embed, "fields", way, 0, 25)) {
      int i = 0;
      for (var field : embed.path("fields")) {
        var there = way + "fields." + i++ + ".";
        problems.text(field, "name", there, 1, 256);
        problems.text(field, "value", there, 1, 1024);
        length += length(field, "name") + length(field, "value");
      }
    }
    if (embed.hasNonNull("url") && !embed.path("url").asText().matches("https?://\\S+")) {
      problems.add(way + "url", "URL_TYPE_INVALID_URL", "Not a well formed URL.");
    }
    return length;
  }

  private static int length(JsonNode node, String field) {
    var text = node.path(field).asText("");
    return text.codePointCount(0, text.length());
  }

  private static void mentions(JsonNode allowed, Problems problems) {
    if (!allowed.isObject()) {
      return;
    }
    int i = 0;
    for (var each : allowed.path("parse")) {
      if (!PARSED.contains(each.asText())) {
        problems.choice("allowed_mentions.parse." + i);
      }
      if (!allowed.path(each.asText()).isEmpty()) {
        problems.add(
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
            "parse:[\"" + each.asText() + "\"] and " + each.asText() + ": [ids...] are exclusive.");
      }
      i++;
    }
    problems.list(allowed, "users", "allowed_mentions.", 0, 100);
  }

  private static void attachments(JsonNode form, List<Call.Sent> files, Problems problems) {
    if (!problems.list(form, "attachments", "", 0, MAX_FILES)) {
      return;
    }
    int i = 0;
    for (var each : form.path("attachments")) {
      var way = "attachments." + i++ + ".";
      var id = each.path("id").asText();
      if (Json.parse(id) < 0) {
        problems.add(way + "id", "NUMBER_TYPE_COERCE", "Value is not snowflake.");
      } else if (Json.parse(id) < MAX_FILES
          && files.stream().noneMatch(file -> file.number().equals(id))) {
        problems.add(way + "id", "ATTACHMENT_NOT_FOUND", "There is no files[" + id + "].");
      }
      problems.text(each, "description", way, 0, 1024);
    }
  }

  /// Nothing at all is no message.
  static void refuseEmpty(Post post) {
    if (post.content.isEmpty()
        && post.embeds.isEmpty()
        && post.files.isEmpty()
        && post.components.isEmpty()
        && (post.flags & Post.LOADING) == 0) {
      throw Refusal.of(400, 50006, "Cannot send an empty message");
    }
  }

  /// Embeds as the server hands them out.
  static ArrayNode embeds(JsonNode form) {
    var embeds = Json.array();
    for (var embed : form.path("embeds")) {
      var kept = embeds.addObject().put("type", "rich");
      if (embed instanceof ObjectNode object) {
        kept.setAll(object.deepCopy());
      }
    }
    return embeds;
  }
}
