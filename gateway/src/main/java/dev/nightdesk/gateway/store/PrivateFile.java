package dev.nightdesk.gateway.store;

import dev.nightdesk.gateway.store.StoreUnavailable.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Sees to it that nobody else can read the database. SQLite gives its side files the mode of the
/// database file.
final class PrivateFile {
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  static void prepare(Path file) {
    var directory = file.toAbsolutePath().getParent();
    try {
      if (directory == null
          || !Files.getFileStore(existing(directory)).supportsFileAttributeView("posix")) {
        return;
      }
      if (!Files.exists(directory)) {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
      }
      check(directory, DIRECTORY, "700");
      if (Files.exists(file)) {
        check(file, FILE, "600");
      } else {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
      }
    } catch (IOException failure) {
      throw new StoreUnavailable(
          Reason.BROKEN,
          "The database %s cannot be made (%s).".formatted(file, failure.getMessage()),
          failure);
    }
  }

  private static Path existing(Path directory) {
    for (var at = directory; at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        return at;
      }
    }
    return directory;
  }

  private static void check(Path path, Set<PosixFilePermission> allowed, String mode)
      throws IOException {
    if (!allowed.containsAll(Files.getPosixFilePermissions(path))) {
      throw new StoreRefused(
          "%1$s can be opened by other users of this machine. Run: chmod %2$s %1$s"
              .formatted(path, mode));
    }
  }
}
