package dev.nightdesk.tests.claude;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentBackend.Launch;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.SessionSpec.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// One session of an agent on plain pipes, over any number of processes.
final class Stage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private final AgentBackend backend;
  private final Path directory;
  private final Path configuration;
  private final Map<String, String> environment;
  private final SessionId session = new SessionId(UUID.randomUUID());
  private final List<AgentProcess> processes = new ArrayList<>();
  final Set<InputId> finished = new HashSet<>();
  private int incarnation;
  String conversation = session.toString();
  String mode = "default";
  int maxTurns;

  /// @param configuration where the agent keeps its conversations
  Stage(AgentBackend backend, Path directory, Path configuration, Map<String, String> environment) {
    this.backend = backend;
    this.directory = directory;
    this.configuration = configuration;
    this.environment = environment;
  }

  Path directory() {
    return directory;
  }

  SessionId session() {
    return session;
  }

  AgentProcess fresh() {
    return start(Start.FRESH);
  }

  AgentProcess start(Start how) {
    return start(launch(how));
  }

  AgentProcess start(Launch launch) {
    AgentProcess process = AgentProcess.start(backend, launch, directory, environment);
    processes.add(process);
    return process;
  }

  Launch launch(Start how) {
    return backend.launch(
        new SessionSpec(
            session,
            ++incarnation,
            backend.kind(),
            directory,
            conversation,
            how,
            null,
            mode,
            maxTurns,
            null,
            environment,
            finished));
  }

  /// A launch with another word for the one that begins so.
  Launch launchWith(String beginning, String word) {
    Launch launch = launch(Start.FRESH);
    List<String> command =
        launch.command().stream().map(old -> old.startsWith(beginning) ? word : old).toList();
    return new Launch(command, launch.environment());
  }

  /// Waits until the conversation on disk holds this text.
  void awaitTranscript(String text) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!transcript().contains(text)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the transcript never held “" + text + "”: " + transcript());
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  /// The conversation as it is on disk, empty when there is none.
  String transcript() throws IOException {
    Path projects = configuration.resolve("projects");
    if (!Files.isDirectory(projects)) {
      return "";
    }
    try (var folders = Files.newDirectoryStream(projects)) {
      for (Path folder : folders) {
        Path file = folder.resolve(conversation + ".jsonl");
        if (Files.exists(file)) {
          return Files.readString(file);
        }
      }
    }
    return "";
  }

  /// Types of all lines that meant nothing, of all processes.
  List<String> unread() {
    return processes.stream()
        .flatMap(process -> process.unread().stream())
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    processes.forEach(AgentProcess::close);
  }
}
