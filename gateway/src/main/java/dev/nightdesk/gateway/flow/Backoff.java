package dev.nightdesk.gateway.flow;

import java.time.Duration;

/// How long to wait after failures in a row: doubling from `first`, never longer than `most`.
public record Backoff(Duration first, Duration most) {
  /// Doubling beyond this overflows nothing but means nothing either.
  private static final int MAX_DOUBLINGS = 30;

  public Backoff {
    if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException("a back-off grows from more than nothing: " + first);
    }
  }

  /// The wait before the next try.
  ///
  /// @param failures in a row so far; 1 or less waits `first`
  public Duration after(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, MAX_DOUBLINGS);
    Duration wait = first.multipliedBy(1L << doublings);
    return wait.compareTo(most) < 0 ? wait : most;
  }

  /// The same, and no sooner than somebody asked for.
  Duration after(int failures, Duration asked) {
    Duration ours = after(failures);
    return ours.compareTo(asked) >= 0 ? ours : asked;
  }
}
