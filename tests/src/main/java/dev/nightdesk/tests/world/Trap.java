package dev.nightdesk.tests.world;

import dev.nightdesk.sessions.FailPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// A named point in a gateway that runs, set when a test likes. It snaps once.
public final class Trap {
  private static final Duration LOOK_EVERY = Duration.ofMillis(2);

  private final Path file;
  private final Path reached;

  /// @param folder where nobody else writes
  Trap(Path folder) {
    this.file = folder.resolve("trap");
    this.reached = folder.resolve("trap.reached");
  }

  /// For a gateway that is to mind this trap.
  Map<String, String> environment() {
    return Map.of(FailPoint.VARIABLE, "@" + file);
  }

  /// Whoever comes to the point next halts the gateway there.
  public void halt(FailPoint point) {
    set("halt " + point.name());
  }

  /// Whoever comes to the point next waits there, until [#release].
  public void hold(FailPoint point) {
    set("hold " + point.name());
  }

  private void set(String order) {
    try {
      Files.deleteIfExists(reached);
      Path draft = Files.writeString(file.resolveSibling("trap.draft"), order);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until somebody is held.
  public void awaitReached() {
    long end = System.nanoTime() + Machine.PATIENCE.toNanos();
    while (!Files.exists(reached)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nobody came to where the trap stands");
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  public void release() {
    try {
      Files.delete(reached);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
