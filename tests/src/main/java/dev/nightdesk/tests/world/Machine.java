package dev.nightdesk.tests.world;

import dev.nightdesk.sessions.scripted.Scripted;
import dev.nightdesk.tests.telegram.TelegramTwin;
import dev.nightdesk.tests.telegram.TwinChat;
import dev.nightdesk.tests.telegram.TwinPerson;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One machine with a gateway on it, as a process of its own, and a Telegram beside it. The owner
/// is in the config. Close it, and every process of its home is dead.
public final class Machine implements AutoCloseable {
  /// How long anything may take before a test gives up.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  public static final long OWNER = 111;

  private final Path folder;
  private final Path home;
  private final TelegramTwin telegram = TelegramTwin.start();
  private final TwinPerson owner = telegram.person(OWNER, "Owner");
  private final String people;
  private final List<Repository> repos;
  private final String agents;
  private final Trap trap;
  private boolean trapped;
  private volatile @Nullable Process gateway;
  private volatile String readyLine = "";
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

  private Machine(Path folder, String people, List<String> repos, String agents) {
    this.folder = folder;
    this.people = people;
    this.repos = repos.stream().map(name -> new Repository(folder.resolve(name))).toList();
    this.agents = agents;
    this.home = folder.resolve("home");
    this.trap = new Trap(folder);
  }

  /// A machine with the scripted agent and a git repository `shop`, isolated by worktrees.
  public static Machine withScriptedAgent(Path folder) {
    return withScriptedAgent(folder, "");
  }

  /// The same, with settings of `agents.claude`, a line of YAML each.
  public static Machine withScriptedAgent(Path folder, String settings) {
    return make(
        folder,
        "  claude:\n    enabled: false\n" + settings.indent(4) + "  demo: { enabled: true }\n");
  }

  /// A machine whose agent is a program.
  ///
  /// @param environment what the agent is given beside the allow-listed variables
  public static Machine withAgent(
      Path folder, List<String> command, Map<String, String> environment) {
    return withAgent(folder, command, environment, "");
  }

  /// The same, with more settings of `agents.claude`, a line of YAML each.
  public static Machine withAgent(
      Path folder, List<String> command, Map<String, String> environment, String settings) {
    return withAgent(folder, command, environment, settings, "");
  }

  /// The same.
  ///
  /// @param more lines of the config's top level, each ended
  public static Machine withAgent(
      Path folder,
      List<String> command,
      Map<String, String> environment,
      String settings,
      String more) {
    var lines = new StringBuilder("  claude:\n    command: [");
    lines.append(String.join(", ", command.stream().map(Machine::quoted).toList()));
    lines.append("]\n").append(settings.indent(4)).append("    env:\n");
    environment.forEach((name, value) ->
        lines.append("      ").append(name).append(": ").append(quoted(value)).append('\n'));
    return make(folder, lines + more);
  }

  /// A machine whose sessions all have room: the scripted agent, without pauses of its own.
  ///
  /// @param more lines of the config's top level, each ended
  public static Machine withRoom(Path folder, String more) {
    return make(folder, quick(folder, 64) + more);
  }

  /// A machine with people of its own, two git repositories, `shop` and `docs`, and the scripted
  /// agent without pauses of its own.
  ///
  /// @param people the config's value of `people`
  /// @param maxLive processes at once
  public static Machine withPeople(Path folder, String people, int maxLive) {
    return make(new Machine(folder, people, List.of("shop", "docs"), quick(folder, maxLive)));
  }

  private static String quick(Path folder, int maxLive) {
    Path conversations = folder.resolve("home").resolve("demo");
    var command = Scripted.command(conversations);
    String words = String.join(", ", command.stream().map(Machine::quoted).toList());
    return """
      claude:
        command: [env, NIGHTDESK_SCRIPTED_INSTANT=1, %s]
        max_live: %d
        env: { CLAUDE_CONFIG_DIR: %s }
    """
        .formatted(words, maxLive, quoted(conversations.toString()));
  }

  private static Machine make(Path folder, String agents) {
    String people = "[ { name: ana, role: owner, telegram: \"%d\" } ]".formatted(OWNER);
    return make(new Machine(folder, people, List.of("shop"), agents));
  }

  private static Machine make(Machine machine) {
    machine.repos.forEach(Repository::make);
    try {
      machine.writeConfig();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return machine;
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private void writeConfig() throws IOException {
    String config =
        """
        home: %s
        http: { bind: "127.0.0.1:0" }
        people: %s
        channels:
          telegram: { token: "%s", api_url: "%s", pace: off }
        repos: [ %s ]
        agents:
        %s\
        """
            .formatted(home, people, TelegramTwin.TOKEN, telegram.apiUrl(), repoLines(), agents);
    Files.writeString(config(), config);
    Files.setPosixFilePermissions(config(), PosixFilePermissions.fromString("rw-------"));
  }

  private String repoLines() {
    return repos.stream()
        .map(repo -> "{ name: %s, path: %s }".formatted(repo.name(), repo.path()))
        .collect(Collectors.joining(", "));
  }

  private Path config() {
    return folder.resolve("nightdesk.yaml");
  }

  public TelegramTwin telegram() {
    return telegram;
  }

  public TwinPerson owner() {
    return owner;
  }

  /// Every gateway from now on minds this machine's [#trap].
  public Machine trapped() {
    trapped = true;
    return this;
  }

  public Trap trap() {
    return trap;
  }

  /// The owner's private chat.
  public TwinChat chat() {
    return owner.chat();
  }

  public Path home() {
    return home;
  }

  /// The folder of the first repository, where agents work unless told otherwise.
  public Path repo() {
    return repos.getFirst().path();
  }

  /// Starts the gateway and waits until it says it is ready.
  public Machine start() {
    return start(Map.of());
  }

  /// Starts the gateway with more in its environment, and waits until it says it is ready.
  public Machine start(Map<String, String> environment) {
    launch(environment);
    readyLine = awaitLine("nightdesk ready");
    return this;
  }

  /// What the gateway said when it was ready.
  public String readyLine() {
    return readyLine;
  }

  /// The gateway's process id.
  public long pid() {
    return gateway().pid();
  }

  Process gateway() {
    var process = gateway;
    if (process == null) {
      throw new IllegalStateException("no gateway runs");
    }
    return process;
  }

  /// Starts one more gateway on the same home and waits for its end.
  ///
  /// @return its exit code
  public int startAnother() {
    var first = gateway;
    try {
      launch(Map.of());
      return awaitEnd();
    } finally {
      gateway = first;
    }
  }

  /// Starts the gateway and does not wait.
  public Process launch(Map<String, String> environment) {
    return launch(GatewayProgram.command(), environment);
  }

  Process launch(List<String> program, Map<String, String> environment) {
    // As ./nightdesk does: what the gateway writes is for its owner alone.
    var command = new ArrayList<String>(List.of("sh", "-c", "umask 077; exec \"$@\"", "sh"));
    command.addAll(program);
    command.addAll(List.of("serve", "--config", config().toString()));
    var builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().remove("NIGHTDESK_HOME");
    if (trapped) {
      builder.environment().putAll(trap.environment());
    }
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log()));
    try {
      var started = builder.start();
      gateway = started;
      Thread.ofVirtual().name("gateway output").start(() -> collect(started));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collect(Process process) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
      }
    } catch (IOException e) {
      output.add("(its output broke: " + e.getMessage() + ")");
    }
  }

  private File log() {
    return folder.resolve("gateway.log").toFile();
  }

  /// The gateway's standard error so far.
  public String logged() {
    try {
      return Files.exists(log().toPath()) ? Files.readString(log().toPath()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for a line of the gateway's standard output.
  public String awaitLine(String beginning) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (System.nanoTime() < end) {
        String line = output.poll(100, TimeUnit.MILLISECONDS);
        if (line != null && line.startsWith(beginning)) {
          return line;
        }
        if (line == null && gateway != null && !gateway.isAlive() && output.isEmpty()) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("no line “" + beginning + "” came. Its log:\n" + logged());
  }

  /// `kill -9` of the gateway alone.
  public Machine kill() {
    end(true);
    return this;
  }

  /// SIGTERM, and waits.
  public Machine stop() {
    end(false);
    return this;
  }

  /// The same.
  ///
  /// @return the exit code
  public int terminate() {
    gateway().destroy();
    return awaitEnd();
  }

  /// Waits until the gateway ended by itself.
  ///
  /// @return its exit code
  public int awaitEnd() {
    try {
      var process = gateway;
      if (process == null || !process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the gateway did not end. Its log:\n" + logged());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void end(boolean hard) {
    var process = gateway;
    if (process == null) {
      return;
    }
    if (hard) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
    awaitEnd();
    gateway = null;
  }

  /// Every process of this machine's agents: launchers, feeders, agents and what they started.
  public List<ProcessHandle> agentProcesses() {
    return processes().all().stream().map(AgentProcesses.Mark::process).toList();
  }

  /// The agents themselves.
  public List<ProcessHandle> agents() {
    return processes().named("agent").stream().map(AgentProcesses.Mark::process).toList();
  }

  /// The agents of sessions whose first prompt holds these words.
  public List<ProcessHandle> agentsOf(String words) {
    return processesOf("agent", words);
  }

  /// One kind of process of sessions whose first prompt holds these words.
  ///
  /// @param kind `launcher`, `tail` or `agent`
  public List<ProcessHandle> processesOf(String kind, String words) {
    var sessions = books().column("SELECT id FROM sessions WHERE body LIKE '%" + words + "%'");
    return processes().named(kind).stream()
        .filter(process -> sessions.contains(process.session()))
        .map(AgentProcesses.Mark::process)
        .toList();
  }

  /// Processes that serve no living agent of their session's newest start, in words.
  public List<String> strays() {
    return processes().strays().stream().map(AgentProcesses.Mark::toString).toList();
  }

  private AgentProcesses processes() {
    return new AgentProcesses(home);
  }

  /// What the database holds.
  public Books books() {
    return new Books(home.resolve("nightdesk.db"));
  }

  @Override
  public void close() {
    kill();
    for (int i = 0; i < 3; i++) {
      agentProcesses().forEach(ProcessHandle::destroyForcibly);
    }
    telegram.close();
  }
}
