package dev.nightdesk.tests.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Set;

/// What the server checks in the text and the buttons of a message. Pure.
final class TwinWriting {
  private static final int MAX_TEXT = 4096;
  private static final int MAX_CAPTION = 1024;

  /// "1-64 bytes": core.telegram.org/bots/api#inlinekeyboardbutton.
  private static final int MAX_TOKEN_BYTES = 64;

  private static final int MAX_BUTTONS = 100;
  private static final Set<String> STYLES = Set.of("", "danger", "success", "primary");

  private TwinWriting() {}

  /// A text as it will be shown.
  record Words(String text, String html, ArrayNode entities, List<String> oddities) {}

  static Words text(TwinCall call, String tooLong) {
    if (call.text("text").isEmpty()) {
      throw TwinRefusal.badRequest("message text is empty");
    }
    var words = parsed(call.text("text"), call.text("parse_mode"));
    if (words.text().isBlank()) {
      throw TwinRefusal.badRequest("text must be non-empty");
    }
    if (words.text().strip().length() > MAX_TEXT) {
      throw TwinRefusal.badRequest(tooLong);
    }
    return words;
  }

  static Words caption(TwinCall call) {
    var words = parsed(call.text("caption"), call.text("parse_mode"));
    if (words.text().length() > MAX_CAPTION) {
      throw TwinRefusal.badRequest("message caption is too long");
    }
    return words;
  }

  private static Words parsed(String text, String mode) {
    if (mode.isEmpty()) {
      return new Words(text.strip(), "", TwinJson.array(), List.of());
    }
    if (!mode.equalsIgnoreCase("HTML")) {
      throw TwinRefusal.badRequest("unsupported parse_mode");
    }
    var parsed = TwinHtml.parse(text);
    return new Words(parsed.text().strip(), text, parsed.entities(), parsed.oddities());
  }

  /// The rows of the inline keyboard; none when there is no keyboard.
  static ArrayNode keyboard(TwinCall call) {
    var markup = call.json("reply_markup");
    if (markup.isMissingNode() || markup.isNull()) {
      return TwinJson.array();
    }
    if (!(markup.path("inline_keyboard") instanceof ArrayNode rows)) {
      throw TwinRefusal.badRequest("object expected as reply markup");
    }
    int buttons = 0;
    for (var row : rows) {
      for (var button : row) {
        checkButton(button);
        buttons++;
      }
    }
    if (buttons > MAX_BUTTONS) {
      throw TwinRefusal.badRequest("reply markup is too long");
    }
    return rows;
  }

  private static void checkButton(JsonNode button) {
    if (button.path("text").asText("").isBlank()) {
      throw TwinRefusal.badRequest("can't parse inline keyboard button: text is empty");
    }
    int bytes = button.path("callback_data").asText("").getBytes(UTF_8).length;
    if (bytes < 1 || bytes > MAX_TOKEN_BYTES) {
      throw TwinRefusal.badRequest("BUTTON_DATA_INVALID");
    }
    if (!STYLES.contains(button.path("style").asText(""))) {
      throw TwinRefusal.badRequest("invalid button style specified");
    }
  }
}
