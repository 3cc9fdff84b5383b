package dev.nightdesk.tests.world;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Somebody at the keyboard of a program that runs, who sees all that it prints. Close it, and the
/// program is dead.
public final class Typist implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  private final Process process;
  // Guarded by itself.
  private final StringBuilder screen = new StringBuilder();
  private final Thread eyes;

  Typist(Process process) {
    this.process = process;
    this.eyes = Thread.ofVirtual().name("screen").start(this::read);
  }

  private void read() {
    var piece = new char[1_024];
    try (Reader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (int length = out.read(piece); length >= 0; length = out.read(piece)) {
        show(new String(piece, 0, length));
      }
    } catch (IOException e) {
      show("(its output broke: " + e.getMessage() + ")");
    }
  }

  private void show(String words) {
    synchronized (screen) {
      screen.append(words);
    }
  }

  public void type(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(screen(), e);
    }
  }

  /// What Ctrl-D is in a terminal.
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What Ctrl-C is in a terminal.
  public void interrupt() {
    try {
      if (Signals.send("INT", process.pid()) != 0) {
        throw new AssertionError("it was gone already:\n" + screen());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Waits until the screen shows these words.
  public void await(String words) {
    long end = System.nanoTime() + Machine.PATIENCE.toNanos();
    while (!screen().contains(words)) {
      if (System.nanoTime() > end || !(process.isAlive() || eyes.isAlive())) {
        throw new AssertionError("“" + words + "” never came. The screen:\n" + screen());
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /// Waits until the program has ended by itself and everything it said is on the screen.
  ///
  /// @return its exit code
  public int awaitEnd() {
    try {
      if (!process.waitFor(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS)
          || !eyes.join(Machine.PATIENCE)) {
        throw new AssertionError("it did not end. The screen:\n" + screen());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// All that was printed so far.
  public String screen() {
    synchronized (screen) {
      return screen.toString();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
