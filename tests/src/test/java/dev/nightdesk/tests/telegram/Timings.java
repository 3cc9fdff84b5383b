package dev.nightdesk.tests.telegram;

import dev.nightdesk.adapters.telegram.TelegramTiming;
import java.time.Duration;

/// Everything as published, only quicker.
final class Timings {
  static final TelegramTiming QUICK =
      of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMillis(50));

  /// For a server that says nothing.
  static final TelegramTiming IMPATIENT =
      of(Duration.ZERO, Duration.ofMillis(200), Duration.ofMillis(50));

  /// With the published long poll, and the published wait after a token that is refused.
  static final TelegramTiming PATIENT =
      of(Duration.ofSeconds(50), Duration.ofSeconds(10), TelegramTiming.PUBLISHED.refused());

  private Timings() {}

  private static TelegramTiming of(Duration poll, Duration answer, Duration refused) {
    return new TelegramTiming(
        poll,
        answer,
        answer,
        Duration.ofMillis(50),
        refused,
        Duration.ofMillis(5),
        Duration.ofMillis(50));
  }
}
