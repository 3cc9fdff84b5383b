package dev.nightdesk.adapters.text;

import java.util.Locale;

/// Writes one line of words as Discord's Markdown reads them. Discord looks for its marks with
/// patterns that know little of each other, so every sign that could begin or end one is escaped,
/// and addresses hold none of them.
final class DiscordWords {

  /// Signs of marks, which are searched for in addresses too, and what ends an address.
  private static final String UNSAFE_IN_ADDRESSES = "*~|`\\<>()[]\"'";

  private final Styled line;
  private final String text;
  private final StringBuilder out = new StringBuilder();

  /// Whether what was written last ended a mark: one that begins here would join it.
  private boolean justClosed;

  /// Written up to here already, in one piece.
  private int skipTo;

  /// Marks that are open within such a piece and not written.
  private int unwritten;

  private final int firstInk;
  private final int afterNumber;

  private DiscordWords(Styled line) {
    this.line = line;
    this.text = line.text();
    this.firstInk = text.length() - text.stripLeading().length();
    var end = firstInk;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    this.afterNumber = end;
  }

  static String write(Styled line) {
    return new DiscordWords(line).written();
  }

  private String written() {
    Walk.over(
        text.length(),
        ChatMarks.of(line),
        new Walk.Steps() {
          @Override
          public void words(int from, int to) {
            if (from >= skipTo) {
              escape(from, to);
              justClosed = false;
            }
          }

          @Override
          public void open(Mark mark) {
            DiscordWords.this.open(mark);
          }

          @Override
          public void close(Mark mark) {
            DiscordWords.this.close(mark);
          }
        });
    return out.toString();
  }

  private String labelOf(Mark mark) {
    return text.substring(mark.from(), mark.to());
  }

  private void open(Mark mark) {
    if (mark.from() < skipTo) {
      unwritten++;
      return;
    }
    switch (mark.style()) {
      case Style.Bold _ -> begin("**");
      case Style.Italic _, Style.Faint _ -> begin("*");
      case Style.Struck _ -> begin("~~");
      case Style.Verbatim _, Style.Pre _ -> {
        begin("");
        out.append(code(labelOf(mark)));
        skipTo = mark.to();
      }
      case Style.Link(var url) -> {
        if (labelOf(mark).equals(url)) {
          out.append('<').append(address(url)).append('>');
          skipTo = mark.to();
        } else if (isLabel(labelOf(mark))) {
          out.append('[');
        }
        justClosed = false;
      }
      case Style.Quoted _ -> {}
    }
  }

  private void begin(String delimiter) {
    out.append(justClosed ? Layout.WORD_JOINER : "").append(delimiter);
  }

  private void close(Mark mark) {
    if (unwritten > 0) {
      unwritten--;
      return;
    }
    switch (mark.style()) {
      case Style.Bold _ -> out.append("**");
      case Style.Italic _, Style.Faint _ -> out.append('*');
      case Style.Struck _ -> out.append("~~");
      case Style.Link(var url) -> {
        if (labelOf(mark).equals(url)) {
          return;
        }
        out.append(
            isLabel(labelOf(mark)) ? "](" + address(url) + ")" : " (<" + address(url) + ">)");
        return;
      }
      case Style.Verbatim _, Style.Pre _, Style.Quoted _ -> {}
    }
    justClosed = true;
  }

  /// Discord counts brackets in a label and knows no escapes there.
  private static boolean isLabel(String label) {
    return label.indexOf('[') < 0 && label.indexOf(']') < 0;
  }

  private static String address(String url) {
    var out = new StringBuilder(url.length());
    for (var index = 0; index < url.length(); index++) {
      var unit = url.charAt(index);
      if (UNSAFE_IN_ADDRESSES.indexOf(unit) >= 0) {
        out.append('%').append("%02X".formatted((int) unit));
      } else {
        out.append(unit);
      }
    }
    return out.toString();
  }

  /// Three ticks would begin a fence, so there are never more than two, and those within stand
  /// alone: only a row of them is broken, as people copy code.
  private static String code(String words) {
    if (words.indexOf('`') < 0) {
      return "`" + words + "`";
    }
    return "`` " + words.replaceAll("`(?=`)", "`\u200B") + " ``";
  }

  private void escape(int from, int to) {
    for (var index = from; index < to; index++) {
      var unit = text.charAt(index);
      if (isMarkup(unit, index, from, to)) {
        out.append('\\');
      }
      out.append(unit);
      if (unit == '@' && isCallToAll(index + 1)) {
        out.append(Layout.WORD_JOINER);
      }
    }
  }

  private boolean isMarkup(char unit, int index, int from, int to) {
    // A mark of our own may stand beside it.
    var isEdge = index == from || index == to - 1;
    var next = unitAt(index + 1);
    return switch (unit) {
      case '*', '_', '`', '[' -> true;
      case '\\' -> isEdge || !isAsciiWord(next);
      case '<' -> isEdge || !Character.isWhitespace(next);
      case '~', '|' -> isEdge || unitAt(index - 1) == unit || next == unit;
      case '(' -> unitAt(index - 1) == ']';
      case ':' -> text.startsWith("//", index + 1) || mayBeginEmojiName(index, to);
      case '#' -> index == firstInk;
      case '>' -> index == firstInk;
      case '-' -> index == firstInk && (Character.isWhitespace(next) || next == '#');
      case '+' -> index == firstInk && Character.isWhitespace(next);
      case '.', ')' -> Character.isWhitespace(next) && index == afterNumber && index > firstInk;
      default -> false;
    };
  }

  /// A name is whatever stands between two colons, an escape or the beginning of a link included.
  private boolean mayBeginEmojiName(int index, int to) {
    for (var at = index + 1; at < to; at++) {
      if (text.charAt(at) == ':') {
        return true;
      }
      if (Character.isWhitespace(text.charAt(at))) {
        return false;
      }
    }
    return to < text.length();
  }

  private boolean isCallToAll(int index) {
    var follows = text.substring(index, Math.min(text.length(), index + "everyone".length()));
    var lower = follows.toLowerCase(Locale.ROOT);
    return lower.startsWith("everyone") || lower.startsWith("here");
  }

  private static boolean isAsciiWord(char unit) {
    return unit < 0x80 && Character.isLetterOrDigit(unit);
  }

  private char unitAt(int index) {
    return index < 0 || index >= text.length() ? '\n' : text.charAt(index);
  }
}
