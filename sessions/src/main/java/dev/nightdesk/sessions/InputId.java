package dev.nightdesk.sessions;

import java.util.UUID;

/// Names one input for ever: the same id is sent again after a crash, and the agent runs it once.
public record InputId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
