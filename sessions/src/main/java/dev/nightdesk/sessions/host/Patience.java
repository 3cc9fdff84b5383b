package dev.nightdesk.sessions.host;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Waits for what nobody announces, looking again after 1, 2, 4 … 20 ms. Counts by the monotonic
/// clock, holds nothing while it waits.
///
/// @param nanos the monotonic clock, as `System::nanoTime`
record Patience(LongSupplier nanos) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  /// Whether it came to be within this time; asked at least once, and once at the end.
  boolean until(Duration within, BooleanSupplier it) throws InterruptedException {
    long begun = nanos.getAsLong();
    var pause = FIRST_PAUSE;
    while (!it.getAsBoolean()) {
      var left = within.minusNanos(nanos.getAsLong() - begun);
      if (!left.isPositive()) {
        return it.getAsBoolean();
      }
      Thread.sleep(pause.compareTo(left) < 0 ? pause : left);
      var longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
    return true;
  }
}
