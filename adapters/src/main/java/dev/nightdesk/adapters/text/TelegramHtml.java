package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.Block;
import java.util.List;

/// Writes cards in Telegram's HTML (https://core.telegram.org/bots/api#html-style).
///
/// Pure and safe for any thread.
public final class TelegramHtml {
  /// Less room than this cannot hold a card's headline and the note about what was cut.
  public static final int MIN_UNITS = 64;

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
    if (!Ink.isIn(styled.text())) {
      styled = Styled.plain(Ink.NONE);
    }
    return new Rendered(html(styled), styled.text(), shortened.cut());
  }

  private static String html(Styled styled) {
    var text = styled.text();
    var out = new StringBuilder(text.length() + text.length() / 8);
    Walk.over(
        text.length(),
        TelegramMarks.of(styled),
        new Walk.Steps() {
          @Override
          public void words(int from, int to) {
            escape(text, from, to, out);
          }

          @Override
          public void open(Mark mark) {
            out.append(openingTag(mark.style()));
          }

          @Override
          public void close(Mark mark) {
            out.append(closingTag(mark.style()));
          }
        });
    return out.toString();
  }

  private static void escape(String text, int from, int to, StringBuilder out) {
    for (var index = from; index < to; index++) {
      var unit = text.charAt(index);
      switch (unit) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> out.append(unit);
      }
    }
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
