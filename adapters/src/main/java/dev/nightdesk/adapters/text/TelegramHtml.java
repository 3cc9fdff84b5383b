package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.Block;
import java.util.ArrayDeque;
import java.util.List;

/// Writes cards in Telegram's HTML (https://core.telegram.org/bots/api#html-style).
///
/// Pure and safe for any thread.
public final class TelegramHtml {
  /// Less room than this cannot hold a card's headline and the note about what was cut.
  public static final int MIN_UNITS = 64;

  private static final String NOTHING = "(nothing to show)";

  private TelegramHtml() {}

  /// A card as Telegram takes it.
  ///
  /// @param html well formed, with at most [TelegramMarks#MAX_MARKS] styled ranges
  /// @param plain what people read once the tags are gone: the text to send should the HTML ever be
  ///   refused
  /// @param cut whether some of the card did not fit
  public record Rendered(String html, String plain, boolean cut) {}

  /// Writes the blocks below one another. What does not fit is cut inside the longest block, with a
  /// note that counts what is missing. An `@name` outside of code is broken by an invisible U+2060,
  /// so that a card mentions nobody.
  ///
  /// @param maxUnits UTF-16 units that [Rendered#plain] may have (4,096 in a message, 1,024 under a
  ///   file), at least [#MIN_UNITS]
  public static Rendered render(List<Block> blocks, int maxUnits) {
    if (maxUnits < MIN_UNITS) {
      throw new IllegalArgumentException("a card needs room for " + MIN_UNITS + " characters");
    }
    var shortened = new Shortening(Layout::lengthOf).toFit(Cards.flowsOf(blocks), maxUnits);
    var styled = Layout.of(shortened.flows());
    if (styled.text().codePoints().noneMatch(TelegramHtml::isInk)) {
      styled = Styled.plain(NOTHING);
    }
    return new Rendered(html(styled), styled.text(), shortened.cut());
  }

  /// Telegram refuses a message in which nothing can be seen.
  private static boolean isInk(int codePoint) {
    return !Character.isWhitespace(codePoint)
        && !Character.isSpaceChar(codePoint)
        && Character.getType(codePoint) != Character.FORMAT
        && Character.getType(codePoint) != Character.NON_SPACING_MARK;
  }

  private static String html(Styled styled) {
    var text = styled.text();
    var out = new StringBuilder(text.length() + text.length() / 8);
    var open = new ArrayDeque<Mark>();
    var written = 0;
    for (var mark : TelegramMarks.of(styled)) {
      written = closeUpTo(mark.from(), open, out, text, written);
      written = escape(text, written, mark.from(), out);
      out.append(openingTag(mark.style()));
      open.push(mark);
    }
    written = closeUpTo(text.length(), open, out, text, written);
    escape(text, written, text.length(), out);
    return out.toString();
  }

  private static int closeUpTo(
      int place, ArrayDeque<Mark> open, StringBuilder out, String text, int from) {
    var written = from;
    while (!open.isEmpty() && open.getFirst().to() <= place) {
      var ended = open.pop();
      written = escape(text, written, ended.to(), out);
      out.append(closingTag(ended.style()));
    }
    return written;
  }

  private static int escape(String text, int from, int to, StringBuilder out) {
    for (var index = from; index < to; index++) {
      var unit = text.charAt(index);
      switch (unit) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> out.append(unit);
      }
    }
    return Math.max(from, to);
  }

  private static String openingTag(Style style) {
    return switch (style) {
      case Style.Bold _ -> "<b>";
      case Style.Italic _, Style.Faint _ -> "<i>";
      case Style.Struck _ -> "<s>";
      case Style.Verbatim _ -> "<code>";
      case Style.Quoted _ -> "<blockquote>";
      case Style.Link(var url) -> "<a href=\"" + attribute(url) + "\">";
      case Style.Pre(var language) ->
          language.isEmpty() ? "<pre>" : "<pre><code class=\"language-" + language + "\">";
    };
  }

  private static String closingTag(Style style) {
    return switch (style) {
      case Style.Bold _ -> "</b>";
      case Style.Italic _, Style.Faint _ -> "</i>";
      case Style.Struck _ -> "</s>";
      case Style.Verbatim _ -> "</code>";
      case Style.Quoted _ -> "</blockquote>";
      case Style.Link _ -> "</a>";
      case Style.Pre(var language) -> language.isEmpty() ? "</pre>" : "</code></pre>";
    };
  }

  private static String attribute(String url) {
    var out = new StringBuilder();
    escape(url, 0, url.length(), out);
    return out.toString().replace("\"", "&quot;");
  }
}
