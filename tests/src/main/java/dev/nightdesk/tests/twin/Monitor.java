package dev.nightdesk.tests.twin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// State behind one lock. Every change wakes whoever waits for one. Safe for any thread.
public abstract class Monitor {
  /// How long a test waits for what it expects before it fails.
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  /// For those who wait in a loop of their own.
  public final ReentrantLock lock = new ReentrantLock();

  public final Condition changed = lock.newCondition();

  /// The state in words, for a failed test. Called under the lock.
  protected abstract String told();

  /// Reads or changes the state alone, then wakes everybody.
  public final <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  public final void alone(Runnable work) {
    locked(() -> {
      work.run();
      return true;
    });
  }

  /// Waits on the changes of the state until `look` sees something.
  ///
  /// @throws AssertionError when patience ends, with the state in words
  public final <T> T await(String what, Duration patience, Supplier<Optional<T>> look) {
    lock.lock();
    try {
      long left = patience.toNanos();
      var seen = look.get();
      while (seen.isEmpty()) {
        if (left <= 0) {
          throw new AssertionError(
              "waited %s in vain for %s; %s".formatted(patience, what, told()));
        }
        left = changed.awaitNanos(left);
        seen = look.get();
      }
      return seen.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }

  public final <T> T await(String what, Supplier<Optional<T>> look) {
    return await(what, PATIENCE, look);
  }

  public final void awaitThat(String what, BooleanSupplier so) {
    await(what, () -> so.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }
}
