package dev.nightdesk.adapters.console;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Files of the one machine that both ends of a console share.
final class ConsoleFiles {
  private static final String HOME = "~/";

  private ConsoleFiles() {}

  /// The file somebody named, when it is one that can be read.
  static Optional<Path> named(String path) {
    try {
      var file =
          path.startsWith(HOME)
              ? Path.of(System.getProperty("user.home"), path.substring(HOME.length()))
              : Path.of(path);
      return Optional.of(file.toAbsolutePath().normalize())
          .filter(Files::isRegularFile)
          .filter(Files::isReadable);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  static Attachment attachment(Path file) throws IOException {
    var type = Files.probeContentType(file);
    return new Attachment(
        file.toString(),
        String.valueOf(file.getFileName()),
        type == null ? "application/octet-stream" : type,
        Files.size(file));
  }

  /// Copies beside the place first, so that what stands there is whole.
  static Delivery copy(Attachment attachment, Path into) {
    var part = into.resolveSibling(into.getFileName() + ".part");
    try {
      Files.copy(Path.of(attachment.file()), part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, into, StandardCopyOption.ATOMIC_MOVE);
      return new Delivery.Saved(into, Files.size(into));
    } catch (IOException | InvalidPathException e) {
      drop(part);
      return new Delivery.Refused("the file could not be read: " + e.getMessage());
    }
  }

  private static void drop(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // It stays behind, and the next copy writes over it.
    }
  }

  /// A size as people say it.
  ///
  /// @return null when there is no such file
  static @Nullable String size(Path file) {
    try {
      return size(Files.size(file));
    } catch (IOException e) {
      return null;
    }
  }

  static String size(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    return bytes < 1_000_000 ? bytes / 1_000 + " kB" : bytes / 1_000_000 + " MB";
  }
}
