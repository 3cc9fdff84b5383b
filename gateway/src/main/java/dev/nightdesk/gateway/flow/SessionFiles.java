package dev.nightdesk.gateway.flow;

import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a session's files lie: what people sent, and what is being sent to them. The names are
/// ours; a sender's name is only a hint.
public final class SessionFiles {
  /// UTF-16 units of a sender's name that are kept. Three bytes each in some scripts, and with what
  /// is put before and behind it a file's name has 255.
  static final int MAX_NAME = 72;

  /// A file that was sent, and that somebody may still want to open, is kept so long.
  public static final Duration SENT_KEPT = Duration.ofDays(7);

  /// And no more of them for one session.
  public static final int MOST_SENT = 20;

  private static final String SENT = "sent";

  private static final Logger LOG = LoggerFactory.getLogger(SessionFiles.class);

  private final Path sessions;

  /// Looks at nothing yet.
  ///
  /// @param sessions the directory that holds one directory for each session
  public SessionFiles(Path sessions) {
    this.sessions = sessions;
  }

  /// The path for a file of a prompt; its directory exists. The same for every try.
  Path incoming(SessionId session, InputId prompt, int index, String name) throws IOException {
    String mine = prompt.toString().substring(0, 8) + "-" + (index + 1) + "-" + safeName(name);
    return directory(session, "files").resolve(mine);
  }

  /// The path for a file that is sent; its directory exists.
  ///
  /// @param name the same for every try, and no other's
  Path outgoing(SessionId session, String name) throws IOException {
    return directory(session, SENT).resolve(name);
  }

  /// Drops what was sent and still lies there: pointed to at a console, or left by a crash. What is
  /// older than [#SENT_KEPT], and all but the newest [#MOST_SENT]. What waits to be sent is made
  /// again.
  ///
  /// @return how many
  static int sweepSent(Path session, Instant now) throws IOException {
    Path folder = session.resolve(SENT);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    List<Sent> newestFirst;
    try (Stream<Path> all = Files.list(folder)) {
      newestFirst =
          all.flatMap(path -> Sent.of(path).stream())
              .sorted(Comparator.comparing(Sent::at).reversed())
              .toList();
    }
    int dropped = 0;
    for (int i = 0; i < newestFirst.size(); i++) {
      Sent sent = newestFirst.get(i);
      if (i >= MOST_SENT || !sent.at().plus(SENT_KEPT).isAfter(now)) {
        Files.deleteIfExists(sent.path());
        dropped++;
      }
    }
    return dropped;
  }

  private record Sent(Path path, Instant at) {
    /// Nothing when it is no file, or none any more.
    static Optional<Sent> of(Path path) {
      try {
        var about =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return about.isRegularFile()
            ? Optional.of(new Sent(path, about.lastModifiedTime().toInstant()))
            : Optional.empty();
      } catch (IOException gone) {
        return Optional.empty();
      }
    }
  }

  /// A name without anything a shell, a path or an agent could take for more than a name.
  static String safeName(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String plain = last.replaceAll("[^\\p{L}\\p{N}._-]+", "_").replaceAll("^[._-]+", "");
    if (plain.isEmpty()) {
      return "file";
    }
    if (plain.length() <= MAX_NAME) {
      return plain;
    }
    // The end tells the kind of file.
    String end = plain.substring(plain.length() - MAX_NAME);
    return Character.isLowSurrogate(end.charAt(0)) ? end.substring(1) : end;
  }

  /// Deletes a file that was sent; one that stays behind does no harm.
  static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("file={} event=not-deleted", file, e);
    }
  }

  private Path directory(SessionId session, String name) throws IOException {
    return Files.createDirectories(
        sessions.resolve(session.toString()).resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
