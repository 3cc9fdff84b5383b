package dev.nightdesk.sessions.journal;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Puts the journal of an incarnation away: compressed first, dropped later.
///
/// Only for one that is over and read to its end; who calls knows that, and calls for one
/// incarnation from one thread at a time. Each call may be repeated and may be cut off at any line:
/// every file stands there whole, as it was or compressed.
public final class JournalArchive {
  /// Behind the name of a file that was compressed.
  static final String COMPRESSED = ".gz";

  /// Behind the name of one that is being written.
  static final String DRAFT = ".draft";

  private static final int PIECE_BYTES = 64 * 1024;

  private JournalArchive() {}

  /// When it ended: its exit tells, or, where the launcher could not write it, whatever of it
  /// changed last. By the wall clock, and the same however it is put away; empty when no file is
  /// left.
  public static Optional<Instant> endedAt(IncarnationDirectory files) throws IOException {
    if (Files.exists(files.exit())) {
      return Optional.of(Files.getLastModifiedTime(files.exit()).toInstant());
    }
    @Nullable Instant last = null;
    for (var file : Stream.concat(files.journal().stream(), Stream.of(files.pids())).toList()) {
      for (var form : List.of(file, compressed(file))) {
        if (Files.exists(form)) {
          var changed = Files.getLastModifiedTime(form).toInstant();
          last = last == null || changed.isAfter(last) ? changed : last;
        }
      }
    }
    return Optional.ofNullable(last);
  }

  /// Whether a file of its journal is not compressed yet.
  public static boolean isOpen(IncarnationDirectory files) throws IOException {
    for (var file : files.journal()) {
      if (Files.exists(file) && Files.size(file) > 0) {
        return true;
      }
    }
    return false;
  }

  /// Whether anything of its journal is left.
  public static boolean isThere(IncarnationDirectory files) {
    return files.journal().stream().flatMap(JournalArchive::forms).anyMatch(Files::exists);
  }

  /// Compresses its files, each at once or not at all. An empty one has nothing to give.
  ///
  /// @throws InterruptedIOException when the thread is interrupted; what was begun is left to the
  ///   next call
  public static void compress(IncarnationDirectory files) throws IOException {
    for (var file : files.journal()) {
      if (!Files.exists(file) || Files.size(file) == 0) {
        continue;
      }
      // Both stand there only when the last call was cut off between the two steps below.
      if (!Files.exists(compressed(file))) {
        try (var in = new FileInputStream(file.toFile())) {
          write(compressed(file), in, Files.getLastModifiedTime(file), true);
        }
      }
      ArchiveFailPoint.ARCHIVE_RENAMED.reach();
      Files.delete(file);
      ArchiveFailPoint.ARCHIVE_DELETED.reach();
    }
  }

  /// Makes a journal readable that was put away and is wanted all the same, as by a database that
  /// was brought back from an old copy: what was compressed is as it was, what was dropped is
  /// empty. Does nothing to one that was never put away, or never claimed.
  public static void bringBack(IncarnationDirectory files) throws IOException {
    if (!files.isClaimed()) {
      return;
    }
    for (var file : files.journal()) {
      var compressed = compressed(file);
      if (!Files.exists(compressed)) {
        continue;
      }
      if (!Files.exists(file)) {
        try (var in = new Salvage(new FileInputStream(compressed.toFile()))) {
          write(file, in, Files.getLastModifiedTime(compressed), false);
        }
      }
      Files.delete(compressed);
    }
    files.prepare();
  }

  /// Deletes its journal and leaves the few bytes that tell that it lived and how it ended, without
  /// which it could be started a second time.
  public static void dropJournal(IncarnationDirectory files) throws IOException {
    for (var file : files.journal().stream().flatMap(JournalArchive::forms).toList()) {
      Files.deleteIfExists(file);
    }
  }

  /// Deletes all of it. Only when a later incarnation has lived. Its end goes last, so that one
  /// that is cut off here is still as old as it is.
  public static void drop(IncarnationDirectory files) throws IOException {
    try (var all = Files.list(files.path())) {
      for (var file : all.filter(file -> !file.equals(files.exit())).toList()) {
        Files.delete(file);
      }
    }
    ArchiveFailPoint.ARCHIVE_HALF_DROPPED.reach();
    Files.deleteIfExists(files.exit());
    Files.delete(files.path());
  }

  private static Path compressed(Path file) {
    return file.resolveSibling(file.getFileName() + COMPRESSED);
  }

  private static Stream<Path> forms(Path file) {
    var compressed = compressed(file);
    return Stream.of(file, compressed, draft(file), draft(compressed));
  }

  private static Path draft(Path file) {
    return file.resolveSibling(file.getFileName() + DRAFT);
  }

  /// Writes a file so that it is there whole, on the disk, or not at all.
  private static void write(Path file, InputStream in, FileTime changed, boolean compressing)
      throws IOException {
    var draft = draft(file);
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      // Not a channel: that one would break when its thread is interrupted.
      try (var out = new FileOutputStream(draft.toFile())) {
        if (compressing) {
          var gzip = new GZIPOutputStream(out, PIECE_BYTES);
          copy(in, gzip);
          gzip.finish();
        } else {
          copy(in, out);
        }
        out.getFD().sync();
      }
      Files.setLastModifiedTime(draft, changed);
      ArchiveFailPoint.ARCHIVE_DRAFTED.reach();
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
    // The new name must be on the disk before the old one goes.
    try (var folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    var piece = new byte[PIECE_BYTES];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      out.write(piece, 0, read);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("the gateway is ending");
      }
    }
  }

  /// A compressed file up to where it is broken, if it is: less of an old journal is better than a
  /// session that cannot go on.
  private static final class Salvage extends InputStream {
    private final InputStream compressed;
    private @Nullable InputStream in;

    Salvage(InputStream compressed) {
      this.compressed = compressed;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] piece, int from, int length) throws IOException {
      try {
        if (in == null) {
          in = new GZIPInputStream(compressed, PIECE_BYTES);
        }
        return in.read(piece, from, length);
      } catch (ZipException | EOFException broken) {
        return -1;
      }
    }

    @Override
    public void close() throws IOException {
      compressed.close();
    }
  }
}
