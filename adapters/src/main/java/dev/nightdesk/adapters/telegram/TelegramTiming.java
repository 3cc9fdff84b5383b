package dev.nightdesk.adapters.telegram;

import java.time.Duration;

/// How long the adapter waits for what. [#PUBLISHED] is for the real server; tests are quicker.
///
/// @param poll how long the server may hold an empty `getUpdates` (whole seconds)
/// @param slack how much longer than `poll` we listen before the line counts as dead
/// @param answer the longest silence within any other call
/// @param conflict between two tries while another instance polls the same bot
/// @param refused between two tries while the token is refused: by Telegram, or by a proxy that was
///   loading its routes and answered for it
/// @param firstBackOff after the first failure; doubles with each further one
/// @param longestBackOff where the doubling ends
public record TelegramTiming(
    Duration poll,
    Duration slack,
    Duration answer,
    Duration conflict,
    Duration refused,
    Duration firstBackOff,
    Duration longestBackOff) {
  /// Telegram cuts a poll at 50 s; the slack is for a slow network.
  public static final TelegramTiming PUBLISHED =
      new TelegramTiming(
          Duration.ofSeconds(50),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30));
}
