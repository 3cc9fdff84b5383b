package dev.nightdesk.tests.channels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An empty directory for a rig's files, gone with them when this is closed.
final class RigFolder implements AutoCloseable {
  private final Path path;

  RigFolder() {
    try {
      path = Files.createTempDirectory("rig");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try (var files = Files.list(path)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
