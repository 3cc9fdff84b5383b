package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The server says no, in the words of the real one.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final ObjectNode body;

  private Refusal(int status, ObjectNode body) {
    super(body.path("message").asText());
    this.status = status;
    this.body = body;
  }

  static Refusal of(int status, int code, String message) {
    return new Refusal(status, Json.object().put("message", message).put("code", code));
  }

  /// A form that breaks rules, with the tree that says where.
  static Refusal invalid(ObjectNode errors) {
    var refusal = of(400, 50035, "Invalid Form Body");
    refusal.body.set("errors", errors);
    return refusal;
  }

  static Refusal tooMany(double seconds, boolean global) {
    var body = Json.object().put("message", "You are being rate limited.");
    return new Refusal(429, body.put("retry_after", seconds).put("global", global));
  }

  static Refusal notFound() {
    return of(404, 0, "404: Not Found");
  }

  static Refusal unknownChannel() {
    return of(404, 10003, "Unknown Channel");
  }

  static Refusal unknownMessage() {
    return of(404, 10008, "Unknown Message");
  }

  static Refusal missingAccess() {
    return of(403, 50001, "Missing Access");
  }

  int status() {
    return status;
  }

  ObjectNode body() {
    return body;
  }
}
