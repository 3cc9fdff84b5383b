package dev.nightdesk.tests.world;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Does once, beside the people at the phone, what must be done when something has broken; they go
/// on meanwhile and notice nothing.
public final class Keeper {
  /// What came of it.
  private record Done(int exit, @Nullable Throwable wrong) {}

  private final Machine machine;
  private final BlockingQueue<Done> ends = new ArrayBlockingQueue<>(1);

  private Keeper(Machine machine) {
    this.machine = machine;
  }

  /// Starts the gateway that runs now again when it has ended by itself: what a service manager
  /// does.
  ///
  /// @param meanwhile done after the end and before the new start
  public static Keeper ofGateway(Machine machine, Runnable meanwhile) {
    Process gateway = machine.gateway();
    return doing(
        machine,
        () -> {
          int exit = gateway.waitFor();
          meanwhile.run();
          machine.start();
          return exit;
        });
  }

  /// Does something while the machine's trap holds the gateway, then lets it go on.
  public static Keeper ofHeld(Machine machine, Runnable meanwhile) {
    return doing(
        machine,
        () -> {
          machine.trap().awaitReached();
          meanwhile.run();
          machine.trap().release();
          return 0;
        });
  }

  private static Keeper doing(Machine machine, Callable<Integer> work) {
    var keeper = new Keeper(machine);
    Thread.ofVirtual().name("keeper").start(() -> keeper.keep(work));
    return keeper;
  }

  private void keep(Callable<Integer> work) {
    try {
      ends.add(new Done(work.call(), null));
    } catch (Exception | AssertionError e) {
      ends.add(new Done(-1, e));
    }
  }

  /// Waits until it is done.
  ///
  /// @return how the gateway had ended; 0 when it was only held
  /// @throws AssertionError when it was not done
  public int await() {
    try {
      var done = ends.poll(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (done == null || done.wrong() != null) {
        throw new AssertionError(
            "nothing broke, or it was not mended. Its log:\n" + machine.logged(),
            done == null ? null : done.wrong());
      }
      return done.exit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
