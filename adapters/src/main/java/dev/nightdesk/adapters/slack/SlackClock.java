package dev.nightdesk.adapters.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/// What Slack's clock showed last: the `Date` of its answers, or the stamp of the newest happening.
/// Ours may be wrong, so it is not asked. Safe for any thread.
final class SlackClock {
  private final AtomicReference<Instant> newest = new AtomicReference<>(Instant.EPOCH);

  void saw(Instant time) {
    newest.accumulateAndGet(time, (old, now) -> now.isAfter(old) ? now : old);
  }

  /// How long ago that was; never negative.
  Duration since(Instant time) {
    var now = newest.get();
    return now.isAfter(time) ? Duration.between(time, now) : Duration.ZERO;
  }
}
