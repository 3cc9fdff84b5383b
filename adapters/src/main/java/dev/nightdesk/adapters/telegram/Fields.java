package dev.nightdesk.adapters.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// Reads the fields that an update cannot do without. Whatever is not as the Bot API documents it
/// is a [Missing], never a guess.
final class Fields {
  /// The last second of the year 9999; anything beyond is no date.
  private static final long MAX_DATE = 253_402_300_799L;

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

  static long number(JsonNode parent, String field) throws Missing {
    var value = parent.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new Missing(field, "a whole number");
    }
    return value.asLong();
  }

  static String text(JsonNode parent, String field) throws Missing {
    var value = parent.path(field);
    if (!value.isTextual()) {
      throw new Missing(field, "a text");
    }
    return value.asText();
  }

  static Instant date(JsonNode parent, String field) throws Missing {
    long seconds = number(parent, field);
    if (seconds < 0 || seconds > MAX_DATE) {
      throw new Missing(field, "a date");
    }
    return Instant.ofEpochSecond(seconds);
  }

  /// The text there, or empty when there is none.
  static String textOrEmpty(JsonNode parent, String field) {
    var value = parent.path(field);
    return value.isTextual() ? value.asText() : "";
  }

  /// Whether the field is there at all and not null.
  static boolean has(JsonNode parent, String field) {
    return parent.hasNonNull(field);
  }
}
