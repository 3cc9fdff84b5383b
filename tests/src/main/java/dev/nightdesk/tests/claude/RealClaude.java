package dev.nightdesk.tests.claude;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The real Claude Code at the version of our protocol reference, installed once by npm into the
/// user's cache.
///
/// The lock file beside this class pins every platform's package by its hash and names no registry:
/// whatever registry npm is set up for serves.
public final class RealClaude {
  public static final String VERSION = "2.1.329";

  /// Names another program, to try the tests with another release of it.
  private static final String OTHER = "nightdesk.claude.program";

  private static final long INSTALL_MINUTES = 5;
  private static final List<String> FILES = List.of("package.json", "package-lock.json");
  private static final Object INSTALLING = new Object();

  private RealClaude() {}

  /// The program's path; installs it first when it is not there yet.
  ///
  /// @throws AssertionError with what to do, when it cannot be installed
  public static Path program() {
    String other = System.getProperty(OTHER, "");
    if (!other.isEmpty()) {
      return Path.of(other);
    }
    Path home = cache().resolve(VERSION);
    synchronized (INSTALLING) {
      return binary(home).orElseGet(() -> install(home));
    }
  }

  /// Everything the program may know: a home and a configuration of its own, the scripted API and a
  /// key that opens nothing.
  ///
  /// @param folder where its home and configuration lie
  /// @param apiUrl the scripted API
  public static Map<String, String> environment(Path folder, String apiUrl) {
    return Map.ofEntries(
        Map.entry("PATH", Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin")),
        Map.entry("HOME", directory(folder.resolve("home"))),
        Map.entry("CLAUDE_CONFIG_DIR", directory(folder.resolve("configuration"))),
        Map.entry("LANG", "C.UTF-8"),
        Map.entry("ANTHROPIC_BASE_URL", apiUrl),
        Map.entry("ANTHROPIC_API_KEY", "no-key-at-all"),
        Map.entry("CLAUDE_CODE_MAX_RETRIES", "2"),
        Map.entry("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"),
        Map.entry("DISABLE_TELEMETRY", "1"),
        Map.entry("DISABLE_AUTOUPDATER", "1"));
  }

  private static String directory(Path path) {
    try {
      return Files.createDirectories(path).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path cache() {
    String xdg = Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), "");
    Path base = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return base.resolve("nightdesk").resolve("claude-code");
  }

  /// The platform's own package holds the program; the one named `claude-code` only chooses it.
  private static Optional<Path> binary(Path home) {
    Path packages = home.resolve("node_modules/@anthropic-ai");
    if (!Files.isDirectory(packages)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(packages)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith("claude-code-"))
          .map(folder -> folder.resolve("claude"))
          .filter(Files::isExecutable)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Beside its final place, then moved there at once: a second installer, or one that is cut off,
  /// leaves nothing half done.
  private static Path install(Path home) {
    try {
      Files.createDirectories(home.getParent());
      Path fresh = Files.createTempDirectory(home.getParent(), "installing-");
      try {
        copyLock(fresh);
        npm(fresh);
        move(fresh, home);
      } finally {
        delete(fresh);
      }
    } catch (IOException e) {
      throw unavailable("it could not be put into " + home + ": " + e, e);
    }
    return binary(home)
        .orElseThrow(() -> unavailable("npm brought no program for this platform", null));
  }

  private static void copyLock(Path folder) throws IOException {
    for (String file : FILES) {
      try (InputStream in = RealClaude.class.getResourceAsStream(file)) {
        Files.copy(Objects.requireNonNull(in, file), folder.resolve(file));
      }
    }
  }

  private static void npm(Path folder) throws IOException {
    Process npm;
    try {
      npm =
          new ProcessBuilder(
                  "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("npm.log").toFile())
              .start();
    } catch (IOException missing) {
      throw unavailable("npm was not found", missing);
    }
    npm.getOutputStream().close();
    boolean done;
    try {
      done = npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException stop) {
      npm.destroyForcibly();
      Thread.currentThread().interrupt();
      throw unavailable("the installation was interrupted", stop);
    }
    if (!done) {
      npm.destroyForcibly();
      throw unavailable("npm took more than " + INSTALL_MINUTES + " minutes", null);
    }
    if (npm.exitValue() != 0) {
      String log = Files.readString(folder.resolve("npm.log"), StandardCharsets.UTF_8);
      throw unavailable("npm said:\n" + log, null);
    }
  }

  private static void move(Path fresh, Path home) throws IOException {
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
      if (binary(home).isEmpty()) {
        throw another;
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static AssertionError unavailable(String why, @Nullable Throwable cause) {
    return new AssertionError(
        "These tests need the real Claude Code "
            + VERSION
            + ", and "
            + why
            + "\nWhat to do: install Node.js 18 or newer with npm (on Debian or Ubuntu: apt-get install nodejs npm),"
            + " make sure that it reaches a registry, and run the tests again. It is downloaded once, about 380 MB,"
            + " into "
            + cache(),
        cause);
  }
}
