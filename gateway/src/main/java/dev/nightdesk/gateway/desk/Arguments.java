package dev.nightdesk.gateway.desk;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;

/// A tool's arguments as a person can read them: all of them, each on its own, nothing escaped and
/// nothing left out but the description, which stands elsewhere (PERM-13).
final class Arguments {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Arguments() {}

  static String laidOut(String input) {
    JsonNode node;
    try {
      node = JSON.readTree(input);
    } catch (JacksonException e) {
      return input;
    }
    if (!node.isObject()) {
      return input;
    }
    var lines = new ArrayList<String>();
    // A shell command is what matters and comes first and bare; anything that changes how it runs
    // (a sandbox switched off, a background run) follows.
    if (node.path("command").isTextual()) {
      lines.add(node.path("command").textValue());
    }
    node.properties()
        .forEach(field -> {
          boolean shown = field.getKey().equals("command") && field.getValue().isTextual();
          if (!shown && !field.getKey().equals("description")) {
            lines.add(line(field.getKey(), field.getValue()));
          }
        });
    return String.join("\n", lines);
  }

  private static String line(String key, JsonNode value) {
    if (!value.isTextual()) {
      return key + ": " + (value.isContainerNode() ? value.toPrettyString() : value.asText());
    }
    String text = value.textValue();
    return text.contains("\n") ? key + ":\n" + text : key + ": " + text;
  }
}
