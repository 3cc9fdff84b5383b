package dev.nightdesk.gateway.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// The three readings of time the flow needs (architecture 7). Safe for any thread.
public final class Time {
  private final Clock wall;
  private final LongSupplier nanos;
  private final Instant startedAt;
  private final long startedNanos;

  /// Begins to count now.
  ///
  /// @param nanos a monotonic count of nanoseconds from an arbitrary start, as [System#nanoTime]
  public Time(Clock wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.startedAt = wall.instant();
    this.startedNanos = nanos.getAsLong();
  }

  /// The wall's time: for what is stored as having happened, and for people.
  public Instant now() {
    return wall.instant();
  }

  /// For what is postponed: the wall's time at the start, and since then only ever forward.
  /// Somebody who sets the clock back an hour must not hold up everything that waits for an hour.
  public Instant due() {
    return startedAt.plusNanos(nanos.getAsLong() - startedNanos);
  }

  /// For how long something takes.
  public long nanoTime() {
    return nanos.getAsLong();
  }

  /// How long ago `nanoTime` was.
  public Duration since(long nanoTime) {
    return Duration.ofNanos(nanos.getAsLong() - nanoTime);
  }
}
