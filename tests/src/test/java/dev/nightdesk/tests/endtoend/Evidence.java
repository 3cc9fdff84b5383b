package dev.nightdesk.tests.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Keeps what a gateway and its agents wrote when a test failed, as their folder goes with the
/// class: the log, the database and the journals, in `target/evidence`.
final class Evidence implements AfterTestExecutionCallback {
  private static final Path FOLDER = Path.of("target", "evidence").toAbsolutePath();

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()
        && context.getRequiredTestInstance() instanceof OnThePhone desk) {
      var test = context.getRequiredTestClass().getSimpleName() + "-" + context.getDisplayName();
      var kept = FOLDER.resolve(test.replaceAll("[^A-Za-z0-9-]+", "_"));
      try {
        Files.createDirectories(kept);
        Files.writeString(kept.resolve("gateway.log"), desk.machine().logged());
        copy(desk.machine().home(), kept);
      } catch (IOException | UncheckedIOException e) {
        // Something was taken away meanwhile; the test's own failure is what counts.
        System.out.println("not all of the evidence: " + e);
      }
      System.out.println("evidence: " + kept);
    }
  }

  /// What is being written meanwhile is kept as far as it got.
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        var copy = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(copy);
        } else if (Files.isRegularFile(each)) {
          Files.copy(each, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
