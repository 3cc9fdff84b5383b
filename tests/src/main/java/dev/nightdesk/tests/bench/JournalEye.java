package dev.nightdesk.tests.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

  private JournalEye(RandomAccessFile in, RandomAccessFile out, BiConsumer<Mark, Long> noted) {
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

  private static RandomAccessFile atItsEnd(Path incarnation, String name) throws IOException {
    var file = new RandomAccessFile(incarnation.resolve(name).toFile(), "r");
    file.seek(file.length());
    return file;
  }

  private void look(RandomAccessFile in, RandomAccessFile out) {
    try (in;
        out) {
      var ins = new Lines(in);
      var outs = new Lines(out);
      while (!closed) {
        for (String line : ins.grown()) {
          note(line, "user", Mark.PROMPT);
          note(line, "control_response", Mark.VERDICT);
        }
        for (String line : outs.grown()) {
          note(line, "control_request", Mark.REQUEST);
        }
        LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The lines of a file as they are completed. One write may be seen in two parts: Linux lets a
  /// file grow by a page at a time.
  private static final class Lines {
    private final RandomAccessFile file;
    private byte[] begun = {};

    Lines(RandomAccessFile file) {
      this.file = file;
    }

    List<String> grown() throws IOException {
      int more = (int) (file.length() - file.getFilePointer());
      if (more <= 0) {
        return List.of();
      }
      var bytes = Arrays.copyOf(begun, begun.length + more);
      file.readFully(bytes, begun.length, more);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      begun = Arrays.copyOfRange(bytes, end, bytes.length);
      return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
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
