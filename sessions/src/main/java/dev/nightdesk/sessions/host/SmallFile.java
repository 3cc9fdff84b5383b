package dev.nightdesk.sessions.host;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Reads a file as a whole, also on a thread that is being interrupted: through
/// [java.nio.file.Files] that would fail, and a living process would look dead.
final class SmallFile {
  private SmallFile() {}

  static String read(Path file) throws IOException {
    try (var in = new FileInputStream(file.toFile())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
