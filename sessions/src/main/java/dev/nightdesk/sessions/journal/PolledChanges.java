package dev.nightdesk.sessions.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells of no change; just says how long to wait before looking: 5 ms after something came, up to
/// 100 ms in silence.
final class PolledChanges implements DirectoryWatch {
  static final Duration FIRST_WAIT = Duration.ofMillis(5);
  static final Duration LAST_WAIT = Duration.ofMillis(100);

  private static final int DOUBLINGS = 5;

  private final CountDownLatch closed = new CountDownLatch(1);

  @Override
  public Waiter watch(Path folder) {
    return new Waiter() {
      @Override
      public void await(int quietRounds) throws InterruptedException {
        var _ = closed.await(waitAfter(quietRounds).toNanos(), TimeUnit.NANOSECONDS);
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  static Duration waitAfter(int quietRounds) {
    var wait = FIRST_WAIT.multipliedBy(1L << Math.min(quietRounds, DOUBLINGS));
    return wait.compareTo(LAST_WAIT) < 0 ? wait : LAST_WAIT;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
