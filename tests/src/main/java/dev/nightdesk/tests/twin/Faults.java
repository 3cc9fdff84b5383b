package dev.nightdesk.tests.twin;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What is to go wrong, by the names that the twin gives to calls; `*` stands for every call. Safe
/// for any thread.
public final class Faults {
  private static final String ANY = "*";

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Queue<Fault>> once = new HashMap<>();
  private final Map<String, Fault> always = new HashMap<>();
  private final UnaryOperator<String> spelling;

  /// @param spelling makes of a name what it is compared by; may refuse one that nothing has
  Faults(UnaryOperator<String> spelling) {
    this.spelling = spelling;
  }

  private String key(String name) {
    return name.equals(ANY) ? ANY : spelling.apply(name);
  }

  /// The next call of this name not yet spoken for goes wrong like this.
  public void next(String name, Fault fault) {
    next(name, 1, fault);
  }

  public void next(String name, int times, Fault fault) {
    lock.lock();
    try {
      var queue = once.computeIfAbsent(key(name), _ -> new ArrayDeque<>());
      for (int i = 0; i < times; i++) {
        queue.add(fault);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Every call goes wrong like this until [#clear].
  public void always(String name, Fault fault) {
    lock.lock();
    try {
      always.put(key(name), fault);
    } finally {
      lock.unlock();
    }
  }

  public void clear() {
    lock.lock();
    try {
      once.clear();
      always.clear();
    } finally {
      lock.unlock();
    }
  }

  @Nullable Fault take(String called) {
    lock.lock();
    try {
      for (var name : new String[] {key(called), ANY}) {
        var queue = once.get(name);
        if (queue != null && !queue.isEmpty()) {
          return queue.remove();
        }
        if (always.containsKey(name)) {
          return always.get(name);
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }
}
