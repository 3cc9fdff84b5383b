package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.tests.twin.SeenMessage;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import okio.ByteString;

/// What a person sees of one message, at one moment.
///
/// @param ts what names it within its channel
/// @param thread the `ts` of the thread's root when this is a reply, else empty
/// @param text as shown, without markup: the blocks when there are any, else the text
/// @param notification the text as it was sent, which with blocks only notifications show
/// @param mentions the users it names, and `here`, `channel` or `everyone`
/// @param pinged whom it rang when it came: who was mentioned, and the partner in direct messages
/// @param edits how often it was changed since
/// @param broadcast whether a reply is shown in the channel as well
/// @param reactions the names of the emoji under it
/// @param onlyFor the user who alone sees it, else empty
/// @param json as the API shows it
public record ShownMessage(
    String ts,
    String thread,
    SlackUser author,
    String text,
    String notification,
    List<ShownButton> buttons,
    Set<String> mentions,
    Set<String> pinged,
    int edits,
    boolean broadcast,
    List<ShownFile> files,
    List<String> reactions,
    String onlyFor,
    JsonNode json)
    implements SeenMessage {
  /// A button.
  ///
  /// @param token its `value`
  /// @param style `primary`, `danger` or empty
  public record ShownButton(
      String label, String token, String style, String actionId, String blockId) {}

  /// A file under a message.
  public record ShownFile(String id, String name, String title, ByteString bytes) {}

  @Override
  public boolean fromBot() {
    return author.equals(SlackTwin.BOT);
  }

  public List<String> labels() {
    return buttons.stream().map(ShownButton::label).toList();
  }

  /// The first button with this label.
  public ShownButton button(String label) {
    return button(buttons, label);
  }

  static ShownButton button(List<ShownButton> buttons, String label) {
    return buttons.stream()
        .filter(button -> button.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new NoSuchElementException(
                "no button \""
                    + label
                    + "\", only "
                    + buttons.stream().map(ShownButton::label).toList()));
  }
}
