package dev.nightdesk.adapters.text;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads Telegram's HTML and refuses whatever the real one refuses or repairs: unknown tags and
/// entities, tags left open or closed in another order, styles in code, quotes in quotes.
final class StrictHtml {
  private static final Pattern TAG = Pattern.compile("<(/?)([a-z]+)((?: [^<>]*)?)>");
  private static final Map<String, String> ENTITIES =
      Map.of("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", "\"");
  private static final List<String> PLAIN_TAGS = List.of("b", "i", "u", "s", "blockquote", "pre");

  private final String html;
  private final StringBuilder text = new StringBuilder();
  private final ArrayDeque<String> open = new ArrayDeque<>();
  private final ArrayDeque<Integer> openedAt = new ArrayDeque<>();
  private int spans;

  private StrictHtml(String html) {
    this.html = html;
  }

  /// What is left when the tags are gone, and how many spans were styled.
  record Read(String text, int spans) {}

  static Read read(String html) {
    var reader = new StrictHtml(html);
    reader.readAll();
    return new Read(reader.text.toString(), reader.spans);
  }

  private void readAll() {
    var index = 0;
    while (index < html.length()) {
      index =
          switch (html.charAt(index)) {
            case '<' -> readTag(index);
            case '&' -> readEntity(index);
            case '>' -> throw refused("a bare >", index);
            default -> readCharacter(index);
          };
    }
    if (!open.isEmpty()) {
      throw refused("left open: " + open, index);
    }
  }

  private int readCharacter(int index) {
    var codePoint = html.codePointAt(index);
    var isBroken = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    if (isBroken || (Character.isISOControl(codePoint) && codePoint != '\n' && codePoint != '\t')) {
      throw refused("character U+%04X".formatted(codePoint), index);
    }
    text.appendCodePoint(codePoint);
    return index + Character.charCount(codePoint);
  }

  private int readEntity(int index) {
    var end = html.indexOf(';', index) + 1;
    var entity = ENTITIES.get(html.substring(index, Math.max(end, index)));
    if (entity == null) {
      throw refused("an unknown entity", index);
    }
    text.append(entity);
    return end;
  }

  private int readTag(int index) {
    var tag = TAG.matcher(html).region(index, html.length());
    if (!tag.lookingAt()) {
      throw refused("not a tag", index);
    }
    if (tag.group(1).isEmpty()) {
      openTag(tag, index);
    } else {
      closeTag(tag.group(2), index);
    }
    return tag.end();
  }

  private void openTag(Matcher tag, int index) {
    var name = tag.group(2);
    var attributes = tag.group(3);
    var isLanguage = name.equals("code") && "pre".equals(open.peek());
    var wellFormed =
        switch (name) {
          case "a" -> attributes.matches(" href=\"[^\"<>\\s]+\"");
          case "code" ->
              isLanguage
                  ? attributes.matches(" class=\"language-[A-Za-z0-9+#._-]+\"")
                  : attributes.isEmpty();
          default -> PLAIN_TAGS.contains(name) && attributes.isEmpty();
        };
    var inCode = open.contains("pre") || open.contains("code");
    if (!wellFormed || (inCode && !isLanguage) || open.contains(name)) {
      throw refused("<" + name + attributes + "> within " + open, index);
    }
    if (name.equals("code") && !isLanguage && !open.stream().allMatch("blockquote"::equals)) {
      throw refused("code within " + open, index);
    }
    spans += isLanguage ? 0 : 1;
    open.push(name);
    openedAt.push(text.length());
  }

  private void closeTag(String name, int index) {
    if (!name.equals(open.poll())) {
      throw refused("closes " + name + " while others are open: " + open, index);
    }
    if (text.substring(openedAt.pop()).isBlank()) {
      throw refused("nothing in " + name, index);
    }
  }

  private AssertionError refused(String why, int index) {
    return new AssertionError(why + " at " + index + " of:\n" + html);
  }
}
