package dev.nightdesk.tests.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The sources as files, for what no class file shows.
final class Sources {
  /// The tests of a module run in the module's folder.
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static final List<String> MODULES = List.of("adapters", "sessions", "gateway", "tests");

  private Sources() {}

  /// Every Java file that is wanted, of every module.
  static List<Path> java(Predicate<Path> wanted) throws IOException {
    return Stream.concat(under("src/main/java").stream(), under("src/test/java").stream())
        .filter(wanted)
        .toList();
  }

  private static List<Path> under(String folder) throws IOException {
    var found = Stream.<Path>builder();
    for (String module : MODULES) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(module).resolve(folder))) {
        all.filter(file -> file.toString().endsWith(".java")).forEach(found);
      }
    }
    return found.build().toList();
  }

  /// What people run, not what tries it.
  static boolean isProduct(Path file) {
    Path inside = ROOT.relativize(file);
    return inside.toString().contains("src/main/java") && !inside.startsWith("tests");
  }

  static boolean isTest(Path file) {
    return !isProduct(file);
  }

  /// The full name of the type that a file is named after.
  static String typeName(Path file) {
    String path = ROOT.relativize(file).toString();
    int start = path.indexOf("/java/") + "/java/".length();
    return path.substring(start, path.length() - ".java".length()).replace('/', '.');
  }
}
