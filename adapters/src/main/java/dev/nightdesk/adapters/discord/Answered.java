package dev.nightdesk.adapters.discord;

import dev.nightdesk.adapters.http.CallFailed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Discord's own no.
final class Answered extends CallFailed.Refused {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;

  /// @param code Discord's own (docs.discord.com/developers/topics/opcodes-and-status-codes), or 0
  Answered(int status, int code, String description, @Nullable Duration retryAfter) {
    super(description, retryAfter);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }
}
