package dev.nightdesk.gateway.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// The three readings of time the flow needs, and the wait of what comes again and again. Safe for
/// any thread.
public final class Time {
  private final Clock wall;
  private final LongSupplier nanos;
  private final Pause pause;
  private final Instant startedAt;
  private final long startedNanos;

  /// How a thread waits until so much time has passed.
  @FunctionalInterface
  public interface Pause {
    void last(Duration time) throws InterruptedException;
  }

  /// Begins to count now.
  ///
  /// @param nanos a monotonic count of nanoseconds from an arbitrary start, as [System#nanoTime]
  public Time(Clock wall, LongSupplier nanos) {
    this(wall, nanos, Thread::sleep);
  }

  /// The same, with a wait that belongs to those nanoseconds.
  public Time(Clock wall, LongSupplier nanos, Pause pause) {
    this.wall = wall;
    this.nanos = nanos;
    this.pause = pause;
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

  public void pause(Duration time) throws InterruptedException {
    pause.last(time);
  }

  /// How long ago `nanoTime` was.
  public Duration since(long nanoTime) {
    return Duration.ofNanos(nanos.getAsLong() - nanoTime);
  }
}
