package dev.nightdesk.tests.discord;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What goes wrong with a call.
public sealed interface Fault {
  /// 429 with `Retry-After`; nothing happens.
  record TooMany(int seconds, boolean global) implements Fault {}

  /// The server says no; nothing happens.
  ///
  /// @param code Discord's own, like 50013
  record Refuse(int status, int code, String message) implements Fault {}

  /// The connection is cut after the request was read; nothing happens.
  record CutBefore() implements Fault {}

  /// It happens, and the connection is cut instead of an answer.
  record CutAfter() implements Fault {}

  /// It happens, and the answer breaks off in the middle.
  record CutInAnswer() implements Fault {}

  /// A proxy answers with a page of its own; nothing happens.
  record ProxyPage(int status) implements Fault {}

  /// It happens, and a proxy answers with a page of its own.
  record ProxyPageAfter(int status) implements Fault {}

  /// Nothing happens, and the answer is this, with status 200.
  record Nonsense(String body) implements Fault {}

  /// It happens, and the answer takes this long.
  record Slow(Duration time) implements Fault {}

  /// The call waits at the gate before anything happens.
  record HoldBefore(Gate gate) implements Fault {}

  /// It happens, and the answer waits at the gate.
  record HoldAfter(Gate gate) implements Fault {}

  /// Where calls wait until a test lets them go. Opens once, for all.
  final class Gate {
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
}
