package dev.nightdesk.adapters.http;

import dev.nightdesk.adapters.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why a call brought no result. Its text never holds an address or a token: causes from the HTTP
/// library are not kept, only their class is named.
public abstract sealed class CallFailed extends IOException {
  private static final long serialVersionUID = 1L;

  private CallFailed(String why) {
    super(why);
  }

  public final String why() {
    return String.valueOf(getMessage());
  }

  /// How long the server wants us to wait, if it says so.
  public Duration waitOr(Duration otherwise) {
    return otherwise;
  }

  /// What it means for the posting behind the call, as far as that is the same everywhere.
  ///
  /// @param repeatable whether asking twice does no harm
  public final Delivery outcome(boolean repeatable) {
    return switch (this) {
      case NeverSent _ -> new Delivery.Later(Retry.SOON, why());
      case CutOff _ -> unsure(repeatable);
      case Unreadable _ -> unsure(repeatable);
      case ServerTrouble trouble -> {
        if (trouble.mayHaveHappened()) {
          yield unsure(repeatable);
        }
        // What is no 5xx comes from a proxy, and says nothing about what we send.
        yield new Delivery.Later(trouble.status >= 500 ? Retry.SOON : Retry.MUCH_LATER, why());
      }
      case Refused refused -> {
        var wait = refused.waitOr(Retry.SOON);
        yield new Delivery.Later(wait.compareTo(Retry.SOON) < 0 ? Retry.SOON : wait, why());
      }
    };
  }

  private Delivery unsure(boolean repeatable) {
    return repeatable ? new Delivery.Later(Retry.SOON, why()) : new Delivery.Unknown(why());
  }

  /// No connection: the server saw nothing of it.
  public static final class NeverSent extends CallFailed {
    private static final long serialVersionUID = 1L;

    public NeverSent(String platform, IOException cause) {
      super("no connection to " + platform + " (" + cause.getClass().getSimpleName() + ")");
    }
  }

  /// The request went out, at least in part, and no whole answer came back.
  public static final class CutOff extends CallFailed {
    private static final long serialVersionUID = 1L;

    public CutOff(String platform, IOException cause) {
      this(
          "the connection to "
              + platform
              + " was cut off ("
              + cause.getClass().getSimpleName()
              + ")");
    }

    public CutOff(String why) {
      super(why);
    }
  }

  /// A status that is no answer of the API: from a server in trouble, or from a proxy in front of
  /// it.
  public static final class ServerTrouble extends CallFailed {
    private static final long serialVersionUID = 1L;

    private static final Set<Integer> UNSURE = Set.of(502, 504, 520, 522, 524);

    private final int status;

    public ServerTrouble(String platform, int status) {
      super(platform + " is in trouble (HTTP " + status + ")");
      this.status = status;
    }

    public int status() {
      return status;
    }

    /// A gateway that lost its server behind it (502, and Cloudflare's 520) or got tired of waiting
    /// for it (504, and Cloudflare's 522 and 524) cannot tell whether the server acted; any other
    /// 5xx is the server's own word that it did not, or that it was never reached.
    private boolean mayHaveHappened() {
      return UNSURE.contains(status);
    }
  }

  /// An answer of success that cannot be read.
  public static final class Unreadable extends CallFailed {
    private static final long serialVersionUID = 1L;

    public Unreadable(String platform, String why) {
      super(platform + "'s answer cannot be read: " + why);
    }
  }

  /// The server understood and said no. Each platform says it in its own way, and adds what it
  /// tells beyond the words.
  public abstract static non-sealed class Refused extends CallFailed {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /// @param retryAfter how long the server wants us to wait
    protected Refused(String why, @Nullable Duration retryAfter) {
      super(why);
      this.retryAfter = retryAfter;
    }

    @Override
    public final Duration waitOr(Duration otherwise) {
      return retryAfter == null ? otherwise : retryAfter;
    }
  }
}
