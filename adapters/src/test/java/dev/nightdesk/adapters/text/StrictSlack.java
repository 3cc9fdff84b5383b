package dev.nightdesk.adapters.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads blocks of Slack and refuses whatever the real one refuses: unknown kinds and properties,
/// empty words, sections and lists, and more than it takes.
final class StrictSlack {
  private static final Set<String> STYLES = Set.of("bold", "italic", "strike", "code");

  private final StringBuilder words = new StringBuilder();
  private final List<String> links = new ArrayList<>();
  private int units;

  private StrictSlack() {}

  record Read(String words, List<String> links, int blocks, int units) {}

  static Read read(JsonNode blocks) {
    var reader = new StrictSlack();
    require(blocks.isArray() && !blocks.isEmpty(), "no blocks", blocks);
    for (var block : blocks) {
      reader.readBlock(block);
    }
    return new Read(reader.words.toString(), reader.links, blocks.size(), reader.units);
  }

  private void readBlock(JsonNode block) {
    only(block, "type", "elements");
    switch (typeOf(block)) {
      case "rich_text" -> elementsOf(block).forEach(this::readPart);
      case "context" -> {
        require(elementsOf(block).size() <= 10, "too many notes", block);
        elementsOf(block).forEach(this::readNote);
      }
      default -> throw refused("an unknown block", block);
    }
  }

  private void readNote(JsonNode note) {
    only(note, "type", "text", "emoji");
    require(typeOf(note).equals("plain_text"), "not plain", note);
    require(!note.path("emoji").asBoolean(true), "emoji names act", note);
    var text = textOf(note);
    require(text.length() <= 3_000, "too long", note);
    words.append(text).append('\n');
  }

  private void readPart(JsonNode part) {
    switch (typeOf(part)) {
      case "rich_text_section", "rich_text_quote" -> {
        only(part, "type", "elements");
        elementsOf(part).forEach(this::readWords);
      }
      case "rich_text_preformatted" -> {
        only(part, "type", "elements");
        for (var each : elementsOf(part)) {
          require(!each.has("style"), "a style in code", part);
          readWords(each);
        }
      }
      case "rich_text_list" -> readList(part);
      default -> throw refused("an unknown part", part);
    }
    words.append('\n');
  }

  private void readList(JsonNode list) {
    only(list, "type", "style", "indent", "offset", "elements");
    var style = list.path("style").asText();
    var ordered = style.equals("ordered");
    require(ordered || style.equals("bullet"), "an unknown style", list);
    require(list.path("indent").asInt(-1) >= 0 && list.path("indent").asInt() <= 8, "indent", list);
    var offset = list.path("offset").asInt(0);
    require(offset >= 0 && (ordered || !list.has("offset")), "offset", list);
    var number = offset + 1;
    for (var item : elementsOf(list)) {
      require(typeOf(item).equals("rich_text_section"), "not a section", list);
      words.append(ordered ? number + ". " : "");
      readPart(item);
      number++;
    }
  }

  private void readWords(JsonNode element) {
    switch (typeOf(element)) {
      case "text" -> only(element, "type", "text", "style");
      case "link" -> {
        only(element, "type", "text", "url", "style");
        var url = element.path("url").asText();
        require(url.matches("(?i)https?://[^/\\s].*") && url.length() <= 3_000, "address", element);
        links.add(url);
        units += url.length();
      }
      default -> throw refused("an unknown element", element);
    }
    element
        .path("style")
        .properties()
        .forEach(each ->
            require(
                STYLES.contains(each.getKey()) && each.getValue().asBoolean(),
                "an unknown style",
                element));
    require(!element.has("style") || !element.path("style").isEmpty(), "no style", element);
    words.append(textOf(element));
  }

  private String textOf(JsonNode element) {
    var text = element.path("text");
    require(text.isTextual() && !text.textValue().isEmpty(), "no words", element);
    units += text.textValue().length();
    return text.textValue();
  }

  private static JsonNode elementsOf(JsonNode node) {
    var elements = node.path("elements");
    require(elements.isArray() && !elements.isEmpty(), "nothing in it", node);
    return elements;
  }

  private static String typeOf(JsonNode node) {
    return node.path("type").asText();
  }

  private static void only(JsonNode node, String... names) {
    var known = Set.of(names);
    node.properties()
        .forEach(each -> require(known.contains(each.getKey()), "unknown " + each.getKey(), node));
  }

  private static void require(boolean holds, String why, JsonNode where) {
    if (!holds) {
      throw refused(why, where);
    }
  }

  private static AssertionError refused(String why, JsonNode where) {
    return new AssertionError(why + " in:\n" + where.toPrettyString());
  }
}
