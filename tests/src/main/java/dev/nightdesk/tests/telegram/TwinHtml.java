package dev.nightdesk.tests.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads `parse_mode=HTML` as the published server does: the same tags, the same complaints, the
/// same byte offsets. What it does not complain about (markup inside code, nested quotes, more than
/// a hundred entities) it drops in silence; [#oddities] names that.
final class TwinHtml {
  /// core.telegram.org/bots/api#html-style.
  private static final Map<String, String> TAGS =
      Map.ofEntries(
          Map.entry("b", "bold"),
          Map.entry("strong", "bold"),
          Map.entry("i", "italic"),
          Map.entry("em", "italic"),
          Map.entry("u", "underline"),
          Map.entry("ins", "underline"),
          Map.entry("s", "strikethrough"),
          Map.entry("strike", "strikethrough"),
          Map.entry("del", "strikethrough"),
          Map.entry("span", "spoiler"),
          Map.entry("tg-spoiler", "spoiler"),
          Map.entry("tg-emoji", "custom_emoji"),
          Map.entry("a", "text_link"),
          Map.entry("code", "code"),
          Map.entry("pre", "pre"),
          Map.entry("blockquote", "blockquote"));

  private static final Set<String> CODE = Set.of("code", "pre");

  /// More entities than this are ignored by the real server.
  private static final int MAX_ENTITIES = 100;

  /// What the markup came to.
  record Parsed(String text, ArrayNode entities, List<String> oddities) {}

  private record Open(String tag, Map<String, String> attributes, int start) {}

  private record Span(int start, int end, ObjectNode entity) {}

  private final String html;
  private final StringBuilder text = new StringBuilder();
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<Span> spans = new ArrayList<>();
  private final List<String> oddities = new ArrayList<>();
  private int at;

  private TwinHtml(String html) {
    this.html = html;
  }

  /// @throws TwinRefusal "can't parse entities: …"
  static Parsed parse(String html) {
    return new TwinHtml(html).parsed();
  }

  private Parsed parsed() {
    while (at < html.length()) {
      switch (html.charAt(at)) {
        case '&' -> reference(text);
        case '<' -> {
          if (html.startsWith("</", at)) {
            endTag();
          } else {
            startTag();
          }
        }
        default -> text.append(html.charAt(at++));
      }
    }
    if (!open.isEmpty()) {
      throw wrong("Can't find end tag corresponding to start tag \"" + open.peek().tag() + "\"");
    }
    var entities = TwinJson.array();
    spans.stream()
        .sorted(Comparator.comparingInt(Span::start).thenComparingInt(span -> -span.end()))
        .forEach(span -> entities.add(span.entity()));
    if (entities.size() > MAX_ENTITIES) {
      oddities.add(entities.size() + " entities, only " + MAX_ENTITIES + " are kept");
    }
    return new Parsed(text.toString(), entities, List.copyOf(oddities));
  }

  private void startTag() {
    int begin = at++;
    var name = until(" \t\r\n>");
    if (at >= html.length()) {
      throw wrong("Unclosed start tag at byte offset " + bytes(begin));
    }
    var tag = name.toLowerCase(Locale.ROOT);
    if (!TAGS.containsKey(tag)) {
      throw wrong("Unsupported start tag \"%s\" at byte offset %d".formatted(tag, bytes(begin)));
    }
    var attributes = attributes(tag, begin);
    if (tag.equals("span") && !"tg-spoiler".equals(attributes.get("class"))) {
      throw wrong("Tag \"span\" must have class \"tg-spoiler\" at byte offset " + bytes(begin));
    }
    noteNesting(tag);
    open.push(new Open(tag, attributes, text.length()));
  }

  private Map<String, String> attributes(String tag, int begin) {
    var attributes = new HashMap<String, String>();
    while (true) {
      skipBlanks();
      if (at < html.length() && html.charAt(at) == '>') {
        at++;
        return attributes;
      }
      var name = until(" \t\r\n=>/\"'");
      if (name.isEmpty()) {
        throw wrong(
            "Empty attribute name in the tag \"%s\" at byte offset %d"
                .formatted(tag, bytes(begin)));
      }
      skipBlanks();
      if (at < html.length() && html.charAt(at) == '=') {
        at++;
        skipBlanks();
        attributes.put(name, value(tag, begin));
      } else {
        attributes.put(name, "");
      }
      if (at >= html.length()) {
        throw wrong("Unclosed start tag \"%s\" at byte offset %d".formatted(tag, bytes(begin)));
      }
    }
  }

  private String value(String tag, int begin) {
    if (at >= html.length()) {
      throw wrong("Unclosed start tag \"%s\" at byte offset %d".formatted(tag, bytes(begin)));
    }
    char quote = html.charAt(at);
    if (quote != '"' && quote != '\'') {
      int token = at;
      while (at < html.length() && isNameToken(html.charAt(at))) {
        at++;
      }
      if (at >= html.length() || " \t\r\n>".indexOf(html.charAt(at)) < 0) {
        throw wrong("Unexpected end of name token at byte offset " + bytes(token));
      }
      return html.substring(token, at).toLowerCase(Locale.ROOT);
    }
    at++;
    var value = new StringBuilder();
    while (at < html.length() && html.charAt(at) != quote) {
      if (html.charAt(at) == '&') {
        reference(value);
      } else {
        value.append(html.charAt(at++));
      }
    }
    if (at++ >= html.length()) {
      throw wrong("Unclosed start tag at byte offset " + bytes(begin));
    }
    return value.toString();
  }

  private static boolean isNameToken(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '-');
  }

  private void endTag() {
    int begin = at;
    if (open.isEmpty()) {
      throw wrong("Unexpected end tag at byte offset " + bytes(begin));
    }
    at += 2;
    var tag = until(" \t\r\n>").toLowerCase(Locale.ROOT);
    skipBlanks();
    if (at >= html.length() || html.charAt(at) != '>') {
      throw wrong("Unclosed end tag at byte offset " + bytes(begin));
    }
    at++;
    var opened = open.pop();
    if (!tag.isEmpty() && !tag.equals(opened.tag())) {
      throw wrong(
          "Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\""
              .formatted(bytes(begin), opened.tag(), tag));
    }
    if (text.length() > opened.start()) {
      spans.add(new Span(opened.start(), text.length(), entity(opened)));
    }
  }

  private ObjectNode entity(Open opened) {
    var entity = TwinJson.object();
    entity.put("type", TAGS.get(opened.tag())).put("offset", opened.start());
    entity.put("length", text.length() - opened.start());
    if (opened.tag().equals("a")) {
      var shown = text.substring(opened.start());
      entity.put("url", opened.attributes().getOrDefault("href", shown));
    }
    if (opened.tag().equals("blockquote") && opened.attributes().containsKey("expandable")) {
      entity.put("type", "expandable_blockquote");
    }
    return entity;
  }

  private void noteNesting(String tag) {
    boolean inCode = open.stream().anyMatch(outer -> CODE.contains(outer.tag()));
    boolean codeOfPre =
        tag.equals("code") && open.peek() != null && open.peek().tag().equals("pre");
    if (inCode && !codeOfPre) {
      oddities.add("<" + tag + "> inside code is dropped");
    }
    if (tag.equals("blockquote") && open.stream().anyMatch(o -> o.tag().equals("blockquote"))) {
      oddities.add("a blockquote inside a blockquote is dropped");
    }
  }

  /// `&lt;`, `&gt;`, `&amp;`, `&quot;` and numbers; anything else stands for itself.
  private void reference(StringBuilder into) {
    int semicolon = html.indexOf(';', at);
    var name = semicolon < 0 ? "" : html.substring(at + 1, semicolon);
    int point = codePoint(name);
    if (point <= 0) {
      into.append(html.charAt(at++));
      return;
    }
    if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
      throw wrong(
          "Text contains invalid Unicode characters after decoding HTML entities, check for"
              + " unmatched surrogate code units");
    }
    into.appendCodePoint(point);
    at = semicolon + 1;
  }

  private static int codePoint(String name) {
    return switch (name) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "quot" -> '"';
      default -> {
        if (!name.matches("#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}")) {
          yield 0;
        }
        int point =
            name.startsWith("#x")
                ? Integer.parseInt(name.substring(2), 16)
                : Integer.parseInt(name.substring(1));
        yield Character.isValidCodePoint(point) ? point : 0;
      }
    };
  }

  private String until(String ends) {
    int from = at;
    while (at < html.length() && ends.indexOf(html.charAt(at)) < 0) {
      at++;
    }
    return html.substring(from, at);
  }

  private void skipBlanks() {
    while (at < html.length() && " \t\r\n".indexOf(html.charAt(at)) >= 0) {
      at++;
    }
  }

  private int bytes(int index) {
    return html.substring(0, index).getBytes(UTF_8).length;
  }

  private static TwinRefusal wrong(String why) {
    return TwinRefusal.badRequest("can't parse entities: " + why);
  }
}
