package dev.nightdesk.adapters.http;

import java.time.Duration;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// How long to wait before asking again. Pure.
public final class Retry {
  /// When the server did not say how long.
  public static final Duration SOON = Duration.ofSeconds(1);

  /// When a person has to act first, as with a token the server does not take.
  public static final Duration MUCH_LATER = Duration.ofSeconds(30);

  private Retry() {}

  /// What the header `Retry-After` says in whole seconds; null when it says nothing, or a date.
  public static @Nullable Duration after(Response response, Duration longest) {
    var seconds = response.header("Retry-After");
    return seconds != null && seconds.matches("[0-9]{1,6}")
        ? atMost(longest, Duration.ofSeconds(Long.parseLong(seconds)))
        : null;
  }

  /// What a server wants us to wait, unless that is beyond reason.
  public static Duration atMost(Duration longest, Duration told) {
    return told.compareTo(longest) < 0 ? told : longest;
  }
}
