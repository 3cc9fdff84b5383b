package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The server says no, in the words of the real one.
final class SlackRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String error;
  private final transient List<String> messages;
  private final int retryAfter;

  private SlackRefusal(String error, List<String> messages, int retryAfter) {
    super(error + " " + messages);
    this.error = error;
    this.messages = List.copyOf(messages);
    this.retryAfter = retryAfter;
  }

  static SlackRefusal of(String error) {
    return new SlackRefusal(error, List.of(), 0);
  }

  /// @param messages what `response_metadata.messages` says more closely
  static SlackRefusal of(String error, List<String> messages) {
    return new SlackRefusal(error, messages, 0);
  }

  static SlackRefusal missing(String field) {
    return of("invalid_arguments", List.of("[ERROR] missing required field: " + field));
  }

  static SlackRefusal tooMany(int seconds) {
    return new SlackRefusal("ratelimited", List.of(), seconds);
  }

  /// Seconds for the header `Retry-After`, 0 when there is none.
  int retryAfter() {
    return retryAfter;
  }

  ObjectNode body() {
    var body = SlackJson.object().put("ok", false).put("error", error);
    if (!messages.isEmpty()) {
      var told = body.putObject("response_metadata").putArray("messages");
      messages.forEach(told::add);
    }
    return body;
  }
}
