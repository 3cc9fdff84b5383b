package dev.nightdesk.sessions.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads a growing journal line by line from a given place, whatever stands in it.
///
/// A line may be of any length up to [#MAX_LINE_BYTES] (one answer of 2 MiB is one line); a longer
/// one is skipped to its newline and told as [JournalLine.TooLong]. Never waits: at the end of the
/// file [#next] returns `null` and may be called again when the file has grown. One thread.
public final class JournalReader implements AutoCloseable {
  /// Of one line without its newline. Read and understood it takes about eight times its length,
  /// and as many agents as may live must be able to print one at the same time.
  public static final int MAX_LINE_BYTES = 8 * 1024 * 1024;

  /// What is kept of a line that is too long or unfinished.
  static final int HEAD_BYTES = 16 * 1024;

  static final int FIRST_BUFFER_BYTES = 64 * 1024;

  /// Each read goes through native memory of this size, whatever the line's length.
  private static final int READ_AT_ONCE = 128 * 1024;

  /// Not a channel: that one would break when its thread is interrupted.
  private final RandomAccessFile file;

  private final int maxLineBytes;

  /// The line begun lies in `buffer` from `start` to `filled`; up to `searched` it has no newline.
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];

  private int start;
  private int searched;
  private int filled;

  /// The file's place of `buffer[start]`, were nothing skipped.
  private long place;

  /// Bytes of the line begun that were thrown away, behind the head that is kept in the buffer.
  private long skipped;

  private JournalReader(RandomAccessFile file, long from, int maxLineBytes) {
    this.file = file;
    this.place = from;
    this.maxLineBytes = maxLineBytes;
  }

  /// Opens a journal at the place behind a line.
  ///
  /// @param from bytes from the start; a place past the end, as after a power cut, means the end
  public static JournalReader open(Path file, long from) throws IOException {
    return open(file, from, MAX_LINE_BYTES);
  }

  static JournalReader open(Path file, long from, int maxLineBytes) throws IOException {
    var opened = new RandomAccessFile(file.toFile(), "r");
    return new JournalReader(opened, Math.min(from, opened.length()), maxLineBytes);
  }

  /// The next line that has its newline, `null` when none is there yet.
  public @Nullable JournalLine next() throws IOException {
    do {
      while (searched < filled) {
        if (buffer[searched] == '\n') {
          return take(searched);
        }
        searched++;
      }
    } while (fill());
    return null;
  }

  /// What stands behind the last newline, `null` for nothing. To be asked when nobody writes any
  /// more and [#next] has returned `null`.
  public @Nullable JournalLine rest() {
    if (filled == start) {
      return null;
    }
    long end = place + skipped + (filled - start);
    var rest = new JournalLine.Unfinished(end, text(Math.min(filled, start + keptHead())));
    beginLine(filled, end);
    return rest;
  }

  /// The place behind the last line that was returned.
  public long place() {
    return place;
  }

  private JournalLine take(int newline) {
    long length = skipped + (newline - start);
    long end = place + length + 1;
    var line =
        length > maxLineBytes
            ? new JournalLine.TooLong(end, text(Math.min(newline, start + keptHead())), length)
            : new JournalLine.Whole(end, text(newline));
    beginLine(newline + 1, end);
    return line;
  }

  private void beginLine(int at, long atPlace) {
    start = at;
    searched = at;
    place = atPlace;
    skipped = 0;
  }

  private String text(int end) {
    return new String(buffer, start, end - start, StandardCharsets.UTF_8);
  }

  /// Reads on; false at the end of the file.
  private boolean fill() throws IOException {
    makeRoom();
    int wanted = Math.min(READ_AT_ONCE, buffer.length - filled);
    long from = place + skipped + (filled - start);
    file.seek(from);
    int read = file.read(buffer, filled, wanted);
    if (read <= 0) {
      return false;
    }
    filled += read;
    return true;
  }

  private void makeRoom() {
    int begun = filled - start;
    if (begun > maxLineBytes || skipped > 0) {
      skipped += begun - keptHead();
      moveTo(firstBuffer(), keptHead());
    } else if (begun == 0) {
      moveTo(firstBuffer(), 0);
    } else if (begun == buffer.length) {
      moveTo(new byte[(int) Math.min(2L * begun, maxLineBytes + 1L)], begun);
    } else if (filled == buffer.length) {
      moveTo(buffer, begun);
    }
  }

  private int keptHead() {
    return Math.min(HEAD_BYTES, maxLineBytes);
  }

  /// A buffer that grew for one long line is given back.
  private byte[] firstBuffer() {
    return buffer.length == FIRST_BUFFER_BYTES ? buffer : new byte[FIRST_BUFFER_BYTES];
  }

  private void moveTo(byte[] target, int count) {
    System.arraycopy(buffer, start, target, 0, count);
    buffer = target;
    start = 0;
    filled = count;
    searched = count;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
