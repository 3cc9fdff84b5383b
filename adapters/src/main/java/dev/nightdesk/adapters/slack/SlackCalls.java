package dev.nightdesk.adapters.slack;

import dev.nightdesk.adapters.MessageRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Whom our messages call by name, so that an edit goes on showing it: Slack rings once, when the
/// message comes. Forgotten, and after a restart, an edit shows the card without the names. Safe
/// for any thread.
final class SlackCalls {
  /// Only live cards are edited, and there are never so many of them.
  static final int FORGET_BEYOND = 2_048;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<MessageRef, Set<String>> called = new LinkedHashMap<>();

  void remember(MessageRef message, Set<String> users) {
    if (users.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      called.put(message, Set.copyOf(users));
      if (called.size() > FORGET_BEYOND) {
        called.remove(called.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  Set<String> of(MessageRef message) {
    lock.lock();
    try {
      return called.getOrDefault(message, Set.of());
    } finally {
      lock.unlock();
    }
  }
}
