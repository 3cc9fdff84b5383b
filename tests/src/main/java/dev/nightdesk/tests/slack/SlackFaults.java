package dev.nightdesk.tests.slack;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What is to go wrong, by method; `*` stands for every method. Besides the methods there are
/// `upload` (the bytes of a file), `file` (a download), `ws` (the upgrade to a socket) and
/// `response` (a `response_url`). Safe for any thread.
public final class SlackFaults {
  private static final String ANY = "*";

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Queue<Fault>> once = new HashMap<>();
  private final Map<String, Fault> always = new HashMap<>();

  /// The next call of `method` not yet spoken for goes wrong like this.
  public void next(String method, Fault fault) {
    next(method, 1, fault);
  }

  public void next(String method, int times, Fault fault) {
    lock.lock();
    try {
      var queue = once.computeIfAbsent(method, _ -> new ArrayDeque<>());
      for (int i = 0; i < times; i++) {
        queue.add(fault);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Every call goes wrong like this until [#clear].
  public void always(String method, Fault fault) {
    lock.lock();
    try {
      always.put(method, fault);
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

  @Nullable Fault take(String method) {
    lock.lock();
    try {
      for (var name : new String[] {method, ANY}) {
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
