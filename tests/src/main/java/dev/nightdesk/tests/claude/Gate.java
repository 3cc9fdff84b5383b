package dev.nightdesk.tests.claude;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Where streams stand still until a test lets them go on.
final class Gate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private long passes;
  private boolean open;

  /// How often it was opened: a stream that stands still remembers when it came.
  long passes() {
    lock.lock();
    try {
      return passes;
    } finally {
      lock.unlock();
    }
  }

  /// Lets everybody pass who waits now.
  void letPass() {
    lock.lock();
    try {
      passes++;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Stays open from now on.
  void stayOpen() {
    lock.lock();
    try {
      open = true;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits a moment.
  ///
  /// @param since what [#passes] was on coming
  /// @return whether one may pass
  boolean await(long since, Duration moment) {
    long left = moment.toNanos();
    lock.lock();
    try {
      while (passes == since && !open && left > 0) {
        left = opened.awaitNanos(left);
      }
      return passes != since || open;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
