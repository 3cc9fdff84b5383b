package dev.nightdesk.tests.discord;

import dev.nightdesk.adapters.discord.DiscordTiming;
import java.time.Duration;

/// Everything as published, only quicker.
final class Timings {
  static final DiscordTiming QUICK =
      of(Duration.ofSeconds(5), DiscordTiming.PUBLISHED.acknowledge(), Duration.ofMillis(50));

  /// With time for an answer that is held up until another connection stands.
  static final DiscordTiming PATIENT =
      of(Duration.ofSeconds(30), DiscordTiming.PUBLISHED.acknowledge(), Duration.ofMillis(50));

  /// For a server that says nothing.
  static final DiscordTiming IMPATIENT =
      of(Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofMillis(50));

  private Timings() {}

  /// Quick, and with so much time until somebody must be answered.
  static DiscordTiming acknowledging(Duration within) {
    return of(QUICK.answer(), within, QUICK.refused());
  }

  private static DiscordTiming of(Duration answer, Duration acknowledge, Duration refused) {
    return new DiscordTiming(
        answer,
        answer,
        acknowledge,
        DiscordTiming.PUBLISHED.suggest(),
        Duration.ofSeconds(20),
        refused,
        Duration.ofMillis(5),
        Duration.ofMillis(50),
        Duration.ofSeconds(1),
        Duration.ofMillis(50));
  }
}
