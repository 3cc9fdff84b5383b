package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What is wrong with a form, as the tree in which Discord tells it: one level for each step of the
/// way, `_errors` at its end.
final class Problems {
  private final ObjectNode errors = Json.object();

  /// @param way like `embeds.0.title`
  void add(String way, String code, String message) {
    var at = errors;
    for (var step : way.replaceFirst("\\.$", "").split("\\.", -1)) {
      at = at.withObjectProperty(step);
    }
    at.withArrayProperty("_errors").addObject().put("code", code).put("message", message);
  }

  void required(String way) {
    add(way, "BASE_TYPE_REQUIRED", "This field is required");
  }

  /// A text that must be there and have a length between these.
  void text(JsonNode form, String field, String way, int least, int most) {
    var value = form.path(field);
    if (value.isMissingNode() || value.isNull()) {
      if (least > 0) {
        required(way + field);
      }
    } else if (!value.isTextual()) {
      add(way + field, "STRING_TYPE_CONVERT", "Could not interpret the value as string.");
    } else {
      length(value.asText(), way + field, least, most);
    }
  }

  private void length(String text, String way, int least, int most) {
    int points = text.codePointCount(0, text.length());
    if (points > most) {
      add(way, "BASE_TYPE_MAX_LENGTH", "Must be " + most + " or fewer in length.");
    } else if (points < least) {
      add(way, "BASE_TYPE_MIN_LENGTH", "Must be " + least + " or more in length.");
    }
  }

  /// A list with at most so many entries; nothing at all is a list too.
  ///
  /// @return whether it is one that can be looked into
  boolean list(JsonNode form, String field, String way, int least, int most) {
    var value = form.path(field);
    if (value.isMissingNode() || value.isNull()) {
      if (least > 0) {
        required(way + field);
      }
      return false;
    }
    if (!value.isArray()) {
      add(way + field, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
      return false;
    }
    if (value.size() > most || value.size() < least) {
      add(
          way + field,
          "BASE_TYPE_BAD_LENGTH",
          "Must be between " + least + " and " + most + " in length.");
    }
    return true;
  }

  void choice(String way) {
    add(way, "BASE_TYPE_CHOICES", "Value must be one of the allowed values.");
  }

  /// @throws Refusal when there are any
  void refuse() {
    if (!errors.isEmpty()) {
      throw Refusal.invalid(errors);
    }
  }
}
