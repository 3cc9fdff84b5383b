package dev.nightdesk.adapters.slack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a call brought no result. Its text never holds a token or a pre-signed address: causes from
/// the HTTP library are not kept, only their class is named.
abstract sealed class CallFailed extends IOException {
  private static final long serialVersionUID = 1L;

  private CallFailed(String message) {
    super(message);
  }

  String why() {
    return String.valueOf(getMessage());
  }

  /// How long the server wants us to wait, if it says so.
  Duration waitOr(Duration otherwise) {
    return otherwise;
  }

  /// The server understood and said no: `ok:false`.
  static final class Answered extends CallFailed {
    private static final long serialVersionUID = 1L;

    private final String error;

    Answered(String error, List<String> details) {
      super(details.isEmpty() ? error : error + ": " + String.join("; ", details));
      this.error = error;
    }

    /// As the method's page names it (docs.slack.dev/reference/methods).
    String error() {
      return error;
    }
  }

  /// One call too many; nothing happened.
  static final class TooMany extends CallFailed {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    TooMany(@Nullable Duration retryAfter) {
      super("Slack asks us to slow down");
      this.retryAfter = retryAfter;
    }

    @Override
    Duration waitOr(Duration otherwise) {
      return retryAfter == null ? otherwise : retryAfter;
    }
  }

  /// No connection: the server saw nothing of it.
  static final class NeverSent extends CallFailed {
    private static final long serialVersionUID = 1L;

    NeverSent(IOException cause) {
      super("no connection to Slack (" + cause.getClass().getSimpleName() + ")");
    }
  }

  /// The request went out, at least in part, and no whole answer came back.
  static final class CutOff extends CallFailed {
    private static final long serialVersionUID = 1L;

    CutOff(IOException cause) {
      this("the connection to Slack was cut off (" + cause.getClass().getSimpleName() + ")");
    }

    CutOff(String why) {
      super(why);
    }
  }

  /// A status that is no answer of the API: from a server in trouble, or from a proxy.
  static final class ServerTrouble extends CallFailed {
    private static final long serialVersionUID = 1L;

    private final int status;

    ServerTrouble(int status) {
      super("Slack is in trouble (HTTP " + status + ")");
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
      super("Slack's answer cannot be read: " + why);
    }
  }
}
