package dev.nightdesk.tests.discord;

import dev.nightdesk.tests.twin.Fault;

/// How Discord says no to a call.
public sealed interface DiscordFault extends Fault.Refused {
  /// 429 with `Retry-After`.
  record TooMany(int seconds, boolean global) implements DiscordFault {
    @Override
    public RuntimeException refusal() {
      return Refusal.tooMany(seconds, global);
    }
  }

  /// Any other.
  ///
  /// @param code Discord's own, like 50013
  record Refuse(int status, int code, String message) implements DiscordFault {
    @Override
    public RuntimeException refusal() {
      return Refusal.of(status, code, message);
    }
  }
}
