package dev.nightdesk.adapters.telegram;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a call to the Bot API brought no result. Its text never holds the URL, which holds the
/// token: causes from the HTTP library are not kept, only their class is named.
abstract sealed class CallFailed extends IOException {
  private static final long serialVersionUID = 1L;

  private CallFailed(String message) {
    super(message);
  }

  /// The server understood and said no.
  static final class Answered extends CallFailed {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final @Nullable Duration retryAfter;
    private final @Nullable String movedTo;

    Answered(
        int code, String description, @Nullable Duration retryAfter, @Nullable String movedTo) {
      super(description);
      this.code = code;
      this.retryAfter = retryAfter;
      this.movedTo = movedTo;
    }

    int code() {
      return code;
    }

    String description() {
      return String.valueOf(getMessage());
    }

    /// Whether the description says this, in whatever case: the server is not consistent there.
    boolean says(String words) {
      return description().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    @Nullable Duration retryAfter() {
      return retryAfter;
    }

    /// The chat's new id, when the group became a supergroup.
    @Nullable String movedTo() {
      return movedTo;
    }
  }

  /// No connection: the server saw nothing of it.
  static final class NeverSent extends CallFailed {
    private static final long serialVersionUID = 1L;

    NeverSent(IOException cause) {
      super("no connection to Telegram (" + cause.getClass().getSimpleName() + ")");
    }
  }

  /// The request went out, at least in part, and no whole answer came back.
  static final class CutOff extends CallFailed {
    private static final long serialVersionUID = 1L;

    CutOff(IOException cause) {
      super("the connection to Telegram was cut off (" + cause.getClass().getSimpleName() + ")");
    }
  }

  /// A 5xx, from the server or from a proxy in front of it.
  static final class ServerTrouble extends CallFailed {
    private static final long serialVersionUID = 1L;

    private final int status;

    ServerTrouble(int status) {
      super("Telegram is in trouble (HTTP " + status + ")");
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /// An answer of success that cannot be read.
  static final class Unreadable extends CallFailed {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
      super("Telegram's answer cannot be read: " + why);
    }
  }
}
