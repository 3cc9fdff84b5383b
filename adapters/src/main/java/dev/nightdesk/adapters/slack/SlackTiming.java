package dev.nightdesk.adapters.slack;

import java.time.Duration;

/// How long the adapter waits for what. [#PUBLISHED] is for the real server; tests are quicker.
///
/// @param answer the longest silence within a call
/// @param prompt the longest somebody may wait who gave a command, pressed or sent a form: to be
///   taken, or for a form to open. Slack gives all of it three seconds
///   (docs.slack.dev/interactivity/handling-user-interaction)
/// @param hello how long a new socket may take to say hello
/// @param ping between two looks at whether the line still stands
/// @param refused between two tries while the token is refused, or Socket Mode is switched off
/// @param look between two looks for where an uploaded file was shared
/// @param firstBackOff after the first failure; doubles with each further one
/// @param longestBackOff where the doubling ends
public record SlackTiming(
    Duration answer,
    Duration prompt,
    Duration hello,
    Duration ping,
    Duration refused,
    Duration look,
    Duration firstBackOff,
    Duration longestBackOff) {
  /// `apps.connections.open` is a tier 1 method (about once a minute, with bursts): the doubling
  /// goes far enough not to be asked to slow down.
  public static final SlackTiming PUBLISHED =
      new SlackTiming(
          Duration.ofSeconds(30),
          Duration.ofMillis(2_500),
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofMinutes(2),
          Duration.ofMillis(400),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60));
}
