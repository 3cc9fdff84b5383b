package dev.nightdesk.sessions.worktree;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds a process that works in a folder: a shell or an editor somebody has open there. Linux
/// tells; elsewhere nobody is found.
final class Occupants {
  private static final Path PROCESSES = Path.of("/proc");

  private Occupants() {}

  /// Names the first one.
  ///
  /// @return a sentence for people, empty when nobody is there
  static String of(Path folder) {
    if (!Files.isDirectory(PROCESSES)) {
      return "";
    }
    try (var processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        if (worksIn(process, folder)) {
          return "Process %s (%s) works in it. End it first."
              .formatted(process.getFileName(), name(process));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return "";
    }
    return "";
  }

  private static boolean worksIn(Path process, Path folder) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder);
    } catch (IOException e) {
      // It ended meanwhile, or is somebody else's.
      return false;
    }
  }

  private static String name(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException e) {
      return "ended just now";
    }
  }
}
