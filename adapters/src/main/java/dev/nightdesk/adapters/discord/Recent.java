package dev.nightdesk.adapters.discord;

import dev.nightdesk.adapters.Inbound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// What was brought lately. After a reconnect the same message may come twice, live and from the
/// history; the door would take the second as nothing, at the price of a write. Safe for any
/// thread.
final class Recent {
  static final int FORGET_BEYOND = 4_096;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Boolean> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > FORGET_BEYOND;
        }
      };

  /// What of it is new.
  List<Inbound> newAmong(List<Inbound> together) {
    lock.lock();
    try {
      return together.stream().filter(each -> known.get(each.sourceId()) == null).toList();
    } finally {
      lock.unlock();
    }
  }

  void taken(List<Inbound> together) {
    lock.lock();
    try {
      together.forEach(each -> known.put(each.sourceId(), true));
    } finally {
      lock.unlock();
    }
  }
}
