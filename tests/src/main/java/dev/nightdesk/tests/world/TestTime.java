package dev.nightdesk.tests.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/// Time that passes only when a test says so. Any thread.
public final class TestTime extends Clock {
  public static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

  private volatile Instant wall = START;
  private final AtomicLong nanos = new AtomicLong(7);

  /// Both times go forward.
  public synchronized void pass(Duration time) {
    wall = wall.plus(time);
    nanos.addAndGet(time.toNanos());
    notifyAll();
  }

  /// Until a test has let so much pass.
  public synchronized void await(Duration time) throws InterruptedException {
    long end = nanos.get() + time.toNanos();
    while (nanos.get() < end) {
      wait();
    }
  }

  /// Somebody sets the clock; no time passes.
  public synchronized void setWall(Instant to) {
    wall = to;
  }

  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return wall;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
