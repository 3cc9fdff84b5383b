package dev.nightdesk.adapters.discord;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Why a call to Discord brought no result. Its text never holds an address, which may hold the
/// secret of an interaction: causes from the HTTP library are not kept, only their class is named.
abstract sealed class CallFailed extends IOException {
  private static final long serialVersionUID = 1L;

  private CallFailed(String message) {
    super(message);
  }

  /// How long the server wants us to wait, or otherwise this.
  Duration waitOr(Duration otherwise) {
    if (this instanceof Answered no) {
      var told = no.retryAfter();
      return told == null ? otherwise : told;
    }
    return otherwise;
  }

  /// The server understood and said no.
  static final class Answered extends CallFailed {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final @Nullable Duration retryAfter;

    /// @param code Discord's own (docs.discord.com/developers/topics/opcodes-and-status-codes), or
    ///   0
    Answered(int status, int code, String description, @Nullable Duration retryAfter) {
      super(description);
      this.status = status;
      this.code = code;
      this.retryAfter = retryAfter;
    }

    int status() {
      return status;
    }

    int code() {
      return code;
    }

    String description() {
      return String.valueOf(getMessage());
    }

    @Nullable Duration retryAfter() {
      return retryAfter;
    }
  }

  /// No connection: the server saw nothing of it.
  static final class NeverSent extends CallFailed {
    private static final long serialVersionUID = 1L;

    NeverSent(IOException cause) {
      super("no connection to Discord (" + cause.getClass().getSimpleName() + ")");
    }
  }

  /// The request went out, at least in part, and no whole answer came back.
  static final class CutOff extends CallFailed {
    private static final long serialVersionUID = 1L;

    CutOff(IOException cause) {
      super("the connection to Discord was cut off (" + cause.getClass().getSimpleName() + ")");
    }
  }

  /// A 5xx, from the server or from a proxy in front of it.
  static final class ServerTrouble extends CallFailed {
    private static final long serialVersionUID = 1L;

    ServerTrouble(int status) {
      super("Discord is in trouble (HTTP " + status + ")");
    }
  }

  /// An answer of success that cannot be read.
  static final class Unreadable extends CallFailed {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
      super("Discord's answer cannot be read: " + why);
    }
  }
}
