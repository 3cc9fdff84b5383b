package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.sessions.AgentEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The line about the account's limits (HOST-5). Known from the published types only: an API key
/// has no such limits to measure.
final class LimitLine {
  /// Seconds of a time are smaller for the next thousands of years, milliseconds are larger.
  private static final long LARGEST_SECOND = 100_000_000_000L;

  private LimitLine() {}

  static List<AgentEvent> events(JsonNode line) {
    JsonNode limits = line.path("rate_limit_info").isObject() ? line.path("rate_limit_info") : line;
    String status = Json.text(limits, "status");
    if (status.isEmpty()) {
      return List.of();
    }
    return List.of(
        new AgentEvent.Limited(
            status.equals("rejected"),
            time(limits.path("resetsAt")),
            Json.firstText(limits, "rateLimitType", "errorCode")));
  }

  private static @Nullable Instant time(JsonNode value) {
    try {
      if (value.isTextual()) {
        return Instant.parse(value.textValue());
      }
      if (!value.isNumber()) {
        return null;
      }
      long number = value.asLong();
      return number > LARGEST_SECOND ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }
}
