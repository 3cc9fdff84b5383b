package dev.nightdesk.gateway.flow;

import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a session's files lie: what people sent, and what is being sent to them. The names are
/// ours; a sender's name is only a hint.
public final class SessionFiles {
  /// UTF-16 units of a sender's name that are kept. Three bytes each in some scripts, and with what
  /// is put before and behind it a file's name has 255.
  static final int MAX_NAME = 72;

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

  /// A directory for what is sent.
  Path outgoing(SessionId session) throws IOException {
    return directory(session, "sent");
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
