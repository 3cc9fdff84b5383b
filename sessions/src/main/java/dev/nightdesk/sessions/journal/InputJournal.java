package dev.nightdesk.sessions.journal;

import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Appends lines to an incarnation's input, each at its own place and once (architecture 4.4).
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
    var bytes = line.bytes();
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long length = channel.size();
      if (length < at) {
        return tampered("%d bytes are missing before the place of this line", at - length);
      }
      int there = (int) Math.min(length - at, bytes.length);
      if (!standsThere(channel, at, bytes, there)) {
        return tampered("other bytes stand at %d", at);
      }
      JournalFailPoint.APPEND_BEGUN.reach();
      return complete(channel, at, bytes, there);
    } catch (NoSuchFileException e) {
      return new Outcome.Refused(Outcome.Reason.INVALID, "there is no journal at " + file);
    } catch (IOException e) {
      return noSpace(e);
    }
  }

  private static Outcome complete(FileChannel channel, long at, byte[] bytes, int there) {
    try {
      int from = there;
      if (JournalFailPoint.APPEND_HALF_WRITTEN.isArmed()) {
        int half = there + (bytes.length - there) / 2;
        write(channel, at, bytes, from, half);
        JournalFailPoint.APPEND_HALF_WRITTEN.reach();
        from = half;
      }
      write(channel, at, bytes, from, bytes.length);
    } catch (IOException e) {
      return noSpace(e);
    }
    JournalFailPoint.APPEND_ENDED.reach();
    return new Outcome.Done();
  }

  private static void write(FileChannel channel, long at, byte[] bytes, int from, int to)
      throws IOException {
    var piece = ByteBuffer.wrap(bytes, from, to - from);
    while (piece.hasRemaining()) {
      channel.write(piece, at + piece.position());
    }
  }

  private static boolean standsThere(FileChannel channel, long at, byte[] bytes, int count)
      throws IOException {
    var piece = ByteBuffer.allocate(Math.min(count, COMPARED_AT_ONCE));
    int compared = 0;
    while (compared < count) {
      piece.clear().limit(Math.min(piece.capacity(), count - compared));
      int read = channel.read(piece, at + compared);
      if (read <= 0 || !Arrays.equals(bytes, compared, compared + read, piece.array(), 0, read)) {
        return false;
      }
      compared += read;
    }
    return true;
  }

  private static Outcome tampered(String words, long number) {
    return new Outcome.Refused(Outcome.Reason.TAMPERED, words.formatted(number));
  }

  private static Outcome noSpace(IOException why) {
    return new Outcome.Refused(Outcome.Reason.NO_SPACE, String.valueOf(why.getMessage()));
  }
}
