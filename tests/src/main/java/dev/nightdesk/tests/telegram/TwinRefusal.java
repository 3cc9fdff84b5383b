package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// The server says no, in the words of the real one.
final class TwinRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final @Nullable Integer retryAfter;
  private final @Nullable Long migratedTo;

  private TwinRefusal(
      int code, String description, @Nullable Integer retryAfter, @Nullable Long migratedTo) {
    super(description);
    this.code = code;
    this.retryAfter = retryAfter;
    this.migratedTo = migratedTo;
  }

  static TwinRefusal of(int code, String description) {
    return new TwinRefusal(code, description, null, null);
  }

  static TwinRefusal badRequest(String why) {
    return of(400, "Bad Request: " + why);
  }

  static TwinRefusal tooMany(int seconds) {
    return new TwinRefusal(429, "Too Many Requests: retry after " + seconds, seconds, null);
  }

  static TwinRefusal migrated(long to) {
    return new TwinRefusal(
        400, "Bad Request: group chat was upgraded to a supergroup chat", null, to);
  }

  int code() {
    return code;
  }

  ObjectNode body() {
    var body = TwinJson.object();
    body.put("ok", false).put("error_code", code).put("description", getMessage());
    if (retryAfter != null) {
      body.putObject("parameters").put("retry_after", retryAfter);
    }
    if (migratedTo != null) {
      body.putObject("parameters").put("migrate_to_chat_id", migratedTo);
    }
    return body;
  }
}
