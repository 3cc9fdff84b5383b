package dev.nightdesk.sessions;

import java.util.UUID;

/// Our own id of a session, chosen before anything is started; names its directory. The agent's
/// conversation id starts equal but is another thing ([AgentEvent.Started]).
public record SessionId(UUID value) {
  /// The eight characters people see and type (MAN-1).
  public String shortId() {
    return value.toString().substring(0, 8);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
