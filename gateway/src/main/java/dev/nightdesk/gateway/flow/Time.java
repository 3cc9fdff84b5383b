package dev.nightdesk.gateway.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// The two kinds of time: the wall's for what is stored and shown, and one that only ever goes
/// forward for how long something takes (architecture 7).
///
/// @param nanos a monotonic count of nanoseconds from an arbitrary start, as [System#nanoTime]
public record Time(Clock wall, LongSupplier nanos) {
  public Instant now() {
    return wall.instant();
  }

  public long nanoTime() {
    return nanos.getAsLong();
  }

  /// How long ago `nanoTime` was.
  public Duration since(long nanoTime) {
    return Duration.ofNanos(nanos.getAsLong() - nanoTime);
  }
}
