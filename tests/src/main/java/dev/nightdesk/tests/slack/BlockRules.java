package dev.nightdesk.tests.slack;

import static dev.nightdesk.tests.slack.SlackJson.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The limits of blocks (docs.slack.dev/reference/block-kit). Lengths count UTF-16 units.
final class BlockRules {
  static final int MOST_IN_MESSAGE = 50;
  static final int MOST_IN_VIEW = 100;
  static final int MOST_CHARACTERS = 13_000;
  private static final int MOST_MARKDOWN = 12_000;
  private static final int NAME = 255;

  /// Elements that send an action, and so have an `action_id`.
  static final Set<String> INTERACTIVE =
      Set.of(
          "button",
          "overflow",
          "static_select",
          "multi_static_select",
          "users_select",
          "conversations_select",
          "channels_select",
          "datepicker",
          "timepicker",
          "radio_buttons",
          "checkboxes",
          "plain_text_input");

  /// What a block may carry besides `type` and `block_id`.
  private static final Map<String, Set<String>> FIELDS =
      Map.ofEntries(
          Map.entry("section", Set.of("text", "fields", "accessory", "expand")),
          Map.entry("divider", Set.of()),
          Map.entry("header", Set.of("text")),
          Map.entry("context", Set.of("elements")),
          Map.entry("actions", Set.of("elements")),
          Map.entry("image", Set.of("image_url", "slack_file", "alt_text", "title")),
          Map.entry("rich_text", Set.of("elements")),
          Map.entry("markdown", Set.of("text")),
          Map.entry("table", Set.of("rows", "column_settings")),
          Map.entry("input", Set.of("label", "element", "hint", "optional", "dispatch_action")));

  private static final Set<String> RICH =
      Set.of("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote");
  private static final Set<String> SPANS =
      Set.of("text", "link", "emoji", "user", "usergroup", "channel", "broadcast", "date", "color");

  private final List<String> wrong = new ArrayList<>();
  private final Set<String> blockIds = new HashSet<>();
  private final Set<String> actionIds = new HashSet<>();
  private int markdown;
  private int tables;

  private BlockRules() {}

  /// The blocks of a message.
  ///
  /// @throws SlackRefusal in the server's words
  static ArrayNode message(JsonNode blocks) {
    var checked = checked(blocks, MOST_IN_MESSAGE, "invalid_blocks");
    if (characters(checked) > MOST_CHARACTERS) {
      throw SlackRefusal.of("msg_blocks_too_long");
    }
    return checked;
  }

  /// The blocks of a modal or of App Home.
  static ArrayNode view(JsonNode blocks) {
    return checked(blocks, MOST_IN_VIEW, "invalid_arguments");
  }

  private static ArrayNode checked(JsonNode blocks, int most, String error) {
    if (!(blocks instanceof ArrayNode array)) {
      throw SlackRefusal.of("invalid_blocks_format");
    }
    var rules = new BlockRules();
    rules.atMost(array.size(), most, "items", "/blocks");
    for (int i = 0; i < array.size(); i++) {
      rules.block(array.get(i), "/blocks/" + i);
    }
    if (!rules.wrong.isEmpty()) {
      throw SlackRefusal.of(error, rules.wrong);
    }
    return array.deepCopy();
  }

  /// All that is text in the blocks, as the limit on a whole message counts it.
  static int characters(JsonNode node) {
    int sum = 0;
    for (var field : node.properties()) {
      sum +=
          field.getKey().equals("text") && field.getValue().isTextual()
              ? field.getValue().asText().length()
              : characters(field.getValue());
    }
    for (var element : node) {
      sum += node.isArray() ? characters(element) : 0;
    }
    return sum;
  }

  private void block(JsonNode block, String at) {
    var type = word(block, "type");
    var fields = FIELDS.get(type);
    if (fields == null) {
      wrong("unsupported type: " + type, at);
      return;
    }
    block
        .fieldNames()
        .forEachRemaining(name -> {
          if (!fields.contains(name) && !name.equals("type") && !name.equals("block_id")) {
            wrong("invalid additional property: " + name, at);
          }
        });
    name(block, "block_id", blockIds, at);
    switch (type) {
      case "section" -> section(block, at);
      case "header" -> plain(block.path("text"), 150, at + "/text");
      case "context" -> {
        var elements = elements(block, 10, at);
        for (int i = 0; i < elements.size(); i++) {
          if (word(elements.get(i), "type").equals("image")) {
            image(elements.get(i), at + "/elements/" + i);
          } else {
            text(elements.get(i), 3000, at + "/elements/" + i);
          }
        }
      }
      case "actions" -> {
        var elements = elements(block, 25, at);
        for (int i = 0; i < elements.size(); i++) {
          element(elements.get(i), at + "/elements/" + i);
        }
      }
      case "image" -> image(block, at);
      case "rich_text" -> rich(block, at);
      case "markdown" -> {
        filled(word(block, "text"), MOST_MARKDOWN, at + "/text");
        markdown += word(block, "text").length();
        atMost(markdown, MOST_MARKDOWN, "characters of markdown", at);
      }
      case "table" -> table(block, at);
      case "input" -> {
        plain(block.path("label"), 2000, at + "/label");
        element(block.path("element"), at + "/element");
      }
      default -> {}
    }
  }

  private void section(JsonNode block, String at) {
    if (!block.has("text") && !block.has("fields")) {
      wrong("missing required field: text", at);
    }
    if (block.has("text")) {
      text(block.path("text"), 3000, at + "/text");
    }
    if (block.has("fields")) {
      atMost(block.path("fields").size(), 10, "items", at + "/fields");
      block.path("fields").forEach(field -> text(field, 2000, at + "/fields"));
    }
    if (block.has("accessory") && !word(block.path("accessory"), "type").equals("image")) {
      element(block.path("accessory"), at + "/accessory");
    }
  }

  private JsonNode elements(JsonNode block, int most, String at) {
    var elements = block.path("elements");
    if (!elements.isArray() || elements.isEmpty()) {
      wrong("must have at least 1 item", at + "/elements");
    }
    atMost(elements.size(), most, "items", at + "/elements");
    return elements;
  }

  private void image(JsonNode image, String at) {
    if (!image.has("image_url") && !image.has("slack_file")) {
      wrong("missing required field: image_url", at);
    }
    filled(word(image, "alt_text"), 2000, at + "/alt_text");
  }

  private void element(JsonNode element, String at) {
    var type = word(element, "type");
    if (!INTERACTIVE.contains(type)) {
      wrong("unsupported type: " + type, at);
      return;
    }
    name(element, "action_id", actionIds, at);
    switch (type) {
      case "button" -> {
        plain(element.path("text"), 75, at + "/text");
        atMost(word(element, "value").length(), 2000, "characters", at + "/value");
        atMost(word(element, "url").length(), 3000, "characters", at + "/url");
        var style = word(element, "style");
        if (element.has("style") && !Set.of("primary", "danger").contains(style)) {
          wrong("failed to match all allowed schemas", at + "/style");
        }
      }
      case "plain_text_input" -> {
        atMost(element.path("max_length").asInt(), 3000, "", at + "/max_length");
        if (element.has("placeholder")) {
          plain(element.path("placeholder"), 150, at + "/placeholder");
        }
      }
      case "static_select", "overflow", "radio_buttons", "checkboxes" -> {
        atMost(element.path("options").size(), 100, "items", at + "/options");
        for (var option : element.path("options")) {
          text(option.path("text"), 75, at + "/options/text");
          filled(word(option, "value"), 150, at + "/options/value");
        }
      }
      default -> {}
    }
  }

  private void rich(JsonNode block, String at) {
    if (!block.path("elements").isArray()) {
      wrong("missing required field: elements", at);
    }
    for (var part : block.path("elements")) {
      var type = word(part, "type");
      if (!RICH.contains(type)) {
        wrong("unsupported type: " + type, at + "/elements");
      } else if (type.equals("rich_text_list")) {
        if (!Set.of("bullet", "ordered").contains(word(part, "style"))) {
          wrong("missing required field: style", at + "/elements");
        }
        atMost(part.path("indent").asInt(), 8, "", at + "/elements/indent");
        part.path("elements").forEach(item -> spans(item, at + "/elements"));
      } else {
        spans(part, at + "/elements");
      }
    }
  }

  private void spans(JsonNode part, String at) {
    for (var span : part.path("elements")) {
      var type = word(span, "type");
      if (!SPANS.contains(type)) {
        wrong("unsupported type: " + type, at);
      } else if (type.equals("text") && word(span, "text").isEmpty()) {
        wrong("must be more than 0 characters", at + "/text");
      } else if (type.equals("link") && word(span, "url").isEmpty()) {
        wrong("missing required field: url", at);
      }
    }
  }

  private void table(JsonNode block, String at) {
    if (++tables > 1) {
      wrong("only_one_table_allowed", at);
    }
    atMost(block.path("rows").size(), 100, "items", at + "/rows");
    for (var row : block.path("rows")) {
      atMost(row.size(), 20, "items", at + "/rows");
      for (var cell : row) {
        if (word(cell, "type").equals("raw_text")) {
          filled(word(cell, "text"), 10_000, at + "/rows");
        } else if (word(cell, "type").equals("rich_text")) {
          rich(cell, at + "/rows");
        } else {
          wrong("unsupported type: " + word(cell, "type"), at + "/rows");
        }
      }
    }
  }

  private void text(JsonNode text, int most, String at) {
    switch (word(text, "type")) {
      case "plain_text" -> {}
      case "mrkdwn" -> {
        if (text.has("emoji")) {
          wrong("invalid additional property: emoji", at);
        }
      }
      default -> wrong("unsupported type: " + word(text, "type"), at);
    }
    filled(word(text, "text"), most, at + "/text");
  }

  private void plain(JsonNode text, int most, String at) {
    if (!word(text, "type").equals("plain_text")) {
      wrong("must be a plain_text object", at);
    }
    text(text, most, at);
  }

  private void filled(String text, int most, String at) {
    if (text.isEmpty()) {
      wrong("must be more than 0 characters", at);
    }
    atMost(text.length(), most, "characters", at);
  }

  private void name(JsonNode node, String field, Set<String> taken, String at) {
    var name = word(node, field);
    atMost(name.length(), NAME, "characters", at + "/" + field);
    if (!name.isEmpty() && !taken.add(name)) {
      wrong("`" + field + "` \"" + name + "\" already exists", at);
    }
  }

  private void atMost(int count, int most, String what, String at) {
    if (count > most) {
      wrong(("must be less than " + (most + 1) + " " + what).strip(), at);
    }
  }

  private void wrong(String words, String at) {
    wrong.add("[ERROR] " + words + " [json-pointer:" + at + "]");
  }
}
