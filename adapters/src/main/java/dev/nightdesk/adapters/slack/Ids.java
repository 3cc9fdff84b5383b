package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;
import java.time.Instant;
import java.util.regex.Pattern;

/// What Slack calls people, places and messages by. Pure.
final class Ids {
  /// Ids are opaque, and short.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /// Seconds, a point, and what makes it unique in its channel.
  private static final Pattern STAMP = Pattern.compile("([0-9]{1,11})\\.([0-9]{1,6})[0-9]{0,3}");

  private static final int NANOS_PER_MICRO = 1_000;

  private Ids() {}

  static String id(JsonNode parent, String field) throws Missing {
    var id = Fields.text(parent, field);
    if (!ID.matcher(id).matches()) {
      throw new Missing(field, "an id");
    }
    return id;
  }

  /// The stamp that names a message within its channel. Never a number: digits would be lost.
  static String stamp(JsonNode parent, String field) throws Missing {
    var stamp = Fields.text(parent, field);
    if (!STAMP.matcher(stamp).matches()) {
      throw new Missing(field, "a stamp");
    }
    return stamp;
  }

  /// The stamp there, or empty when there is none.
  static String stampOrEmpty(JsonNode parent, String field) throws Missing {
    return Fields.has(parent, field) ? stamp(parent, field) : "";
  }

  /// When that was.
  static Instant time(String stamp) throws Missing {
    var parts = STAMP.matcher(stamp);
    if (!parts.matches()) {
      throw new Missing("a stamp", "a time");
    }
    var micros = (parts.group(2) + "000000").substring(0, 6);
    return Instant.ofEpochSecond(
        Long.parseLong(parts.group(1)), Long.parseLong(micros) * NANOS_PER_MICRO);
  }
}
