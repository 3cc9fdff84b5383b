package dev.nightdesk.tests.discord;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Discord's Markdown as a client shows it: enough of it to see what people see. Pure.
final class Markup {
  private static final Pattern INLINE =
      Pattern.compile(
          "\\\\(?<plain>[^A-Za-z0-9\\s])"
              + "|```(?:(?<language>[\\w+-]+)\\n)?\\n?(?<fence>[\\s\\S]+?)\\n?```"
              + "|(?<ticks>`{1,2})(?<code>[\\s\\S]+?)\\k<ticks>(?!`)"
              + "|\\*\\*(?<bold>\\S(?:[\\s\\S]*?\\S)??)\\*\\*(?!\\*)"
              + "|__(?<under>\\S(?:[\\s\\S]*?\\S)??)__(?!_)"
              + "|~~(?<strike>\\S(?:[\\s\\S]*?\\S)??)~~"
              + "|\\|\\|(?<spoiler>[\\s\\S]+?)\\|\\|"
              + "|\\*(?<star>[^\\s*](?:[^*]*[^\\s*])?)\\*(?!\\*)"
              + "|(?<!\\w)_(?<line>[^\\s_](?:[\\s\\S]*?[^\\s_])??)_(?!\\w)"
              + "|\\[(?<words>[^\\]\\n]+)\\]\\(<?(?<to>https?://[^\\s>)]+)>?(?: \"[^\"]*\")?\\)"
              + "|<(?<bare>https?://[^\\s>]+)>"
              + "|<t:(?<time>[0-9]{1,12})(?::[tTdDfFR])?>"
              + "|<(?<kind>@!?|@&|#)(?<id>[0-9]{1,19})>"
              + "|</(?<command>[^:>\\n]+):[0-9]+>");
  private static final Pattern HEADING = Pattern.compile("(?:(#{1,3}) |(-#) )(.*)");
  private static final Pattern QUOTE = Pattern.compile("> (.*)");
  private static final Pattern ITEM = Pattern.compile("(\\s*)[-*] (.*)");

  private Markup() {}

  /// What is there to read, without any marks.
  static String plain(String markup) {
    return html(markup)
        .replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  /// A page's part; line breaks stay what they are.
  static String html(String markup) {
    var page = new StringBuilder();
    var between = new StringBuilder();
    // Fences first: what begins a line inside one is no heading.
    var fences = Pattern.compile("```[\\s\\S]+?```").matcher(markup);
    int at = 0;
    while (fences.find()) {
      between.append(lines(markup.substring(at, fences.start())));
      page.append(between).append(inline(fences.group()));
      between.setLength(0);
      at = fences.end();
    }
    return page.append(lines(markup.substring(at))).toString();
  }

  private static String lines(String text) {
    if (!text.contains("\n") && text.isBlank()) {
      return text;
    }
    // Marks may reach over lines, so that lines are marked first and looked into as one text.
    var marked = new StringBuilder();
    var lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      marked.append(i == 0 ? "" : "\n").append(line(lines[i]));
    }
    return inline(marked.toString())
        .replace("\u0001", "<b class=\"heading\">")
        .replace("\u0002", "</b>")
        .replace("\u0003", "<small>")
        .replace("\u0004", "</small>")
        .replace("\u0005", "<span class=\"quote\">")
        .replace("\u0006", "</span>");
  }

  private static String line(String line) {
    var heading = HEADING.matcher(line);
    if (heading.matches()) {
      return heading.group(1) != null
          ? "\u0001" + heading.group(3) + "\u0002"
          : "\u0003" + heading.group(3) + "\u0004";
    }
    var quote = QUOTE.matcher(line);
    if (quote.matches()) {
      return "\u0005" + quote.group(1) + "\u0006";
    }
    var item = ITEM.matcher(line);
    return item.matches() ? item.group(1) + "• " + item.group(2) : line;
  }

  private static String inline(String text) {
    var page = new StringBuilder();
    var found = INLINE.matcher(text);
    int at = 0;
    while (found.find()) {
      page.append(escaped(text.substring(at, found.start()))).append(shown(found));
      at = found.end();
    }
    return page.append(escaped(text.substring(at))).toString();
  }

  private static String shown(Matcher found) {
    if (found.group("plain") != null) {
      return escaped(found.group("plain"));
    }
    if (found.group("fence") != null) {
      return tag("pre", escaped(found.group("fence")));
    }
    if (found.group("code") != null) {
      return tag("code", escaped(found.group("code").strip()));
    }
    if (found.group("time") != null) {
      return tag("span", Instant.ofEpochSecond(Long.parseLong(found.group("time"))).toString());
    }
    if (found.group("id") != null) {
      var sign = found.group("kind").startsWith("@") ? "@" : "#";
      return "<span class=\"mention\">" + sign + found.group("id") + "</span>";
    }
    if (found.group("command") != null) {
      return "<span class=\"mention\">/" + escaped(found.group("command")) + "</span>";
    }
    if (found.group("words") != null) {
      return link(found.group("to"), inline(found.group("words")));
    }
    if (found.group("bare") != null) {
      return link(found.group("bare"), escaped(found.group("bare")));
    }
    return nested(found);
  }

  private static String nested(Matcher found) {
    var tags = new String[] {"bold", "b", "under", "u", "strike", "s", "spoiler", "span"};
    for (int i = 0; i < tags.length; i += 2) {
      if (found.group(tags[i]) != null) {
        return tag(tags[i + 1], inline(found.group(tags[i])));
      }
    }
    return tag("i", inline(found.group(found.group("star") != null ? "star" : "line")));
  }

  private static String link(String to, String words) {
    return "<a href=\"" + escaped(to) + "\">" + words + "</a>";
  }

  private static String tag(String name, String inside) {
    return "<" + name + ">" + inside + "</" + name + ">";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
