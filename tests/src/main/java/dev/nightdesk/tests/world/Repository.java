package dev.nightdesk.tests.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A git repository for agents to work in.
record Repository(Path path) {
  /// Makes it, with one commit.
  void make() {
    try {
      Files.createDirectories(path);
      git("init", "-q", "-b", "main");
      Files.writeString(path.resolve("README.md"), "# " + name() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    git("add", ".");
    git("commit", "-q", "-m", "Open the shop");
  }

  String name() {
    return path.getFileName().toString();
  }

  private void git(String... arguments) {
    var command = new ArrayList<String>(List.of("git"));
    command.addAll(List.of("-c", "user.name=Shop", "-c", "user.email=shop@example.invalid"));
    command.addAll(List.of(arguments));
    try {
      var process =
          new ProcessBuilder(command).directory(path.toFile()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
