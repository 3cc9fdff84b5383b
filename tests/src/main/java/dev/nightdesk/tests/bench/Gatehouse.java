package dev.nightdesk.tests.bench;

import dev.nightdesk.sessions.scripted.Scripted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The real gateway as people start it, with a home in a folder of its own and an instant agent.
final class Gatehouse implements Subject {
  private static final int PATIENCE_SECONDS = 60;
  private static final String HOME = "home";

  /// The most agents at once that the config allows.
  static final int MAX_LIVE = 64;

  private final Path folder;
  private final Moments moments = new Moments();
  private @Nullable Process process;

  /// The one channel of a gateway.
  ///
  /// @param channel its name in the config
  /// @param settings its settings there, in braces
  /// @param people their ids there; all are owners
  /// @param maxLive agents at once
  record Site(String channel, String settings, List<String> people, int maxLive) {}

  private Gatehouse(Path folder) {
    this.folder = folder;
  }

  /// @param root the folder of the launcher
  /// @param folder for the config, the home and all that comes of it
  static Gatehouse prepare(Path root, Path folder, Site site) {
    var gatehouse = new Gatehouse(folder);
    try {
      // No git: what a session's worktree costs is not what is measured here.
      Files.createDirectories(folder.resolve("shop"));
      // A launcher without sources beside it never builds.
      Files.copy(
          root.resolve("nightdesk"),
          folder.resolve("nightdesk"),
          StandardCopyOption.COPY_ATTRIBUTES);
      Files.createSymbolicLink(folder.resolve("gateway"), root.resolve("gateway"));
      Files.writeString(gatehouse.config(), gatehouse.configuration(site));
      Files.setPosixFilePermissions(
          gatehouse.config(), PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return gatehouse;
  }

  private String configuration(Site site) {
    return """
    home: %s
    http: { bind: "127.0.0.1:0" }
    people:
    %s
    channels:
      %s: %s
    repos:
      - { name: shop, path: %s }
    agents:
      claude: { command: [%s], max_live: %d }
    """
        .formatted(
            home(),
            site.people().stream()
                .map(id ->
                    "  - { name: p%1$s, role: owner, %2$s: \"%1$s\" }"
                        .formatted(id, site.channel()))
                .collect(Collectors.joining("\n")),
            site.channel(),
            site.settings(),
            folder.resolve("shop"),
            agent(folder).stream()
                .map(word -> "\"" + word + "\"")
                .collect(Collectors.joining(", ")),
            site.maxLive());
  }

  /// The agent's command, for whoever runs it.
  static List<String> agent(Path folder) {
    return Stream.concat(
            Stream.of("env", "NIGHTDESK_SCRIPTED_INSTANT=1"),
            Scripted.command(folder.resolve("agents")).stream())
        .toList();
  }

  private Path config() {
    return folder.resolve("nightdesk.yaml");
  }

  private Path home() {
    return home(folder);
  }

  static Path home(Path folder) {
    return folder.resolve(HOME);
  }

  /// The homes of a gateway in this folder, and of those in folders right in it.
  static List<Path> homes(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var inside = Files.list(folder)) {
      return Stream.concat(Stream.of(folder), inside.filter(Files::isDirectory))
          .map(Gatehouse::home)
          .filter(Files::exists)
          .toList();
    }
  }

  /// What every agent of that home has in its environment.
  static String mark(Path home) throws IOException {
    return "NIGHTDESK_SESSION_HOME=" + home.toRealPath();
  }

  /// Starts it and returns at once.
  void launch() {
    var builder =
        new ProcessBuilder(
            folder.resolve("nightdesk").toString(), "serve", "--config", config().toString());
    builder.directory(folder.toFile());
    builder.environment().remove("NIGHTDESK_HOME");
    // Its own cache: the first start is as cold as a first start is.
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().put("NIGHTDESK_JAVA_HOME", System.getProperty("java.home"));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until it says it is ready.
  void awaitReady() {
    try {
      BufferedReader lines = running().inputReader();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("nightdesk ready")) {
          return;
        }
      }
      throw new IllegalStateException("the gateway ended: " + Files.readString(log()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return folder.resolve("gateway.log");
  }

  private Process running() {
    var now = process;
    if (now == null) {
      throw new IllegalStateException("the gateway does not run");
    }
    return now;
  }

  /// SIGTERM, and waits. Agents go on.
  void stop() {
    running().destroy();
    try {
      if (!running().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        running().destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends every agent, so that its session is parked.
  void endAgents() {
    if (!Files.exists(home())) {
      return;
    }
    String mark;
    try {
      mark = mark(home());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (var left = Proc.marked(mark); !left.isEmpty(); left = Proc.marked(mark)) {
      left.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /// Our JVM's flags, without those that name a file of the cache.
  List<String> flags() {
    var flags = new ArrayList<String>();
    for (String word : Proc.commandLine(pid()).stream().skip(1).toList()) {
      if (word.equals("-jar")) {
        break;
      }
      if (!word.contains("SharedArchive")) {
        flags.add(word);
      }
    }
    return flags;
  }

  @Override
  public long pid() {
    return running().pid();
  }

  @Override
  public Moments moments() {
    return moments;
  }

  @Override
  public AutoCloseable watching() {
    moments.clear();
    try (var sessions = Files.list(home().resolve("sessions"))) {
      var all = sessions.toList();
      if (all.size() != 1) {
        throw new IllegalStateException("one session was begun, and there are " + all);
      }
      return JournalEye.open(all.getFirst().resolve("1"), moments::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      stop();
      endAgents();
    }
  }
}
