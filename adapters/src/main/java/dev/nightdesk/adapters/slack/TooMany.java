package dev.nightdesk.adapters.slack;

import dev.nightdesk.adapters.http.CallFailed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One call too many; nothing happened.
final class TooMany extends CallFailed.Refused {
  private static final long serialVersionUID = 1L;

  TooMany(@Nullable Duration retryAfter) {
    super("Slack asks us to slow down", retryAfter);
  }
}
