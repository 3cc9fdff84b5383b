package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.Block;
import java.util.List;

/// Writes cards in Discord's Markdown
/// (https://support.discord.com/hc/en-us/articles/210298617-Markdown-Text-101), for the description
/// of an embed (https://docs.discord.com/developers/resources/message#embed-object-embed-limits).
///
/// Pure and safe for any thread.
public final class DiscordMarkdown {
  /// UTF-16 units that the description of an embed may have.
  public static final int MAX_DESCRIPTION = 4_096;

  /// Less room than this cannot hold a card's headline and the note about what was cut.
  public static final int MIN_UNITS = 128;

  private DiscordMarkdown() {}

  /// A card as Discord takes it.
  ///
  /// @param markdown never blank
  /// @param cut whether some of the card did not fit
  public record Rendered(String markdown, boolean cut) {}

  /// Writes the blocks below one another. What does not fit is cut inside the longest block, with a
  /// note that counts what is missing. No character of a literal block acts as markup, mention,
  /// emoji name or link; of an agent's words the links lead to `http` and `https` only.
  ///
  /// @param most UTF-16 units that the Markdown itself may have, escapes included: up to
  ///   [#MAX_DESCRIPTION] in an embed, 2,000 in a message; at least [#MIN_UNITS]
  public static Rendered render(List<Block> blocks, int most) {
    if (most < MIN_UNITS) {
      throw new IllegalArgumentException("a card needs room for " + MIN_UNITS + " characters");
    }
    var documents = Cards.flowsOf(blocks).stream().map(WebLinks::of).toList();
    var shortened = new Shortening(DiscordLayout::lengthOf).toFit(documents, most);
    var written = DiscordLayout.write(shortened.flows());
    return new Rendered(Ink.isIn(written) ? written : Ink.NONE, shortened.cut());
  }
}
