package dev.nightdesk.tests.slack;

import dev.nightdesk.tests.twin.Fault;

/// How Slack says no to a call.
public sealed interface SlackFault extends Fault.Refused {
  /// 429 with `Retry-After`.
  record TooMany(int seconds) implements SlackFault {
    @Override
    public RuntimeException refusal() {
      return SlackRefusal.tooMany(seconds);
    }
  }

  /// `ok:false` with this error.
  record Refuse(String error) implements SlackFault {
    @Override
    public RuntimeException refusal() {
      return SlackRefusal.of(error);
    }
  }
}
