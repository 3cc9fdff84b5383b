package dev.nightdesk.gateway.desk;

import java.time.Duration;
import java.time.Instant;

/// An open window in which one stranger may join by a code (OVER-2).
///
/// @param code six characters, shown only at the console or to the owner
/// @param tries wrong codes so far
public record Pairing(String code, Role role, Instant openedAt, int tries) {
  public static final int MAX_TRIES = 5;
  public static final Duration OPEN_FOR = Duration.ofMinutes(10);
  public static final int CODE_LENGTH = 6;

  public boolean isOpen(Instant at) {
    return tries < MAX_TRIES && at.isBefore(openedAt.plus(OPEN_FOR));
  }

  Pairing missed() {
    return new Pairing(code, role, openedAt, tries + 1);
  }
}
