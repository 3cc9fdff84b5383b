package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.http.CallFailed;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The Bot API's own no.
final class Answered extends CallFailed.Refused {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final @Nullable String movedTo;

  /// @param movedTo the chat's new id, when the group became a supergroup
  Answered(int code, String description, @Nullable Duration retryAfter, @Nullable String movedTo) {
    super(description, retryAfter);
    this.code = code;
    this.movedTo = movedTo;
  }

  int code() {
    return code;
  }

  /// Whether the description says this, in whatever case: the server is not consistent there.
  boolean says(String words) {
    return why().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
  }

  @Nullable String movedTo() {
    return movedTo;
  }
}
