package dev.nightdesk.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.nightdesk.adapters.console.ConsoleAdapter;
import dev.nightdesk.gateway.config.Config;
import dev.nightdesk.gateway.config.ConfigReader;
import dev.nightdesk.gateway.config.Reading;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.worktree.Base;
import dev.nightdesk.sessions.worktree.Isolation;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = "Try it here and now: this terminal, no account, no config.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /// What it is called while it is tried, and what `@here` in a message names.
  private static final String REPOSITORY = "here";

  private static final String CLAUDE_TOO =
      "  @claude <task>    the same by the Claude Code on your PATH, with your account\n";

  @Option(
      names = "--agent",
      paramLabel = "AGENT",
      description = "Who works: demo (plays a script) or claude. Default: demo.",
      defaultValue = "demo")
  private String agent = "demo";

  @Override
  public Integer call() throws InterruptedException, IOException {
    Map<String, String> environment = System.getenv();
    keepLogQuiet(environment);
    AgentKind first = chosen(environment);
    Path home = Files.createTempDirectory("nightdesk-demo-");
    Terminal terminal = Terminal.standard(environment);
    var setting = new Wiring.Setting(environment, List.of(), terminal, first);
    var ended = new CountDownLatch(1);
    Gateway gateway = new Wiring(config(home, environment), setting).gateway();
    AutoCloseable everything = () -> end(gateway, home);
    SignalHook.onSignal(everything, ended);
    banner(terminal.out(), first, !first.equals(AgentKind.CLAUDE) && claude(environment) != null);
    gateway.start();
    gateway.awaitReady();
    gateway.awaitDown(ConsoleAdapter.ID);
    while (gateway.busy()) {
      Thread.sleep(LOOK_EVERY);
    }
    return 0;
  }

  /// The terminal is the chat here: only what is wrong may come between.
  private static void keepLogQuiet(Map<String, String> environment) {
    if (!environment.containsKey("NIGHTDESK_LOG")
        && LoggerFactory.getLogger("dev.nightdesk") instanceof Logger ours) {
      ours.setLevel(Level.ERROR);
    }
  }

  private AgentKind chosen(Map<String, String> environment) {
    return switch (agent) {
      case "demo" -> AgentKind.DEMO;
      case "claude" -> {
        if (claude(environment) == null) {
          throw new Refusal(
              Refusal.HELD,
              "There is no claude on the PATH. Install Claude Code, or leave out --agent.");
        }
        yield AgentKind.CLAUDE;
      }
      default ->
          throw new Refusal(
              Refusal.WRONG, "There is no agent " + agent + " here. Choose demo or claude.");
    };
  }

  /// The config nobody had to write.
  private static Config config(Path home, Map<String, String> environment) {
    Config base =
        switch (new ConfigReader(Map.of("HOME", home.toString())).read("", home)) {
          case Reading.Good(Config defaults, var _) -> defaults;
          case Reading.Bad bad ->
              throw new IllegalStateException("the defaults are wrong: " + bad.problems());
        };
    Config.Claude claude = base.agents().claude();
    var agents =
        new Config.Agents(
            new Config.Claude(
                claude(environment) != null,
                claude.command(),
                claude.permissionMode(),
                claude.model(),
                claude.maxLive(),
                claude.maxTurns(),
                claude.maxBudgetUsd(),
                claude.environment()),
            true);
    Path here = Path.of("").toAbsolutePath();
    return new Config(
        home,
        new Config.Http(Config.Http.DEFAULT_HOST, 0, null),
        List.of(),
        new Config.Channels(true, null, null, null),
        List.of(new Config.Repository(REPOSITORY, here, Isolation.NONE, Base.HEAD)),
        agents,
        0);
  }

  private static @Nullable Path claude(Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "claude"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /// @param choice whether Claude Code is there for who names it
  private static void banner(PrintStream out, AgentKind first, boolean choice) {
    out.println(
        """
        Nightdesk %s, the demo: this terminal is the chat.
        Agent: %s. It works in this folder, and what it does there stays; all else goes
        when the demo ends, by Ctrl-C or the end of input.

          say hello world   a task; its card shows the work
        %s  /agents           the board of all sessions
          :help             how to press buttons and reply
        """
            .formatted(Main.Version.number(), first, choice ? CLAUDE_TOO : ""));
    out.flush();
  }

  private static void end(Gateway gateway, Path home) {
    gateway.stopFlow();
    try {
      gateway.endAgents();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gateway.close();
    try {
      remove(home);
    } catch (IOException e) {
      throw new IllegalStateException("the demo's home stayed behind: " + home, e);
    }
  }

  private static void remove(Path home) throws IOException {
    Files.walkFileTree(
        home,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
