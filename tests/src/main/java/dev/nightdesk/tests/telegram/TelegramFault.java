package dev.nightdesk.tests.telegram;

import dev.nightdesk.tests.twin.Fault;

/// How Telegram says no to a call.
public sealed interface TelegramFault extends Fault.Refused {
  /// 429 with `retry_after`.
  record TooMany(int seconds) implements TelegramFault {
    @Override
    public RuntimeException refusal() {
      return TwinRefusal.tooMany(seconds);
    }
  }

  /// Any other.
  record Refuse(int code, String description) implements TelegramFault {
    @Override
    public RuntimeException refusal() {
      return TwinRefusal.of(code, description);
    }
  }
}
