package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// JSON as Discord writes it: ids are texts, times carry their offset.
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// @throws Refusal as the real server answers a body that is no JSON
  static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw Refusal.of(400, 50109, "The request body contains invalid JSON.");
    }
  }

  static String id(long id) {
    return Long.toString(id);
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  /// The number in a text that looks like an id, else -1.
  static long parse(String text) {
    return text.matches("[0-9]{1,18}|[1-8][0-9]{18}") ? Long.parseLong(text) : -1;
  }
}
