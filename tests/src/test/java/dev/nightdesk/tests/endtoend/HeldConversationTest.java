package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentBackend.Launch;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.claude.ClaudeCode;
import dev.nightdesk.tests.claude.AgentProcess;
import dev.nightdesk.tests.claude.RealClaude;
import dev.nightdesk.tests.claude.ScriptedMessagesApi;
import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.world.Machine;
import dev.nightdesk.tests.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A conversation of the real Claude Code that somebody goes on with on the machine: never two
/// writers on one transcript (LIFE-14).
@Timeout(120)
final class HeldConversationTest {
  @Test
  void whatIsOpenOnTheMachineIsNotResumedUntilItIsClosedThere(@TempDir Path folder)
      throws Exception {
    try (var api = new ScriptedMessagesApi(folder)) {
      var program = List.of(RealClaude.program().toString());
      var environment = RealClaude.environment(folder.resolve("claude"), api.url());
      try (var machine = Machine.withAgent(folder, program, environment).start()) {
        machine.owner().say("result first done");
        var result = await(machine, "the first answer", it -> isResult(it, "first done"));
        machine.agents().forEach(ProcessHandle::destroy);
        World.await("its end", () -> machine.agentProcesses().isEmpty());
        String conversation = machine.books().column("SELECT id FROM sessions").getFirst();

        var claude = new ClaudeCode(AgentKind.CLAUDE, program, folder, List.of(), environment);
        var command =
            List.of(
                program.getFirst(),
                "-p",
                "--input-format=stream-json",
                "--output-format=stream-json",
                "--verbose",
                "--resume=" + conversation);
        var launch = new Launch(command, Map.of());
        try (var other = AgentProcess.start(claude, launch, worktree(machine), environment)) {
          other.awaitAnswer(other.say("result from the desk"));

          machine.owner().reply(result.id(), "result second done");
          var refusal =
              await(machine, "the refusal", it -> it.text().contains("this conversation is open"));
          assertThat(refusal.text())
              .contains("in another program on the machine (process ", "then reply here");
          assertThat(refusal.silent()).isFalse();
          assertThat(machine.agentProcesses()).isEmpty();
          other.kill();
        }
        machine.owner().reply(result.id(), "result third done");
        await(machine, "what was said meanwhile", it -> isResult(it, "second done"));
        await(machine, "the last answer", it -> isResult(it, "third done"));
      }
    }
  }

  @Test
  void whatItWaitsForStandsInItsRegistryForAsLong(@TempDir Path folder) throws Exception {
    try (var api = new ScriptedMessagesApi(folder)) {
      var program = List.of(RealClaude.program().toString());
      var environment = RealClaude.environment(folder.resolve("claude"), api.url());
      var claude = new ClaudeCode(AgentKind.CLAUDE, program, folder, List.of(), environment);
      var session = new SessionId(UUID.randomUUID());
      var spec =
          new SessionSpec(
              session,
              1,
              AgentKind.CLAUDE,
              folder,
              session.toString(),
              SessionSpec.Start.FRESH,
              null,
              "default",
              0,
              null,
              Map.of());
      try (var agent = AgentProcess.start(claude, claude.launch(spec), folder, environment)) {
        var prompt = agent.say("permission Bash make tea; result tea is made");
        var asked = agent.await(AgentEvent.AskedPermission.class);
        World.await(
            "its word", () -> waitsFor(claude, session).equals(Optional.of("permission prompt")));

        agent.send(new AgentInput.Deny(asked.request(), "not now"));
        agent.awaitAnswer(prompt);
        World.await("that it rests", () -> waitsFor(claude, session).isEmpty());
        assertThat(claude.registered(Map.of())).hasSize(1);
      }
    }
  }

  private static Optional<String> waitsFor(ClaudeCode claude, SessionId session) {
    return claude.registered(Map.of()).stream()
        .filter(entry -> entry.conversation().equals(session.toString()))
        .flatMap(entry -> Optional.ofNullable(entry.waitsFor()).stream())
        .findFirst();
  }

  /// The folder of the session, of which the transcript is.
  private static Path worktree(Machine machine) throws Exception {
    try (var all = Files.list(machine.repo().resolve(".claude/worktrees"))) {
      return all.findFirst().orElseThrow();
    }
  }

  private static boolean isResult(ShownMessage message, String words) {
    return message.text().lines().anyMatch(words::equals);
  }

  private static ShownMessage await(Machine machine, String what, Predicate<ShownMessage> wanted) {
    return machine.chat().await(what, Machine.PATIENCE, it -> it.fromBot() && wanted.test(it));
  }
}
