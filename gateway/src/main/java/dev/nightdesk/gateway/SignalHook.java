package dev.nightdesk.gateway;

import java.util.concurrent.CountDownLatch;

/// How the program ends when it is told to from outside.
final class SignalHook {
  private SignalHook() {}

  /// On SIGTERM, SIGINT or SIGHUP: ends the gateway, then the process.
  static void onSignal(AutoCloseable gateway, CountDownLatch ended) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(gateway, ended), "end"));
  }

  private static void end(AutoCloseable gateway, CountDownLatch ended) {
    try {
      gateway.close();
    } catch (Exception e) {
      throw new IllegalStateException("the gateway could not be ended in order", e);
    } finally {
      ended.countDown();
    }
  }
}
