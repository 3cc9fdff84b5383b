package dev.nightdesk.tests.twin;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Where calls wait until a test lets them go. Opens once, for all. Safe for any thread.
public final class Gate {
  /// A test that forgot to open must not hold up the server for ever.
  private static final long LONGEST_SECONDS = 60;

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);

  void pass() throws InterruptedException {
    reached.countDown();
    if (!opened.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("a gate was never opened");
    }
  }

  /// Waits until a call stands at the gate.
  public void awaitCall() throws InterruptedException {
    if (!reached.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("no call came to the gate");
    }
  }

  public void open() {
    opened.countDown();
  }
}
