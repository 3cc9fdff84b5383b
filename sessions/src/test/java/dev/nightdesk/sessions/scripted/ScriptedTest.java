package dev.nightdesk.sessions.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.SessionSpec.Start;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as it is really started. How it behaves in detail is the contract it shares with the
/// real CLI, in the module `tests`.
class ScriptedTest {
  private static final InputId INPUT =
      new InputId(UUID.fromString("33333333-3333-4333-8333-333333333333"));

  @TempDir Path home;

  @Test
  void itAnswersAPromptAndIsResumedAfterwards() throws IOException, InterruptedException {
    assertThat(run("echo hello").getLast()).isEqualTo("hello");
    assertThat(launch().command()).last().asString().startsWith("--resume=");
  }

  private List<String> run(String prompt) throws IOException, InterruptedException {
    var backend = new Scripted(home);
    var launch = launch();
    var builder = new ProcessBuilder(launch.command()).directory(home.toFile());
    builder.environment().putAll(launch.environment());
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(backend.encode(INPUT, new AgentInput.Prompt(prompt, false)).bytes());
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return output
        .lines()
        .flatMap(line -> backend.decode(line).stream())
        .filter(AgentEvent.TurnEnded.class::isInstance)
        .map(AgentEvent.TurnEnded.class::cast)
        .filter(ended -> ended.ending() == Ending.COMPLETED && ended.answered().contains(INPUT))
        .map(AgentEvent.TurnEnded::text)
        .toList();
  }

  private AgentBackend.Launch launch() {
    String id = "aaaaaaaa-0000-4000-8000-000000000001";
    return new Scripted(home)
        .launch(
            new SessionSpec(
                new SessionId(UUID.fromString(id)),
                1,
                AgentKind.DEMO,
                home,
                id,
                Start.RESUME,
                null,
                "default",
                0,
                null,
                Map.of("CLAUDE_CONFIG_DIR", "/somewhere/else")));
  }
}
