package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;

/// Snowflakes, which travel as texts (docs.discord.com/developers/reference#snowflakes). Pure.
final class Ids {
  private static final String ID = "[1-9][0-9]{0,18}";

  private Ids() {}

  static String id(JsonNode parent, String field) throws Missing {
    var id = idOrEmpty(parent, field);
    if (id.isEmpty()) {
      throw new Missing(field, "an id");
    }
    return id;
  }

  static String idOrEmpty(JsonNode parent, String field) {
    var text = Fields.textOrEmpty(parent, field);
    return isId(text) ? text : "";
  }

  static boolean isId(String text) {
    return text.matches(ID) && isLong(text);
  }

  private static boolean isLong(String digits) {
    var most = String.valueOf(Long.MAX_VALUE);
    return digits.length() < most.length() || digits.compareTo(most) <= 0;
  }
}
