package dev.nightdesk.tests.telegram;

import dev.nightdesk.adapters.telegram.TelegramTiming;
import java.time.Duration;

/// Everything as published, only quicker.
final class Timings {
  static final TelegramTiming QUICK = of(Duration.ofSeconds(1), Duration.ofSeconds(2));

  /// For a server that says nothing.
  static final TelegramTiming IMPATIENT = of(Duration.ZERO, Duration.ofMillis(200));

  /// With the published long poll.
  static final TelegramTiming PATIENT = of(Duration.ofSeconds(50), Duration.ofSeconds(10));

  private Timings() {}

  private static TelegramTiming of(Duration poll, Duration answer) {
    return new TelegramTiming(
        poll, answer, answer, Duration.ofMillis(50), Duration.ofMillis(5), Duration.ofMillis(50));
  }
}
