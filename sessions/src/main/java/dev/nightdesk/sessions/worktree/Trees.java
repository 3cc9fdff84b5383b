package dev.nightdesk.sessions.worktree;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Walks folders without following links.
final class Trees {
  private Trees() {}

  /// Whether every step from `root` down to the folder `below` is a real folder or nothing yet, so
  /// that what is written there stays inside `root`.
  ///
  /// @param below relative, without `..`
  static boolean staysInside(Path root, Path below) {
    Path at = root;
    for (Path step : below) {
      at = at.resolve(step);
      if (step.toString().equals("..") || Files.isSymbolicLink(at)) {
        return false;
      }
      if (Files.exists(at, NOFOLLOW_LINKS) && !Files.isDirectory(at, NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }

  /// Deletes a folder with all in it; links go, what they point to stays.
  ///
  /// @return whether it is gone
  static boolean delete(Path folder) {
    try {
      if (Files.exists(folder, NOFOLLOW_LINKS)) {
        Files.walkFileTree(folder, new Deleting());
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static boolean deleteFile(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      return false;
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
