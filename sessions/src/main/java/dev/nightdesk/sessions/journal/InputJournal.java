package dev.nightdesk.sessions.journal;

import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Appends lines to an incarnation's input, each at its own place and once.
///
/// The place decides: a line that stands there already is done, a part of it is completed, anything
/// else was written by somebody else. A broken line would kill the agent, so a part is never left
/// for another line. One thread at a time per file; nothing is forced to the disk, because after a
/// power cut the agent is dead and open inputs go to its next incarnation.
public final class InputJournal {
  private static final int COMPARED_AT_ONCE = 64 * 1024;

  private final Path file;

  public InputJournal(Path file) {
    this.file = file;
  }

  /// Makes the line stand at `at`, whatever part of it stands there now.
  ///
  /// @param at bytes before the line
  /// @return [Outcome.Reason#NO_SPACE] when the disk takes no more: what was written stays, and the
  ///   same call completes it later; [Outcome.Reason#TAMPERED] when other bytes stand there or
  ///   bytes before it are missing; [Outcome.Reason#INVALID] without a file
  public Outcome append(long at, InputLine line) {
    if (!Files.exists(file)) {
      return new Outcome.Refused(Outcome.Reason.INVALID, "there is no journal at " + file);
    }
    // Not a channel: that one would break in mid-line when its thread is interrupted.
    try (var journal = new RandomAccessFile(file.toFile(), "rw")) {
      return append(journal, at, line.bytes());
    } catch (IOException e) {
      return new Outcome.Refused(Outcome.Reason.NO_SPACE, String.valueOf(e.getMessage()));
    }
  }

  private static Outcome append(RandomAccessFile journal, long at, byte[] bytes)
      throws IOException {
    long length = journal.length();
    if (length < at) {
      return tampered("%d bytes are missing before the place of this line", at - length);
    }
    int there = (int) Math.min(length - at, bytes.length);
    journal.seek(at);
    if (!standsThere(journal, bytes, there)) {
      return tampered("other bytes stand at %d", at);
    }
    JournalFailPoint.APPEND_BEGUN.reach();
    if (JournalFailPoint.APPEND_HALF_WRITTEN.isArmed()) {
      int half = (bytes.length - there) / 2;
      journal.write(bytes, there, half);
      JournalFailPoint.APPEND_HALF_WRITTEN.reach();
      there += half;
    }
    journal.write(bytes, there, bytes.length - there);
    JournalFailPoint.APPEND_ENDED.reach();
    return new Outcome.Done();
  }

  /// Reads on from the file's present place.
  private static boolean standsThere(RandomAccessFile journal, byte[] bytes, int count)
      throws IOException {
    var piece = new byte[Math.min(count, COMPARED_AT_ONCE)];
    int compared = 0;
    while (compared < count) {
      int read = journal.read(piece, 0, Math.min(piece.length, count - compared));
      if (read <= 0 || !Arrays.equals(bytes, compared, compared + read, piece, 0, read)) {
        return false;
      }
      compared += read;
    }
    return true;
  }

  private static Outcome tampered(String words, long number) {
    return new Outcome.Refused(Outcome.Reason.TAMPERED, words.formatted(number));
  }
}
