package dev.nightdesk.gateway.store;

import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.sessions.InputLine;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An effect in the outbox.
///
/// @param line for an [Effect.Send] the exact bytes, `null` for anything else
/// @param claimed somebody began with it, perhaps before a crash
/// @param journalAt for a claimed [Effect.Send]: the length of the journal before its line; else -1
/// @param failures how often it was tried in vain
/// @param stale an [Effect.Send] for an incarnation that is not the session's newest any more:
///   never to be written
/// @param at when it was decided
public record Outgoing(
    long id,
    String lane,
    Effect effect,
    @Nullable InputLine line,
    boolean claimed,
    long journalAt,
    int failures,
    boolean stale,
    Instant at) {
  /// Whether it is a line that can still be written and whose place is not fixed.
  public boolean isUnclaimedLine() {
    return line != null && !claimed && !stale;
  }

  Outgoing claimedAt(long length) {
    return new Outgoing(id, lane, effect, line, true, length, failures, stale, at);
  }
}
