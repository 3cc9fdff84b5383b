package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.tests.slack.ShownMessage.ShownButton;
import java.util.List;

/// A modal or an App Home as it stands before somebody.
///
/// @param text its blocks as shown
/// @param submit the label of the button that sends it, or empty
/// @param errors what the bot found wrong with what was entered last, by block
/// @param json as the API shows it
public record ShownView(
    String id,
    String title,
    String text,
    String submit,
    List<ShownButton> buttons,
    JsonNode errors,
    JsonNode json) {
  static ShownView of(SlackWorld world, JsonNode view) {
    var words = BlockWords.of(world, view.path("blocks"));
    return new ShownView(
        SlackJson.word(view, "id"),
        SlackJson.word(view.path("title"), "text"),
        words.text(),
        SlackJson.word(view.path("submit"), "text"),
        words.buttons(),
        world.views.errors(SlackJson.word(view, "id")),
        view.deepCopy());
  }
}
