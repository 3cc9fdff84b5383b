package dev.nightdesk.adapters.text;

import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;

/// Writes words with styles as Markdown. What it wrote is read back once: where Markdown cannot say
/// it (emphasis that begins inside a word, say) the styles are given up and the words are kept.
final class InlineWriter {
  private static final Pattern ENTITY = Pattern.compile("&(?:#?[A-Za-z0-9]{1,32}+);");
  private static final Pattern PLAIN_URL = Pattern.compile("[A-Za-z0-9:/?#@!$',=%.+~&_-]++");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}+");
  private static final String ASCII_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final String text;
  private final StringBuilder out;

  private InlineWriter(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length() + text.length() / 8);
  }

  static String write(Styled words) {
    var writer = new InlineWriter(words.text());
    writer.writeAll(words.marks());
    var written = writer.out.toString();
    return isReadBack(written, words.text()) ? written : escapedWhole(words.text());
  }

  private static boolean isReadBack(String written, String text) {
    var flows = MarkdownReader.read(written);
    if (flows.isEmpty()) {
      return text.isBlank();
    }
    return flows.size() == 1
        && flows.getFirst() instanceof Flow.Paragraph(var words)
        && isSame(words.text(), text);
  }

  private static boolean isSame(String some, String other) {
    return some.equals(other) || withoutSpace(some).equals(withoutSpace(other));
  }

  private static String withoutSpace(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints().filter(c -> !Character.isWhitespace(c)).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static String escapedWhole(String text) {
    var out = new StringBuilder(text.length() * 2);
    for (var line : text.split("\n", -1)) {
      for (var unit : line.strip().toCharArray()) {
        out.append(ASCII_SIGNS.indexOf(unit) >= 0 ? "\\" : "").append(unit);
      }
      out.append('\n');
    }
    return out.toString().strip();
  }

  private void writeAll(List<Mark> marks) {
    var open = new ArrayDeque<Mark>();
    var written = 0;
    for (var mark : marks) {
      var inked = trimmed(mark);
      // What stands in a link or code that is written whole already.
      if (inked.isEmpty() || inked.from() < written) {
        continue;
      }
      written = closeUpTo(inked.from(), open, written);
      written = escape(written, inked.from(), inked.style() instanceof Style.Link);
      if (isWrittenWhole(inked)) {
        written = inked.to();
      } else if (open.stream().noneMatch(outer -> outer.style().equals(inked.style()))) {
        out.append(delimiter(inked.style()));
        open.push(inked);
      }
    }
    written = closeUpTo(text.length(), open, written);
    escape(written, text.length(), false);
  }

  private int closeUpTo(int place, ArrayDeque<Mark> open, int from) {
    var written = from;
    while (!open.isEmpty() && open.getFirst().to() <= place) {
      var ended = open.pop();
      written = escape(written, ended.to(), false);
      out.append(
          ended.style() instanceof Style.Link(var url)
              ? "](" + destination(url) + ")"
              : delimiter(ended.style()));
    }
    return written;
  }

  private static String delimiter(Style style) {
    return switch (style) {
      case Style.Bold _ -> "**";
      case Style.Italic _, Style.Faint _ -> "*";
      case Style.Struck _ -> "~~";
      case Style.Link _ -> "[";
      case Style.Verbatim _, Style.Pre _, Style.Quoted _ -> "";
    };
  }

  /// Code holds nothing else; an address that is its own label needs no label.
  private boolean isWrittenWhole(Mark mark) {
    var words = text.substring(mark.from(), mark.to());
    return switch (mark.style()) {
      case Style.Verbatim _ -> {
        out.append(code(words));
        yield true;
      }
      case Style.Link(var url) when url.equals(words) && words.chars().noneMatch(u -> u == '<') -> {
        out.append('<').append(url).append('>');
        yield true;
      }
      case Style.Link _,
          Style.Bold _,
          Style.Italic _,
          Style.Faint _,
          Style.Struck _,
          Style.Pre _,
          Style.Quoted _ ->
          false;
    };
  }

  private static String code(String words) {
    var ticks = "`".repeat(longestRun(words, '`') + 1);
    var space = words.startsWith("`") || words.endsWith("`") || isSpaced(words) ? " " : "";
    return ticks + space + words + space + ticks;
  }

  private static boolean isSpaced(String words) {
    return words.startsWith(" ") && words.endsWith(" ");
  }

  private static String destination(String url) {
    return PLAIN_URL.matcher(url).matches()
        ? url
        : "<" + url.replaceAll("[\\\\<>&*_~`\\[\\]]", "\\\\$0") + ">";
  }

  private Mark trimmed(Mark mark) {
    if (mark.style() instanceof Style.Verbatim) {
      return mark;
    }
    var from = mark.from();
    var to = mark.to();
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return new Mark(from, to, mark.style());
  }

  private int escape(int from, int to, boolean linkFollows) {
    for (var index = from; index < to; index++) {
      var unit = text.charAt(index);
      if (isAtLineStart() && (unit == ' ' || unit == '\t')) {
        continue;
      }
      var isBeforeLink = linkFollows && index == to - 1 && unit == '!';
      if (isBeforeLink || isMarkup(unit, index)) {
        out.append('\\');
      }
      out.append(unit);
    }
    return Math.max(from, to);
  }

  private boolean isAtLineStart() {
    return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
  }

  private boolean isMarkup(char unit, int index) {
    return switch (unit) {
      case '\\', '`', '*', '[', ']', '|' -> true;
      case '_' -> !(isWordAt(index - 1) && isWordAt(index + 1));
      case '~' -> unitAt(index - 1) == '~' || unitAt(index + 1) == '~';
      case '<' -> isWordAt(index + 1) || "/!?".indexOf(unitAt(index + 1)) >= 0;
      case '&' -> ENTITY.matcher(text).region(index, text.length()).lookingAt();
      case '#' -> isAtLineStart() || index == text.length() - 1;
      case '-', '+', '=', '>' -> isAtLineStart();
      case ':' -> isAtLineStart() && unitAt(index + 1) == '-';
      case '.', ')' -> followsOrdinal();
      default -> false;
    };
  }

  private boolean followsOrdinal() {
    var line = out.lastIndexOf("\n") + 1;
    var length = out.length() - line;
    return length > 0 && length <= 9 && NUMBER.matcher(out).region(line, out.length()).matches();
  }

  private boolean isWordAt(int index) {
    return Character.isLetterOrDigit(unitAt(index));
  }

  private char unitAt(int index) {
    return index < 0 || index >= text.length() ? '\n' : text.charAt(index);
  }

  static int longestRun(String text, char wanted) {
    var longest = 0;
    var run = 0;
    for (var index = 0; index < text.length(); index++) {
      run = text.charAt(index) == wanted ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
