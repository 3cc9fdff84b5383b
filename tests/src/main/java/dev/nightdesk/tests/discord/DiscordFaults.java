package dev.nightdesk.tests.discord;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What is to go wrong, by the names of [Routes]; `*` stands for every call, `connect` for the way
/// into the gateway, `file` for the fetching of a file. Safe for any thread.
public final class DiscordFaults {
  private static final String ANY = "*";

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Queue<Fault>> once = new HashMap<>();
  private final Map<String, Fault> always = new HashMap<>();

  /// The next call of `name` not yet spoken for goes wrong like this.
  public void next(String name, Fault fault) {
    next(name, 1, fault);
  }

  public void next(String name, int times, Fault fault) {
    lock.lock();
    try {
      var queue = once.computeIfAbsent(known(name), _ -> new ArrayDeque<>());
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
      always.put(known(name), fault);
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

  /// A misspelt name would make a test pass in which nothing goes wrong.
  private static String known(String name) {
    if (!name.equals(ANY) && !Routes.NAMES.contains(name)) {
      throw new IllegalArgumentException(name + " is none of " + Routes.NAMES);
    }
    return name;
  }

  @Nullable Fault take(String called) {
    lock.lock();
    try {
      for (var name : new String[] {called, ANY}) {
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
