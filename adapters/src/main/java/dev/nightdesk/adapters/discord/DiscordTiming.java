package dev.nightdesk.adapters.discord;

import java.time.Duration;

/// How long the adapter waits for what. [#PUBLISHED] is for the real server; tests are quicker.
///
/// @param answer how long any call may take
/// @param file how long a call that carries a file may take
/// @param acknowledge how long a press or a command may wait for the gateway before Discord is told
///   something else
/// @param suggest how long the gateway may think about what somebody who types may mean
/// @param ready how long a new connection may take until it stands
/// @param refused between two tries while only a person can help
/// @param firstBackOff after the first failure; doubles with each further one
/// @param longestBackOff where the doubling ends
/// @param longestWait the longest wait for one place while others are to be read, too: told a
///   longer one, it is left for later
/// @param longestAgain the longest between two looks at a place that could not be read
public record DiscordTiming(
    Duration answer,
    Duration file,
    Duration acknowledge,
    Duration suggest,
    Duration ready,
    Duration refused,
    Duration firstBackOff,
    Duration longestBackOff,
    Duration longestWait,
    Duration longestAgain) {
  /// Discord wants a first answer within 3 seconds
  /// (docs.discord.com/developers/interactions/receiving-and-responding); the way there and back
  /// takes some of it.
  public static final DiscordTiming PUBLISHED =
      new DiscordTiming(
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMillis(2_000),
          Duration.ofMillis(1_500),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10));
}
