package dev.nightdesk.tests.slack;

import static dev.nightdesk.tests.slack.SlackJson.word;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.tests.slack.ShownMessage.ShownButton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/// Reads blocks the way a client shows them. Guarded by the world's lock.
final class BlockWords {
  private final SlackWorld world;
  private final StringJoiner lines = new StringJoiner("\n");
  private final List<ShownButton> buttons = new ArrayList<>();
  private final Set<String> mentions = new LinkedHashSet<>();

  private BlockWords(SlackWorld world) {
    this.world = world;
  }

  static BlockWords of(SlackWorld world, JsonNode blocks) {
    var words = new BlockWords(world);
    blocks.forEach(words::block);
    return words;
  }

  /// Of a message without blocks.
  static BlockWords ofText(SlackWorld world, String text) {
    var words = new BlockWords(world);
    words.lines.add(words.mrkdwn(text));
    return words;
  }

  /// What is to be read, a line for each block and button row.
  String text() {
    return lines.toString();
  }

  List<ShownButton> buttons() {
    return List.copyOf(buttons);
  }

  Set<String> mentions() {
    return Set.copyOf(mentions);
  }

  private void block(JsonNode block) {
    switch (word(block, "type")) {
      case "section" -> section(block);
      case "header" -> lines.add(word(block.path("text"), "text"));
      case "context" ->
          lines.add(
              block
                  .path("elements")
                  .valueStream()
                  .map(each -> each.has("image_url") ? word(each, "alt_text") : words(each))
                  .collect(Collectors.joining(" ")));
      case "divider" -> lines.add("────");
      case "actions" -> {
        var row = new ArrayList<String>();
        for (var element : block.path("elements")) {
          row.add(element(block, element));
        }
        lines.add(String.join(" ", row));
      }
      case "image" -> lines.add("[" + word(block, "alt_text") + "]");
      case "rich_text" -> block.path("elements").forEach(each -> lines.add(rich(each)));
      case "markdown" -> lines.add(MarkdownWords.of(mentioned(word(block, "text"))));
      case "table" -> block.path("rows").forEach(row -> lines.add(row(row)));
      case "input" -> {
        lines.add(words(block.path("label")));
        if (block.has("hint")) {
          lines.add(words(block.path("hint")));
        }
      }
      default -> lines.add("[" + word(block, "type") + "]");
    }
  }

  private void section(JsonNode block) {
    if (block.has("text")) {
      lines.add(words(block.path("text")));
    }
    block.path("fields").forEach(field -> lines.add(words(field)));
    if (block.has("accessory")) {
      lines.add(element(block, block.path("accessory")));
    }
  }

  private String element(JsonNode block, JsonNode element) {
    var label = words(element.path("text"));
    if (word(element, "type").equals("button")) {
      buttons.add(
          new ShownButton(
              label,
              word(element, "value"),
              word(element, "style"),
              word(element, "action_id"),
              word(block, "block_id")));
    }
    return "[" + (label.isEmpty() ? words(element.path("placeholder")) : label) + "]";
  }

  private String words(JsonNode text) {
    return word(text, "type").equals("mrkdwn") ? mrkdwn(word(text, "text")) : word(text, "text");
  }

  private String mrkdwn(String text) {
    return Mrkdwn.shown(text, world, mentions);
  }

  /// A markdown block knows mentions as well, in the same brackets.
  private String mentioned(String markdown) {
    return Mrkdwn.named(markdown, world, mentions);
  }

  private String row(JsonNode row) {
    return row.valueStream()
        .map(cell ->
            word(cell, "type").equals("rich_text")
                ? cell.path("elements").valueStream().map(this::rich).collect(joined())
                : word(cell, "text"))
        .collect(Collectors.joining(" | "));
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining("\n");
  }

  private String rich(JsonNode part) {
    return switch (word(part, "type")) {
      case "rich_text_list" -> list(part);
      case "rich_text_quote" -> "> " + inline(part).replace("\n", "\n> ");
      default -> inline(part);
    };
  }

  private String list(JsonNode list) {
    var items = new StringJoiner("\n");
    var indent = "  ".repeat(list.path("indent").asInt());
    int number = list.path("offset").asInt() + 1;
    for (var item : list.path("elements")) {
      var mark = word(list, "style").equals("ordered") ? number++ + "." : "•";
      items.add(indent + mark + " " + inline(item));
    }
    return items.toString();
  }

  private String inline(JsonNode part) {
    return part.path("elements").valueStream().map(this::span).collect(Collectors.joining());
  }

  private String span(JsonNode span) {
    return switch (word(span, "type")) {
      case "text" -> word(span, "text");
      case "link" -> span.has("text") ? word(span, "text") : word(span, "url");
      case "emoji" -> ":" + word(span, "name") + ":";
      case "user" -> Mrkdwn.user(word(span, "user_id"), world, mentions);
      case "channel" -> Mrkdwn.channel(word(span, "channel_id"), world);
      case "broadcast" -> {
        mentions.add(word(span, "range"));
        yield "@" + word(span, "range");
      }
      case "date" -> word(span, "fallback");
      default -> "";
    };
  }
}
