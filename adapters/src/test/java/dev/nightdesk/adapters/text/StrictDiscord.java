package dev.nightdesk.adapters.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads Discord's Markdown as its clients do: with patterns tried at every place, of which some
/// know escapes and some do not. Gives back what is seen and what acted.
final class StrictDiscord {
  private static final Pattern QUOTE = Pattern.compile(" *>(?:>>)? +");
  private static final Pattern HEADING = Pattern.compile(" *#{1,3}\\s+(?!#)(?=[^\\n])");
  private static final Pattern SMALL = Pattern.compile(" *-# +(?=[^\\n])");
  private static final Pattern BULLET = Pattern.compile(" *(?:[-*]|([0-9]++\\.)) +(?=[^\\n])");
  private static final Pattern FENCE_LANGUAGE = Pattern.compile("(?i)[a-z0-9_+\\-.#]+\\n");
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)(?:https?|steam|discord)://[^\\s<]*[^<.,:;\"'\\]\\s]");
  private static final Pattern AUTOLINK = Pattern.compile("<([^: >]+:/[^ >]+)>");
  private static final Pattern MENTION =
      Pattern.compile(
          "<(?:@[!&]?[0-9]+|#[0-9]+|a?:\\w+:[0-9]+|t:-?[0-9]+(?::[tTdDfFR])?|/[^>]+:[0-9]+"
              + "|id:\\w+|[^\\s<>]+@[^\\s<>]+|\\+[0-9]+)>");
  private static final Pattern TO_ALL = Pattern.compile("@(?:everyone|here)");
  private static final Pattern EMOJI = Pattern.compile(":[^\\s:]+:");
  private static final Pattern DESTINATION = Pattern.compile("\\(\\s*<?([^\\s()<>\\\\]+)>?\\s*\\)");

  private final String text;
  private final boolean quoted;
  private final boolean inLine;
  private final StringBuilder words;
  private final Set<String> acts;
  private final List<String> links;

  private StrictDiscord(String text, boolean quoted, boolean inLine, StrictDiscord outer) {
    this.text = text;
    this.quoted = quoted;
    this.inLine = inLine;
    this.words = outer.words;
    this.acts = outer.acts;
    this.links = outer.links;
  }

  private StrictDiscord(String text) {
    this.text = text;
    this.quoted = false;
    this.inLine = false;
    this.words = new StringBuilder();
    this.acts = new TreeSet<>();
    this.links = new ArrayList<>();
  }

  /// @param words what is seen, without the invisible signs that break up others
  /// @param acts the kinds of what was not just words
  record Read(String words, Set<String> acts, List<String> links) {}

  static Read read(String markdown) {
    var reader = new StrictDiscord(markdown);
    reader.readAll();
    return new Read(visible(reader.words.toString()), reader.acts, reader.links);
  }

  static String visible(String text) {
    return Words.withoutSpace(text.replaceAll("[\u200B\u2060]", ""));
  }

  private void readAll() {
    var index = 0;
    while (index < text.length()) {
      if (!inLine && (index == 0 || text.charAt(index - 1) == '\n')) {
        index = readBeginning(index);
      }
      if (index < text.length()) {
        index = readOne(index);
      }
    }
  }

  private int readBeginning(int at) {
    var index = at;
    if (!quoted && matches(QUOTE, index) > 0) {
      return readQuote(index);
    }
    for (var bullet = matches(BULLET, index); bullet > 0; bullet = matches(BULLET, index)) {
      // Small print looks like a bullet before a sign.
      if (matches(SMALL, index) > 0) {
        break;
      }
      acts.add("bullet");
      words.append(text, index, bullet).append(' ');
      var marker = text.substring(index, bullet).strip();
      if (marker.length() == 1) {
        words.setLength(words.length() - (bullet - index) - 1);
      }
      index = bullet;
    }
    for (var block : List.of(HEADING, SMALL)) {
      var end = matches(block, index);
      if (end > 0) {
        acts.add(block == HEADING ? "heading" : "small");
        return block == HEADING ? readHeading(end) : end;
      }
    }
    return index;
  }

  private int readHeading(int from) {
    var end = endOfLine(from);
    var line = text.substring(from, end).replaceFirst("#+\\s*$", "");
    new StrictDiscord(line, quoted, true, this).readAll();
    return end;
  }

  private int readQuote(int from) {
    acts.add("quote");
    var within = new StringBuilder();
    var index = from;
    for (var end = matches(QUOTE, index); end > 0; end = matches(QUOTE, index)) {
      var lineEnd = endOfLine(end);
      within.append(text, end, lineEnd).append('\n');
      index = Math.min(text.length(), lineEnd + 1);
      if (index == text.length()) {
        break;
      }
    }
    new StrictDiscord(within.toString(), true, false, this).readAll();
    words.append('\n');
    return index;
  }

  private int endOfLine(int from) {
    var end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private int readOne(int index) {
    var unit = text.charAt(index);
    var end =
        switch (unit) {
          case '\\' -> escape(index);
          case '<' -> angle(index);
          case '@' -> act(TO_ALL, "mention", index);
          case ':' -> act(EMOJI, "emoji", index);
          case '[' -> link(index);
          case '*' -> stars(index);
          case '_' ->
              Math.max(
                  delimited(index, "__", true, "underline"), delimited(index, "_", true, "italic"));
          case '~' -> delimited(index, "~~", false, "strike");
          case '|' -> delimited(index, "||", false, "spoiler");
          case '`' -> code(index);
          default -> address(index);
        };
    if (end > index) {
      return end;
    }
    words.append(unit);
    return index + 1;
  }

  private int escape(int index) {
    if (index + 1 == text.length()) {
      return -1;
    }
    var escaped = text.codePointAt(index + 1);
    if (Character.isWhitespace(escaped) || (escaped < 0x80 && Character.isLetterOrDigit(escaped))) {
      return -1;
    }
    words.appendCodePoint(escaped);
    return index + 1 + Character.charCount(escaped);
  }

  private int angle(int index) {
    var address = AUTOLINK.matcher(text).region(index, text.length());
    if (address.lookingAt()) {
      acts.add("link");
      links.add(address.group(1));
      words.append(address.group(1));
      return address.end();
    }
    return act(MENTION, "mention", index);
  }

  private int act(Pattern pattern, String kind, int index) {
    var end = matches(pattern, index);
    if (end > 0) {
      acts.add(kind);
      words.append(text, index, end);
    }
    return end;
  }

  private int address(int index) {
    var unit = text.charAt(index);
    if ("hHsSdD".indexOf(unit) < 0) {
      return -1;
    }
    var end = matches(ADDRESS, index);
    if (end > 0) {
      acts.add("link");
      links.add(text.substring(index, end));
      words.append(text, index, end);
    }
    return end;
  }

  /// Brackets are counted and escapes are not known: the longest label wins.
  private int link(int index) {
    for (var close = text.lastIndexOf("](");
        close > index;
        close = text.lastIndexOf("](", close - 1)) {
      var label = text.substring(index + 1, close);
      var destination = DESTINATION.matcher(text).region(close + 1, text.length());
      if (isLabel(label) && destination.lookingAt()) {
        if (label.contains("://")) {
          return -1;
        }
        acts.add("link");
        links.add(destination.group(1));
        new StrictDiscord(label, quoted, true, this).readAll();
        return destination.end();
      }
    }
    return -1;
  }

  private static boolean isLabel(String label) {
    for (var index = 0; index < label.length(); index++) {
      if (label.charAt(index) == '[') {
        index = label.indexOf(']', index);
        if (index < 0) {
          return false;
        }
      } else if (label.charAt(index) == ']') {
        var next = label.indexOf(']', index + 1);
        if (next < 0 || label.substring(index + 1, next).contains("[")) {
          return false;
        }
      }
    }
    return true;
  }

  /// The longer of the two readings wins.
  private int stars(int index) {
    var strong = text.startsWith("**", index) ? closing(index, "**", true) : -1;
    var emphasis = closingOfEmphasis(index);
    if (emphasis > 0 && emphasis + 1 >= strong + 2) {
      return within(index + 1, emphasis, 1, "italic");
    }
    return strong > 0 ? within(index + 2, strong, 2, "bold") : -1;
  }

  private int within(int from, int to, int delimiter, String kind) {
    acts.add(kind);
    new StrictDiscord(text.substring(from, to), quoted, true, this).readAll();
    return to + delimiter;
  }

  private int closingOfEmphasis(int index) {
    if (index + 1 >= text.length() || Character.isWhitespace(text.charAt(index + 1))) {
      return -1;
    }
    for (var at = index + 1; at < text.length(); at++) {
      if (text.charAt(at) == '\\') {
        at++;
      } else if (text.startsWith("**", at)) {
        at++;
      } else if (text.charAt(at) == '*') {
        return Character.isWhitespace(text.charAt(at - 1)) || at == index + 1 ? -1 : at;
      }
    }
    return -1;
  }

  private int delimited(int index, String delimiter, boolean escapes, String kind) {
    if (!text.startsWith(delimiter, index)) {
      return -1;
    }
    var end = closing(index, delimiter, escapes);
    if (end < 0 || (delimiter.equals("_") && isWordAt(end + 1))) {
      return -1;
    }
    return within(index + delimiter.length(), end, delimiter.length(), kind);
  }

  private boolean isWordAt(int index) {
    return index < text.length() && String.valueOf(text.charAt(index)).matches("\\w");
  }

  private int closing(int index, String delimiter, boolean escapes) {
    var from = index + delimiter.length();
    for (var at = from; at < text.length(); at++) {
      if (escapes && text.charAt(at) == '\\') {
        at++;
      } else if (at > from
          && text.startsWith(delimiter, at)
          && !text.startsWith(delimiter.substring(0, 1), at + delimiter.length())) {
        return at;
      }
    }
    return -1;
  }

  private int code(int index) {
    var fence = text.startsWith("```", index) ? fence(index) : -1;
    if (fence > 0) {
      return fence;
    }
    var run = runAt(index);
    for (var at = text.indexOf('`', index + run); at >= 0; at = text.indexOf('`', at)) {
      var other = runAt(at);
      if (other == run) {
        acts.add("code");
        words.append(text, index + run, at);
        return at + run;
      }
      at += other;
    }
    return -1;
  }

  private int fence(int index) {
    var end = text.indexOf("```", index + 3);
    if (end < 0 || text.substring(index + 3, end).replace("\n", "").isEmpty()) {
      return -1;
    }
    var language = FENCE_LANGUAGE.matcher(text).region(index + 3, end);
    acts.add("fence");
    words.append(text, language.lookingAt() ? language.end() : index + 3, end).append('\n');
    return end + 3;
  }

  private int runAt(int index) {
    var end = index;
    while (end < text.length() && text.charAt(end) == '`') {
      end++;
    }
    return end - index;
  }

  private int matches(Pattern pattern, int index) {
    var matcher = pattern.matcher(text).region(index, text.length());
    matcher.useTransparentBounds(true);
    return matcher.lookingAt() ? matcher.end() : -1;
  }
}
