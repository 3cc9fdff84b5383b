package dev.nightdesk.adapters.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// What Slack's clock showed last: the `Date` of its answers, or the stamp of a request it signed.
/// Ours may be wrong, so it is not asked; and the stamps of messages are not either, so that one
/// that lies ahead does not make all others old. Safe for any thread.
final class SlackClock {
  private final AtomicLong newestMillis = new AtomicLong();

  void saw(Instant time) {
    newestMillis.accumulateAndGet(time.toEpochMilli(), Math::max);
  }

  /// How long ago that was; never negative.
  Duration since(Instant time) {
    var now = Instant.ofEpochMilli(newestMillis.get());
    return now.isAfter(time) ? Duration.between(time, now) : Duration.ZERO;
  }
}
