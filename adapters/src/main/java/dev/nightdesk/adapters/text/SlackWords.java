package dev.nightdesk.adapters.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes words with styles as elements of Slack's rich text: one for every stretch in one style.
final class SlackWords {
  private final String text;
  private final ArrayNode elements = JsonNodeFactory.instance.arrayNode();
  private final List<Style> open = new ArrayList<>();

  private SlackWords(String text) {
    this.text = text;
  }

  /// None when there are no words.
  static ArrayNode elements(Styled words) {
    var writer = new SlackWords(words.text());
    Walk.over(
        words.length(),
        ChatMarks.of(words),
        new Walk.Steps() {
          @Override
          public void words(int from, int to) {
            writer.add(from, to);
          }

          @Override
          public void open(Mark mark) {
            writer.open.add(mark.style());
          }

          @Override
          public void close(Mark mark) {
            writer.open.removeLast();
          }
        });
    return writer.elements;
  }

  private void add(int from, int to) {
    @Nullable String url = null;
    var style = JsonNodeFactory.instance.objectNode();
    for (var each : open) {
      switch (each) {
        case Style.Bold _ -> style.put("bold", true);
        case Style.Italic _, Style.Faint _ -> style.put("italic", true);
        case Style.Struck _ -> style.put("strike", true);
        case Style.Verbatim _, Style.Pre _ -> style.put("code", true);
        case Style.Link(var address) -> url = address;
        case Style.Quoted _ -> {}
      }
    }
    var words = text.substring(from, to);
    var element = elements.addObject();
    if (url == null) {
      element.put("type", "text").put("text", words);
    } else {
      element.put("type", "link").put("url", url).put("text", words.replace('\n', ' '));
    }
    if (!style.isEmpty()) {
      element.set("style", style);
    }
  }

  /// Units of all words and addresses in it, and one for every element.
  static int lengthOf(JsonNode node) {
    var length = node.isObject() ? 1 : 0;
    for (var property : node.properties()) {
      var isRead = property.getKey().equals("text") || property.getKey().equals("url");
      length +=
          isRead && property.getValue().isTextual()
              ? property.getValue().textValue().length()
              : lengthOf(property.getValue());
    }
    if (node.isArray()) {
      for (var each : node) {
        length += lengthOf(each);
      }
    }
    return length;
  }
}
