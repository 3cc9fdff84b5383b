package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/// Reads the fields that an event cannot do without. Whatever is not as the API documents it is a
/// [Missing], never a guess.
final class Fields {
  private static final String ID = "[1-9][0-9]{0,18}";

  private Fields() {}

  /// A field is not there, or is not what it must be.
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String field, String wanted) {
      super(field + " is not " + wanted);
    }
  }

  static JsonNode object(JsonNode parent, String field) throws Missing {
    var value = parent.path(field);
    if (!value.isObject()) {
      throw new Missing(field, "an object");
    }
    return value;
  }

  /// A snowflake, which travels as a text (docs.discord.com/developers/reference#snowflakes).
  static String id(JsonNode parent, String field) throws Missing {
    var id = idOrEmpty(parent, field);
    if (id.isEmpty()) {
      throw new Missing(field, "an id");
    }
    return id;
  }

  static String idOrEmpty(JsonNode parent, String field) {
    var text = textOrEmpty(parent, field);
    return isId(text) ? text : "";
  }

  static boolean isId(String text) {
    return text.matches(ID) && isLong(text);
  }

  private static boolean isLong(String digits) {
    var most = String.valueOf(Long.MAX_VALUE);
    return digits.length() < most.length() || digits.compareTo(most) <= 0;
  }

  static String text(JsonNode parent, String field) throws Missing {
    var value = parent.path(field);
    if (!value.isTextual()) {
      throw new Missing(field, "a text");
    }
    return value.asText();
  }

  /// The text there, or empty when there is none.
  static String textOrEmpty(JsonNode parent, String field) {
    var value = parent.path(field);
    return value.isTextual() ? value.asText() : "";
  }

  static int number(JsonNode parent, String field, int otherwise) {
    var value = parent.path(field);
    return value.canConvertToInt() && value.isIntegralNumber() ? value.asInt() : otherwise;
  }

  /// The list there, or nothing to look through.
  static JsonNode list(JsonNode parent, String field) {
    var value = parent.path(field);
    return value.isArray() ? value : MissingNode.getInstance();
  }
}
