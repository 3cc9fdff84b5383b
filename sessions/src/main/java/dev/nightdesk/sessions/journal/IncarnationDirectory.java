package dev.nightdesk.sessions.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// The files of one incarnation. The launcher makes `claim`, `pids` and `exit`; the gateway alone
/// writes `in.jsonl`; the agent writes `out.jsonl` and `err.log`.
public record IncarnationDirectory(int number, Path path) {
  private static final FileAttribute<Set<PosixFilePermission>> ONLY_OWNER_ENTERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> ONLY_OWNER_READS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /// A directory, made by the one launcher that may start the agent.
  public Path claim() {
    return path.resolve("claim");
  }

  public Path input() {
    return path.resolve("in.jsonl");
  }

  public Path output() {
    return path.resolve("out.jsonl");
  }

  public Path errors() {
    return path.resolve("err.log");
  }

  /// What the launcher itself has to say; empty in good order.
  public Path launcherLog() {
    return path.resolve("launcher.log");
  }

  /// What went in and came out: large, and not needed for ever ([JournalArchive]).
  List<Path> journal() {
    return List.of(input(), output(), errors(), launcherLog());
  }

  public Path pids() {
    return path.resolve("pids");
  }

  public Path exit() {
    return path.resolve("exit");
  }

  public boolean isClaimed() {
    return Files.isDirectory(claim());
  }

  /// Makes the folders (0700) and the empty journal (0600). Idempotent, and never touches a byte
  /// that is there.
  public void prepare() throws IOException {
    Files.createDirectories(path, ONLY_OWNER_ENTERS);
    for (var file : journal()) {
      try {
        Files.createFile(file, ONLY_OWNER_READS);
      } catch (FileAlreadyExistsException again) {
        // Prepared before: by us, by a crashed gateway, or by another one at this moment.
      }
    }
  }
}
