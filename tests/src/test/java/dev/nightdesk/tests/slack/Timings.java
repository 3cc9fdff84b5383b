package dev.nightdesk.tests.slack;

import dev.nightdesk.adapters.slack.SlackTiming;
import java.time.Duration;

/// Everything as published, only quicker.
final class Timings {
  static final SlackTiming QUICK = of(Duration.ofSeconds(3), Duration.ofMillis(50));

  /// With the published wait after a token that is refused.
  static final SlackTiming PATIENT = of(Duration.ofSeconds(3), SlackTiming.PUBLISHED.refused());

  private Timings() {}

  private static SlackTiming of(Duration answer, Duration refused) {
    return new SlackTiming(
        answer,
        Duration.ofSeconds(2),
        answer,
        Duration.ofSeconds(1),
        refused,
        Duration.ofMillis(10),
        Duration.ofMillis(5),
        Duration.ofMillis(50));
  }
}
