package dev.nightdesk.tests.crash;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what nobody announces: processes, journals, the database.
final class Eventually {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private Eventually() {}

  /// @throws AssertionError when it did not come to be in time
  static void is(String what, Duration patience, BooleanSupplier right) {
    long end = System.nanoTime() + patience.toNanos();
    while (!right.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited %s in vain for %s".formatted(patience, what));
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }
}
