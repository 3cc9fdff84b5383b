package dev.nightdesk.adapters.slack;

import dev.nightdesk.adapters.http.CallFailed;
import java.util.List;

/// Slack's own no: `ok:false`.
final class Answered extends CallFailed.Refused {
  private static final long serialVersionUID = 1L;

  private final String error;

  Answered(String error, List<String> details) {
    super(details.isEmpty() ? error : error + ": " + String.join("; ", details), null);
    this.error = error;
  }

  /// As the method's page names it (docs.slack.dev/reference/methods).
  String error() {
    return error;
  }
}
