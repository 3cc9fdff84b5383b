package dev.nightdesk.tests.world;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Starts a gateway again, once, when it has ended by itself: what a service manager does. The
/// people at the phone go on meanwhile and notice nothing.
public final class Keeper {
  private final Machine machine;
  private final Process gateway;
  private final BlockingQueue<Integer> exits = new ArrayBlockingQueue<>(1);

  private Keeper(Machine machine, Process gateway) {
    this.machine = machine;
    this.gateway = gateway;
  }

  /// Watches from now on.
  ///
  /// @param meanwhile done after the end and before the new start
  public static Keeper watch(Machine machine, Process gateway, Runnable meanwhile) {
    var keeper = new Keeper(machine, gateway);
    Thread.ofVirtual().name("keeper").start(() -> keeper.keep(meanwhile));
    return keeper;
  }

  private void keep(Runnable meanwhile) {
    try {
      int exit = gateway.waitFor();
      meanwhile.run();
      machine.start();
      exits.add(exit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until the gateway had ended and runs again.
  ///
  /// @return how it had ended
  /// @throws AssertionError when it did not
  public int awaitRestart() {
    try {
      var exit = exits.poll(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (exit == null) {
        throw new AssertionError("it did not end and start again. Its log:\n" + machine.logged());
      }
      return exit;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
