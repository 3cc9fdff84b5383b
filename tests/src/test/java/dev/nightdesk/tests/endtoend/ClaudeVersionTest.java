package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.claude.RealClaude;
import dev.nightdesk.tests.claude.ScriptedMessagesApi;
import dev.nightdesk.tests.world.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Claude Code that cannot be used is named at the start and on the card, and used as soon as it
/// can be (VER-1).
class ClaudeVersionTest {
  @TempDir Path folder;

  @Test
  void oneThatIsTooOldIsRefusedUntilItIsUpdated() throws IOException {
    Path program = program("echo '2.1.299 (Claude Code)'");
    try (var api = new ScriptedMessagesApi(folder);
        var machine = machine(program, api.url())) {
      machine.start();
      String words =
          "Claude Code 2.1.299 is too old: Nightdesk needs 2.1.300 or newer. Please run `claude"
              + " update`.";
      OnThePhone.until("serve says it", () -> machine.logged().contains(words));

      machine.phone().say("result up-to-date");
      var refused =
          machine.phone().await("the refusal", Machine.PATIENCE, it -> it.text().contains(words));
      assertThat(refused.rang()).isTrue();
      assertThat(machine.agents()).isEmpty();

      program("exec " + RealClaude.program() + " \"$@\"");
      machine.phone().reply(refused, "result updated-now");
      machine
          .phone()
          .await("the answer", Machine.PATIENCE, it -> OnThePhone.hasLine(it, "updated-now"));
    }
  }

  @Test
  void oneThatIsMissingIsNamed() {
    try (var machine = machine(folder.resolve("no-claude"), "http://127.0.0.1:1")) {
      machine.start();
      OnThePhone.until(
          "serve says it",
          () ->
              machine
                  .logged()
                  .contains(
                      "There is no program "
                          + folder.resolve("no-claude")
                          + ". Install Claude Code, or name its whole path as"
                          + " agents.claude.command."));

      machine.owner().say("result never-run");

      machine
          .chat()
          .await(
              "the refusal",
              it ->
                  it.text().contains("It could not be started: there is no program")
                      && it.text().contains("Install it, or name its whole path in the config."));
    }
  }

  private Machine machine(Path program, String api) {
    return Machine.withAgent(
        folder, List.of(program.toString()), RealClaude.environment(folder.resolve("claude"), api));
  }

  /// Writes the program anew, in one move.
  private Path program(String line) throws IOException {
    Path fresh = Files.writeString(folder.resolve("claude.new"), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
    return Files.move(
        fresh,
        folder.resolve("claude-program"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }
}
