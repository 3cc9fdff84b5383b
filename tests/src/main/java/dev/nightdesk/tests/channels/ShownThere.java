package dev.nightdesk.tests.channels;

import java.util.List;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// What a person sees of one message of the bot, at one moment, whatever the channel.
///
/// @param id names it for the [Phone] that shows it
/// @param order higher in messages that came later, wherever they stand
/// @param thread names the thread it stands in; empty in the chat itself
/// @param text all its words, without markup; how they are laid out is the channel's own affair
/// @param labels what its buttons say, and what can be chosen in a list under it
/// @param rang whether the phone rang when it came
public record ShownThere(
    String id,
    long order,
    String thread,
    String text,
    List<String> labels,
    boolean rang,
    @Nullable ShownFile file) {
  /// A file under a message.
  public record ShownFile(String name, ByteString bytes) {}
}
