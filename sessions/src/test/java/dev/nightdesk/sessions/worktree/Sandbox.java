package dev.nightdesk.sessions.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A folder with real repositories in it, apart from whatever git is configured to on this machine.
final class Sandbox {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final Path folder;
  final Map<String, String> environment = new HashMap<>();
  final AtomicLong nanos = new AtomicLong();

  Sandbox(Path temporary) throws IOException {
    folder = temporary.toRealPath();
    Files.createDirectories(folder.resolve("scratch"));
    Files.writeString(
        folder.resolve("gitconfig"),
        """
        [user]
          name = ana
          email = ana@example.org
        [init]
          defaultBranch = main
          templateDir =
        [core]
          fsync = none
        [protocol "file"]
          allow = always
        """);
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", folder.toString());
    environment.put("GIT_CONFIG_GLOBAL", folder.resolve("gitconfig").toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
  }

  Worktrees worktrees() {
    return new Worktrees(environment, folder.resolve("scratch"), nanos::get);
  }

  Git git() {
    return new Git(environment, folder.resolve("scratch"), nanos::get);
  }

  Path repository(String name) {
    var path = folder.resolve(name);
    git(folder, "init", "--quiet", path.toString());
    write(path, "README.md", "hello\n");
    commit(path, "first");
    return path;
  }

  /// A repository whose `origin` is a bare one beside it.
  Path cloned(String name) {
    var source = repository(name + "-source");
    git(folder, "clone", "--quiet", "--bare", source.toString(), name + ".git");
    git(folder, "clone", "--quiet", name + ".git", name);
    return folder.resolve(name);
  }

  void write(Path repository, String name, String text) {
    try {
      var file = repository.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  String commit(Path repository, String message) {
    git(repository, "add", "--all");
    git(repository, "commit", "--quiet", "--allow-empty", "--message", message);
    return git(repository, "rev-parse", "HEAD");
  }

  String git(Path in, String... arguments) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      var builder = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
      builder.environment().clear();
      builder.environment().putAll(environment);
      var process = builder.start();
      var out = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      assertThat(process.waitFor()).as("git %s: %s", List.of(arguments), out).isZero();
      return out;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static Workplace ready(Prepared prepared) {
    assertThat(prepared).isInstanceOf(Prepared.Ready.class);
    return ((Prepared.Ready) prepared).workplace();
  }

  static String refused(Prepared prepared) {
    assertThat(prepared).isInstanceOf(Prepared.Refused.class);
    return ((Prepared.Refused) prepared).why();
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
