package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// JSON for the twin.
final class SlackJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SlackJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// Empty when the text is no JSON.
  static Optional<JsonNode> tryRead(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /// @throws SlackRefusal with `error` when the text is no JSON
  static JsonNode read(String text, String error) {
    return tryRead(text).orElseThrow(() -> SlackRefusal.of(error));
  }

  static String word(JsonNode node, String field) {
    return node.path(field).asText("");
  }
}
