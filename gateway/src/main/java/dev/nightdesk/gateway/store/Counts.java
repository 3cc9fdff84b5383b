package dev.nightdesk.gateway.store;

import dev.nightdesk.gateway.desk.State;
import java.util.Map;

/// How much of everything there is, for metrics and `/ready`.
///
/// @param inbox happenings no step has finished
/// @param outbox effects not done
/// @param cardsBehind cards whose newest revision is not shown, muted places left out
/// @param sessions every state, also those with none
public record Counts(
    long inbox, long outbox, long cardsBehind, long dead, Map<State, Long> sessions) {
  public Counts {
    sessions = Map.copyOf(sessions);
  }
}
