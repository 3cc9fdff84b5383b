package dev.nightdesk.tests.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A wall clock for whole processes, which a test sets while they run: libfaketime stands between
/// them and the machine's. The monotonic clock stays as it is, as when a person sets the time.
public final class WallClock {
  private static final List<Path> LIBRARIES = List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"));
  private static final int DEPTH = 3;

  private final Path library;
  private final Path offset;

  private WallClock(Path library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  /// A clock that is right so far; nothing where libfaketime is not installed.
  ///
  /// @param folder for the file that tells how far ahead it is
  public static Optional<WallClock> in(Path folder) {
    return LIBRARIES.stream()
        .flatMap(root -> Below.of(root, DEPTH))
        .filter(file -> file.endsWith("libfaketimeMT.so.1"))
        .findFirst()
        .map(library -> {
          var clock = new WallClock(library, folder.resolve("clock"));
          clock.set(Duration.ZERO);
          return clock;
        });
  }

  /// What a process is started with, to go by this clock.
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        offset.toString(),
        "FAKETIME_NO_CACHE",
        "1",
        "DONT_FAKE_MONOTONIC",
        "1");
  }

  /// Sets it.
  ///
  /// @param ahead of the machine's, or behind it when negative
  public void set(Duration ahead) {
    try {
      Path draft = offset.resolveSibling("clock.next");
      Files.writeString(draft, "%+d\n".formatted(ahead.toSeconds()));
      Files.move(draft, offset, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
