package dev.nightdesk.gateway.flow;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the work of many lanes side by side, each lane's one at a time. A lane has a thread only
/// while it has something to do or to wait for; nobody polls: whoever commits work for a lane wakes
/// it.
///
/// Safe for any thread.
final class Lanes<K> {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

  /// After work that failed, the lane rests so long before it is looked at again.
  static final Backoff REST = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));

  /// What a lane does when it is woken.
  @FunctionalInterface
  interface Work<K> {
    /// Does all that is due in the lane.
    ///
    /// @return how long until there is more to do without being woken; empty when nothing is left
    Optional<Duration> run(K lane) throws InterruptedException;
  }

  private static final class Lane {
    final Condition woken;
    boolean again = true;

    Lane(Condition woken) {
      this.woken = woken;
    }
  }

  private final Crew crew;
  private final Work<K> work;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition emptied = lock.newCondition();
  private final Map<K, Lane> open = new HashMap<>();
  private boolean draining;

  Lanes(Crew crew, Work<K> work) {
    this.crew = crew;
    this.work = work;
  }

  /// There is, or may be, something to do in this lane. Never waits. When the crew is full the lane
  /// stays as it is; the next [#wake] tries again.
  void wake(K key) {
    lock.lock();
    try {
      if (draining) {
        return;
      }
      Lane lane = open.get(key);
      if (lane != null) {
        lane.again = true;
        lane.woken.signal();
        return;
      }
      Lane fresh = new Lane(lock.newCondition());
      open.put(key, fresh);
      if (!crew.start(key.toString(), () -> serve(key, fresh))) {
        open.remove(key);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lets every lane finish the piece of work it is at, and begins none: what is left stays in the
  /// store. Idempotent.
  ///
  /// @return whether all were done in time
  boolean drain(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      draining = true;
      open.values().forEach(lane -> lane.woken.signal());
      while (!open.isEmpty() && left > 0) {
        left = emptied.awaitNanos(left);
      }
      return open.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Whether work of several pieces should end after the present one.
  boolean draining() {
    lock.lock();
    try {
      return draining;
    } finally {
      lock.unlock();
    }
  }

  /// Lanes at work or waiting for their time.
  int size() {
    lock.lock();
    try {
      return open.size();
    } finally {
      lock.unlock();
    }
  }

  private void serve(K key, Lane lane) throws InterruptedException {
    int failures = 0;
    try {
      while (begin(lane)) {
        Optional<Duration> next;
        try {
          next = work.run(key);
          failures = 0;
        } catch (RuntimeException e) {
          failures++;
          LOG.error("lane={} failures={} event=lane-failed", key, failures, e);
          next = Optional.of(REST.after(failures));
        }
        if (!await(key, lane, next)) {
          return;
        }
      }
    } finally {
      leave(key, lane);
    }
  }

  private void leave(K key, Lane lane) {
    lock.lock();
    try {
      open.remove(key, lane);
      if (open.isEmpty()) {
        emptied.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean begin(Lane lane) {
    lock.lock();
    try {
      lane.again = false;
      return !draining && !Thread.currentThread().isInterrupted();
    } finally {
      lock.unlock();
    }
  }

  /// Returns false when the lane has nothing left and is closed, in one breath with looking.
  private boolean await(K key, Lane lane, Optional<Duration> next) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (next.isEmpty() && !lane.again) {
        open.remove(key, lane);
        return false;
      }
      long left = next.map(Duration::toNanos).orElse(0L);
      while (!lane.again && !draining && left > 0) {
        left = lane.woken.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
