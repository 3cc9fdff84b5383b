package dev.nightdesk.tests.world;

import dev.nightdesk.tests.channels.ChannelSide;
import dev.nightdesk.tests.channels.Phone;
import dev.nightdesk.tests.telegram.TelegramSide;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One machine with a gateway on it, as a process of its own, and the chat services it is joined to
/// beside it: a Telegram, unless told otherwise. The owner is in the config. Close it, and every
/// process of its home is dead.
public final class Machine implements AutoCloseable {
  /// How long anything may take before a test gives up.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  public static final long OWNER = TelegramSide.OWNER;

  private final Path folder;
  private final Path home;
  private final List<ChannelSide> sides;
  private final String people;
  private final List<Repository> repos;
  private final String agents;
  private final Trap trap;
  private boolean trapped;
  private volatile @Nullable Process gateway;
  private volatile String readyLine = "";
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

  private Machine(
      Path folder,
      List<ChannelSide> sides,
      List<String> repos,
      Function<List<ChannelSide>, String> people,
      String agents) {
    this.folder = folder;
    this.sides = sides.isEmpty() ? List.of(new TelegramSide()) : sides;
    this.people = people.apply(this.sides);
    this.repos = repos.stream().map(name -> new Repository(folder.resolve(name))).toList();
    this.agents = agents;
    this.home = folder.resolve("home");
    this.trap = new Trap(folder);
  }

  /// A machine with the scripted agent and a git repository `shop`, isolated by worktrees.
  public static Machine withScriptedAgent(Path folder) {
    return withScriptedAgent(folder, "");
  }

  /// The same, with settings of `agents.claude`, a line of YAML each, and joined to other channels.
  public static Machine withScriptedAgent(Path folder, String settings, ChannelSide... sides) {
    return make(folder, MachineConfig.scripted(settings), sides);
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
  /// @param sides what it is joined to; nothing for a Telegram
  public static Machine withAgent(
      Path folder,
      List<String> command,
      Map<String, String> environment,
      String settings,
      String more,
      ChannelSide... sides) {
    return make(folder, MachineConfig.agent(command, environment, settings) + more, sides);
  }

  /// A machine whose sessions all have room: the scripted agent, without pauses of its own.
  ///
  /// @param more lines of the config's top level, each ended
  public static Machine withRoom(Path folder, String more, ChannelSide... sides) {
    return make(folder, MachineConfig.quick(folder, 64) + more, sides);
  }

  /// A machine with people of its own, two git repositories, `shop` and `docs`, and the scripted
  /// agent without pauses of its own.
  ///
  /// @param people the config's value of `people`
  /// @param maxLive processes at once
  public static Machine withPeople(Path folder, String people, int maxLive) {
    return make(
        new Machine(
            folder,
            List.of(),
            List.of("shop", "docs"),
            _ -> people,
            MachineConfig.quick(folder, maxLive)));
  }

  /// A machine that nobody owns yet, joined to channels by their tokens alone.
  public static Machine withNobody(Path folder, ChannelSide... sides) {
    return make(
        new Machine(
            folder, List.of(sides), List.of("shop"), _ -> "[]", MachineConfig.quick(folder, 4)));
  }

  private static Machine make(Path folder, String agents, ChannelSide... sides) {
    return make(new Machine(folder, List.of(sides), List.of("shop"), MachineConfig::owner, agents));
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

  private void writeConfig() throws IOException {
    Files.writeString(config(), MachineConfig.text(home, people, sides, repos, agents));
    Files.setPosixFilePermissions(config(), PosixFilePermissions.fromString("rw-------"));
  }

  private Path config() {
    return folder.resolve("nightdesk.yaml");
  }

  public TelegramTwin telegram() {
    return ((TelegramSide) side("telegram")).twin();
  }

  /// In Telegram.
  public TwinPerson owner() {
    return ((TelegramSide) side("telegram")).owner();
  }

  private ChannelSide side(String name) {
    return sides.stream().filter(side -> side.name().equals(name)).findFirst().orElseThrow();
  }

  /// The owner's, on the channel this machine is joined to; on the first if there are several.
  public Phone phone() {
    return sides.getFirst().phone();
  }

  /// The owner's on one of the channels.
  public Phone phone(String channel) {
    return side(channel).phone();
  }

  /// Every gateway from now on minds this machine's [#trap].
  public Machine trapped() {
    trapped = true;
    return this;
  }

  public Trap trap() {
    return trap;
  }

  /// The owner's private chat in Telegram.
  public TwinChat chat() {
    return owner().chat();
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
    return start(GatewayProgram.command(), environment);
  }

  Machine start(List<String> program, Map<String, String> environment) {
    sides.forEach(ChannelSide::expect);
    launch(program, environment);
    readyLine = awaitLine("nightdesk ready");
    sides.forEach(ChannelSide::awaitHeard);
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
    sides.forEach(ChannelSide::close);
  }
}
