package dev.nightdesk.tests.slack;

import static dev.nightdesk.tests.slack.SlackJson.word;

import com.fasterxml.jackson.databind.JsonNode;

/// The blocks of a message for [SlackPage]. Guarded by the world's lock.
final class BlockPage {
  private BlockPage() {}

  static String of(SlackWorld world, ShownMessage message) {
    var blocks = message.json().path("blocks");
    if (blocks.isEmpty()) {
      return words("", message.text());
    }
    var page = new StringBuilder();
    for (var block : blocks) {
      page.append(block(world, block));
    }
    return page.toString();
  }

  private static String block(SlackWorld world, JsonNode block) {
    var shown = BlockWords.of(world, SlackJson.array().add(block));
    return switch (word(block, "type")) {
      case "divider" -> "<hr>";
      case "header" -> words("header", shown.text());
      case "context" -> words("context", shown.text());
      case "actions" -> buttons(shown);
      case "section" ->
          shown.buttons().isEmpty()
              ? words("", shown.text())
              : words("", shown.text().replaceAll("\n\\[[^\\n]*]$", "")) + buttons(shown);
      default -> words("", shown.text());
    };
  }

  private static String buttons(BlockWords shown) {
    var row = new StringBuilder("<div class=\"row\">");
    for (var button : shown.buttons()) {
      row.append("<div class=\"button ").append(SlackPage.escaped(button.style())).append("\">");
      row.append(SlackPage.escaped(button.label())).append("</div>");
    }
    return row.append("</div>").toString();
  }

  private static String words(String look, String text) {
    return "<div class=\"words " + look + "\">" + SlackPage.escaped(text) + "</div>";
  }
}
