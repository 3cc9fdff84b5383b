package dev.nightdesk.tests.discord;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the bot answered first to a press, a command or a form.
///
/// @param type of the callback: 4 message, 5 message later, 6 nothing yet, 7 changed message, 8
///   choices, 9 form
/// @param message what `@original` means now, if there is such a message
/// @param form what is to be filled in, if anything
/// @param choices of an autocompletion, as shown
public record DiscordAnswer(
    int type, @Nullable ShownMessage message, @Nullable ShownForm form, List<String> choices) {
  /// A form over everything else.
  public record ShownForm(String title, String customId, List<ShownInput> inputs) {}

  /// A line or a box to write in, or a menu.
  ///
  /// @param value what stands there before anybody writes
  public record ShownInput(
      String label,
      String description,
      String customId,
      boolean isLong,
      String value,
      String placeholder,
      boolean required,
      int most) {}

  /// What the presser reads, empty when nothing.
  public String text() {
    return message == null ? "" : message.text();
  }

  /// Whether only the presser sees it.
  public boolean isEphemeral() {
    return message != null && message.onlyFor() != null;
  }
}
