package dev.nightdesk.adapters.discord;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// Discord's clock, as far as Discord tells it: by the `Date` of its answers and by its ids, which
/// say when they were made (docs.discord.com/developers/reference#snowflakes). It only runs while
/// something is said, so that an age is at least what it says. Safe for any thread.
final class Snowflakes {
  private static final long EPOCH_MILLIS = 1_420_070_400_000L;
  private static final int CLOCK_BITS = 22;

  /// An id from further ahead of the newest moment known is no id of Discord's, and must not make
  /// everything else look old.
  private static final Duration LEAP = Duration.ofDays(30);

  private final AtomicLong newest = new AtomicLong();

  /// @param id a valid snowflake
  static Instant madeAt(String id) {
    return Instant.ofEpochMilli((Long.parseLong(id) >>> CLOCK_BITS) + EPOCH_MILLIS);
  }

  void answered(Instant date) {
    newest.accumulateAndGet(date.toEpochMilli(), Math::max);
  }

  /// How old this is.
  Duration age(String id) {
    long made = madeAt(id).toEpochMilli();
    long known = newest.get();
    if (known > 0 && made - known > LEAP.toMillis()) {
      return Duration.ZERO;
    }
    long now = newest.accumulateAndGet(made, Math::max);
    return Duration.ofMillis(now - made);
  }
}
