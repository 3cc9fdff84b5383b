package dev.nightdesk.adapters.discord;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What came in over one connection and was not brought yet. Whoever adds never waits. Beyond its
/// bound it ends: what came in before is still brought, what comes later is lost here and has to be
/// read from the history, over a new connection. Safe for any thread.
final class Waiting {
  /// While the gateway takes nothing, a busy server says this much in about an hour.
  static final int MOST = 5_000;

  /// Why nothing more comes.
  ///
  /// @param code of the connection's end, or 0
  record End(int code, String why) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Happening> waiting = new ArrayDeque<>();
  private @Nullable End end;

  /// Puts it behind all others; false when it is lost.
  boolean add(Happening happening) {
    lock.lock();
    try {
      if (end != null) {
        return false;
      }
      if (waiting.size() >= MOST) {
        end(new End(0, "too much waits to be taken"));
        return false;
      }
      waiting.add(happening);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Nothing more will come; the first reason counts.
  void end(End why) {
    lock.lock();
    try {
      if (end == null) {
        end = why;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Forgets what waits, too.
  void close() {
    lock.lock();
    try {
      waiting.clear();
      end(new End(0, "closed"));
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the oldest.
  ///
  /// @return empty when nothing more comes, or nothing came within the limit
  Optional<Happening> take(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (waiting.isEmpty() && end == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      return Optional.ofNullable(waiting.poll());
    } finally {
      lock.unlock();
    }
  }

  /// Empty while more may come.
  Optional<End> end() {
    lock.lock();
    try {
      return Optional.ofNullable(end);
    } finally {
      lock.unlock();
    }
  }
}
