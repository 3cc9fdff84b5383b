package dev.nightdesk.tests.discord;

import dev.nightdesk.tests.twin.SeenMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// What a person sees of one message, at one moment.
///
/// @param channel the channel or thread it stands in
/// @param fromBot whether our bot wrote it
/// @param content as it was sent, with its markup
/// @param rows the components under it
/// @param pings who is called by it, only users
/// @param pingsEveryone whether it calls all who are there
/// @param silent whether the phones stayed quiet
/// @param edits how often it was changed since
/// @param replyTo the message it answers
/// @param onlyFor the one who sees it; null when all do
/// @param thinking whether it only says that an answer is coming
/// @param thread the thread that hangs on it
/// @param reactions of the bot
public record ShownMessage(
    long id,
    long channel,
    DiscordUser author,
    boolean fromBot,
    String content,
    List<ShownEmbed> embeds,
    List<List<ShownPart>> rows,
    List<ShownFile> files,
    Set<Long> pings,
    boolean pingsEveryone,
    boolean silent,
    int edits,
    @Nullable Long replyTo,
    @Nullable Long onlyFor,
    boolean thinking,
    @Nullable Long thread,
    List<String> reactions)
    implements SeenMessage {
  /// A framed part.
  ///
  /// @param color of its edge, or -1
  public record ShownEmbed(
      String author,
      String title,
      String url,
      String description,
      List<ShownField> fields,
      String footer,
      int color) {}

  /// A part of an embed with a heading of its own.
  public record ShownField(String name, String value, boolean inline) {}

  /// Something to press or to choose from.
  public sealed interface ShownPart {
    String customId();

    boolean disabled();
  }

  /// A button.
  ///
  /// @param style `primary`, `secondary`, `success`, `danger` or `link`
  /// @param url where a link leads, else empty
  public record ShownButton(
      String label, String customId, String style, boolean disabled, String url)
      implements ShownPart {}

  /// A select menu.
  ///
  /// @param least how many must be chosen
  public record ShownMenu(
      String placeholder,
      String customId,
      List<ShownOption> options,
      int least,
      int most,
      boolean disabled)
      implements ShownPart {}

  /// What can be chosen.
  ///
  /// @param chosen whether it is chosen before anybody does
  public record ShownOption(String label, String value, String description, boolean chosen) {}

  /// A file under a message.
  public record ShownFile(String name, ByteString bytes, String description) {}

  /// All the words on the screen, a line for each part, without markup.
  public String text() {
    var lines = new ArrayList<String>();
    if (thinking) {
      lines.add(author.name() + " is thinking...");
    }
    add(lines, content);
    for (var embed : embeds) {
      add(lines, embed.author());
      add(lines, embed.title());
      add(lines, embed.description());
      for (var field : embed.fields()) {
        add(lines, field.name());
        add(lines, field.value());
      }
      add(lines, embed.footer());
    }
    files.forEach(file -> lines.add(file.name()));
    return String.join("\n", lines);
  }

  private static void add(List<String> lines, String markup) {
    if (!markup.isEmpty()) {
      lines.add(Markup.plain(markup));
    }
  }

  /// What the buttons say.
  public List<String> labels() {
    return buttons().stream().map(ShownButton::label).toList();
  }

  public List<ShownButton> buttons() {
    return parts(ShownButton.class);
  }

  public List<ShownMenu> menus() {
    return parts(ShownMenu.class);
  }

  private <T extends ShownPart> List<T> parts(Class<T> kind) {
    return rows.stream().flatMap(List::stream).filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The first button with this label.
  public ShownButton button(String label) {
    return buttons().stream()
        .filter(button -> button.label().equals(label))
        .findFirst()
        .orElseThrow(
            () -> new NoSuchElementException("no button \"" + label + "\", only " + labels()));
  }
}
