package dev.nightdesk.adapters.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/// Reads the fields that a happening cannot do without. Whatever is not as the platform documents
/// it is a [Missing], never a guess. Pure.
public final class Fields {
  private Fields() {}

  /// A field is not there, or is not what it must be.
  public static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    public Missing(String field, String wanted) {
      super(field + " is not " + wanted);
    }
  }

  public static JsonNode object(JsonNode parent, String field) throws Missing {
    var value = parent.path(field);
    if (!value.isObject()) {
      throw new Missing(field, "an object");
    }
    return value;
  }

  public static String text(JsonNode parent, String field) throws Missing {
    var value = parent.path(field);
    if (!value.isTextual()) {
      throw new Missing(field, "a text");
    }
    return value.asText();
  }

  /// The text there, or empty when there is none.
  public static String textOrEmpty(JsonNode parent, String field) {
    var value = parent.path(field);
    return value.isTextual() ? value.asText() : "";
  }

  public static long number(JsonNode parent, String field) throws Missing {
    var value = parent.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new Missing(field, "a whole number");
    }
    return value.asLong();
  }

  /// The whole number there, or `otherwise` when there is none.
  public static int number(JsonNode parent, String field, int otherwise) {
    var value = parent.path(field);
    return value.canConvertToInt() && value.isIntegralNumber() ? value.asInt() : otherwise;
  }

  /// The list there, or nothing to look through.
  public static JsonNode list(JsonNode parent, String field) {
    var value = parent.path(field);
    return value.isArray() ? value : MissingNode.getInstance();
  }

  /// Whether the field is there at all and not null.
  public static boolean has(JsonNode parent, String field) {
    return parent.hasNonNull(field);
  }
}
