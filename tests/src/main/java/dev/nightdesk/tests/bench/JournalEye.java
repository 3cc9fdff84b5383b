package dev.nightdesk.tests.bench;

import dev.nightdesk.sessions.journal.JournalReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/// Looks at one session's journal again and again and notes when lines of interest appear. Late by
/// the time between two looks, and costs a few percent of one processor: open it only while moments
/// are wanted.
final class JournalEye implements AutoCloseable {
  /// Linux adds some 50 µs of its own.
  private static final long BETWEEN_LOOKS_NANOS = 50_000;

  private final BiConsumer<Mark, Long> noted;
  private final Thread looking;
  private volatile boolean closed;

  private JournalEye(JournalReader in, JournalReader out, BiConsumer<Mark, Long> noted) {
    this.noted = noted;
    this.looking = Thread.ofPlatform().daemon().name("journal eye").unstarted(() -> look(in, out));
  }

  /// @param incarnation the folder with `in.jsonl` and `out.jsonl`; what is there now is skipped
  /// @param noted gets each mark and its [System#nanoTime]
  static JournalEye open(Path incarnation, BiConsumer<Mark, Long> noted) throws IOException {
    // Here and not on its thread, which may begin late: what comes from now on is seen.
    var eye =
        new JournalEye(
            atItsEnd(incarnation, "in.jsonl"), atItsEnd(incarnation, "out.jsonl"), noted);
    eye.looking.start();
    return eye;
  }

  private static JournalReader atItsEnd(Path incarnation, String name) throws IOException {
    return JournalReader.open(incarnation.resolve(name), Long.MAX_VALUE);
  }

  private void look(JournalReader in, JournalReader out) {
    try (in;
        out) {
      while (!closed) {
        for (var line = in.next(); line != null; line = in.next()) {
          note(line.text(), "user", Mark.PROMPT);
          note(line.text(), "control_response", Mark.VERDICT);
        }
        for (var line = out.next(); line != null; line = out.next()) {
          note(line.text(), "control_request", Mark.REQUEST);
        }
        LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(String line, String type, Mark mark) {
    if (line.startsWith("{\"type\":\"" + type + "\"")) {
      noted.accept(mark, System.nanoTime());
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      looking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
