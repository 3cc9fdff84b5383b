package dev.nightdesk.gateway.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The account of an agent was refused by its service; until the limit is over nothing is started
/// for that agent (LIM-2).
///
/// @param until by the service's own word
/// @param at when it was told
public record Limit(Instant until, Instant at) {
  /// Somebody may have bought more: after this it is tried again, and told again if it still holds.
  public static final Duration TRIED_AFTER = Duration.ofHours(1);

  /// Further away than this a time of day alone would mislead.
  private static final Duration A_DAY = Duration.ofHours(20);

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  boolean holds(Instant now) {
    return now.isBefore(until) && now.isBefore(at.plus(TRIED_AFTER));
  }

  /// `14:30 UTC`, `3 Dec, 09:00 UTC`.
  String untilWords(Instant now) {
    boolean far = Duration.between(now, until).compareTo(A_DAY) > 0;
    return (far ? DAY : CLOCK).format(until);
  }
}
