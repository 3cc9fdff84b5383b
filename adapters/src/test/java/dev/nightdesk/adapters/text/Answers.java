package dev.nightdesk.adapters.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Answers as agents write them, in `src/test/resources/answers`.
final class Answers {
  /// Tests run in the folder of their module.
  static final Path FOLDER = Path.of("src/test/resources/answers");

  private Answers() {}

  /// In the order of their numbers, without what is made of them.
  static List<Path> all() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.filter(Answers::isAnswer).sorted().toList();
    }
  }

  private static boolean isAnswer(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(".md") && !name.endsWith(".discord.md");
  }

  static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
