package dev.nightdesk.gateway.desk;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;

/// A tool's arguments as a person can read them: all of them, each on its own, nothing escaped and
/// nothing left out but a description that stands beside them word for word (PERM-13).
final class Arguments {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Arguments() {}

  /// @param said what stands beside them
  static String laidOut(String input, String said) {
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
          String text = field.getValue().isTextual() ? field.getValue().textValue() : null;
          boolean shown =
              switch (field.getKey()) {
                case "command" -> text != null;
                // Of many tools it is what is sent, and not what we are told of it.
                case "description" -> said.equals(text);
                default -> false;
              };
          if (!shown) {
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
