package dev.nightdesk.tests.telegram;

import dev.nightdesk.tests.twin.SeenMessage;
import java.util.List;
import java.util.NoSuchElementException;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// What a person sees of one message, at one moment.
///
/// @param thread the forum topic, or 0
/// @param fromBot whether our bot wrote it
/// @param text as shown, without markup; a file's caption
/// @param html as the bot sent it, or empty when it sent no markup
/// @param rows the buttons under it
/// @param silent whether the phone stayed quiet
/// @param edits how often it was changed since
/// @param replyTo the message it answers
public record ShownMessage(
    long id,
    long thread,
    boolean fromBot,
    String text,
    String html,
    List<List<ShownButton>> rows,
    boolean silent,
    int edits,
    @Nullable Long replyTo,
    @Nullable ShownFile file)
    implements SeenMessage {
  /// A button.
  ///
  /// @param token its `callback_data`
  /// @param style `success`, `danger`, `primary` or empty
  public record ShownButton(String label, String token, String style) {}

  /// A file under a message.
  public record ShownFile(String name, ByteString bytes) {}

  public List<String> labels() {
    return rows.stream().flatMap(List::stream).map(ShownButton::label).toList();
  }

  /// The first button with this label.
  public ShownButton button(String label) {
    return rows.stream()
        .flatMap(List::stream)
        .filter(button -> button.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> new NoSuchElementException("no button \"" + label + "\", only " + labels()));
  }
}
