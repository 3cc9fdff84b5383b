package dev.nightdesk.adapters.discord;

import dev.nightdesk.adapters.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The channels and threads we were spoken to in, or spoke in, since this process began, or that
/// are to be read: the others are none of our business when they are gone. Safe for any thread.
final class Familiar {
  /// Beyond it, the one longest not seen is forgotten. A guild that throws us out brings no more
  /// than this at once.
  static final int MOST = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Boolean> channels =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST;
        }
      };

  /// A thread's channel counts, too: there stands the card it hangs under.
  void saw(Place place) {
    lock.lock();
    try {
      channels.put(place.chat(), true);
      if (place.isThread()) {
        channels.put(place.thread(), true);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean knows(String channel) {
    lock.lock();
    try {
      return channels.containsKey(channel);
    } finally {
      lock.unlock();
    }
  }

  void forget(String channel) {
    lock.lock();
    try {
      channels.remove(channel);
    } finally {
      lock.unlock();
    }
  }
}
