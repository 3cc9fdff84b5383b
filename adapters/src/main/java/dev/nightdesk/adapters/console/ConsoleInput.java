package dev.nightdesk.adapters.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// What is typed, line by line. A read from a terminal can be neither interrupted nor closed, so it
/// has a daemon thread of its own, and whoever waits for lines can leave at any time.
final class ConsoleInput {
  /// UTF-16 units of a line; a longer one is skipped whole.
  static final int MAX_LINE = 100_000;

  /// Lines read ahead; then the reader parks and the pipe fills.
  private static final int READ_AHEAD = 16;

  private final BufferedReader in;
  private final BlockingQueue<Typed> lines = new ArrayBlockingQueue<>(READ_AHEAD);
  private final AtomicBoolean started = new AtomicBoolean();

  ConsoleInput(InputStream in) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /// What came of one read.
  sealed interface Typed {
    record Line(String text) implements Typed {}

    record TooLong() implements Typed {}

    /// There is nothing more, now or later.
    record End() implements Typed {}
  }

  /// Begins to read. Idempotent.
  void start() {
    if (started.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("console-input").start(this::readAll);
    }
  }

  Typed next() throws InterruptedException {
    var typed = lines.take();
    if (typed instanceof Typed.End) {
      end();
    }
    return typed;
  }

  /// Lets everybody who waits see the end.
  void end() {
    lines.clear();
    lines.add(new Typed.End());
  }

  private void readAll() {
    try {
      Typed typed;
      do {
        typed = read();
        lines.put(typed);
      } while (!(typed instanceof Typed.End));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Typed read() {
    var line = new StringBuilder();
    try {
      var unit = in.read();
      if (unit < 0) {
        return new Typed.End();
      }
      for (; unit >= 0 && unit != '\n'; unit = in.read()) {
        if (line.length() <= MAX_LINE) {
          line.append((char) unit);
        }
      }
    } catch (IOException e) {
      // The terminal is gone, or closed under us: the end of input either way.
      return new Typed.End();
    }
    if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return line.length() > MAX_LINE ? new Typed.TooLong() : new Typed.Line(line.toString());
  }
}
