package dev.nightdesk.adapters.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nightdesk.adapters.Block;
import java.util.List;

/// Writes cards as Slack's blocks: rich text
/// (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block), whose words are words
/// whatever they hold, and small print
/// (https://docs.slack.dev/reference/block-kit/blocks/context-block).
///
/// Pure and safe for any thread.
public final class SlackBlocks {
  /// Characters in all blocks together. Slack refuses somewhat more than 13,000
  /// (`msg_blocks_too_long`).
  public static final int MAX_UNITS = 12_000;

  /// A message has at most 50; six are left for buttons and what else stands below.
  public static final int MAX_BLOCKS = 44;

  /// UTF-16 units of [Rendered#fallback].
  public static final int MAX_FALLBACK = 3_000;

  /// Less room than this cannot hold a card's headline and the note about what was cut.
  public static final int MIN_UNITS = 128;

  private SlackBlocks() {}

  /// A card as Slack takes it.
  ///
  /// @param blocks one to [#MAX_BLOCKS]; nobody else has it, so that more may be added
  /// @param fallback the same in plain words for notifications, the `text` of a message: never
  ///   blank, at most [#MAX_FALLBACK] units, with `&`, `<` and `>` escaped
  /// @param cut whether some of the card did not fit into the blocks
  public record Rendered(ArrayNode blocks, String fallback, boolean cut) {}

  /// As [#render(List, int)], with all the room Slack has.
  public static Rendered render(List<Block> blocks) {
    return render(blocks, MAX_UNITS);
  }

  /// Writes the blocks below one another. What does not fit is cut inside the longest block, with a
  /// note that counts what is missing. Nothing but an agent's words holds links, and these lead to
  /// `http` and `https` only.
  ///
  /// @param most UTF-16 units of words and addresses in all blocks; at least [#MIN_UNITS]
  public static Rendered render(List<Block> blocks, int most) {
    if (most < MIN_UNITS) {
      throw new IllegalArgumentException("a card needs room for " + MIN_UNITS + " characters");
    }
    var documents = Cards.flowsOf(blocks).stream().map(WebLinks::of).toList();
    var shortened = new Shortening(SlackLayout::lengthOf).toFit(documents, most);
    var written = SlackLayout.write(shortened.flows(), MAX_BLOCKS);
    if (written.isEmpty() || !Ink.isIn(Layout.plain(shortened.flows()).text())) {
      written = SlackLayout.write(List.of(new Flow.Literal(Styled.plain(Ink.NONE))), MAX_BLOCKS);
    }
    return new Rendered(written, fallback(documents), shortened.cut());
  }

  private static String fallback(List<List<Flow>> documents) {
    var shortened = new Shortening(SlackBlocks::fallbackLength).toFit(documents, MAX_FALLBACK);
    var text = escaped(shortened.flows());
    return Ink.isIn(text) ? text : Ink.NONE;
  }

  private static int fallbackLength(List<Flow> flows) {
    return escaped(flows).length();
  }

  private static String escaped(List<Flow> flows) {
    return Layout.plain(flows)
        .text()
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
