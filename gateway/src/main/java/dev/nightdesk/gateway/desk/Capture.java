package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// The next words of this person in this place answer a request: they pressed a button that asks
/// for words of their own, on a channel without forms. It outlives its request by [#LINGERS]: who
/// was writing meanwhile is told that it was settled, and their words start nothing.
///
/// @param card the card that asked for the words; a reply to it counts from anybody allowed
/// @param question of the request, or -1 for a reason or a comment
public record Capture(String person, Place place, CardId card, UUID request, int question) {
  static final Duration LINGERS = Duration.ofMinutes(5);

  /// Whether words that were sent at a time are still taken for it.
  ///
  /// @param request as it is now
  boolean holds(Request request, Instant sent) {
    var settled = request.settled();
    return settled == null || sent.isBefore(settled.at().plus(LINGERS));
  }
}
