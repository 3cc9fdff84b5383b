package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The machine is switched off and on again, as far as a test can: every process is killed at once,
/// and the kernel names another boot than the one the gateway remembers.
@Timeout(120)
final class RebootTest {
  @Test
  void allGoOnAskAgainAndOneDigestTellsOfIt(@TempDir Path folder) throws Exception {
    try (var machine = Machine.withScriptedAgent(folder).start()) {
      machine.owner().say("permission Bash make tea; result tea is made");
      var tea = asked(machine, "make tea", 0);
      machine.owner().say("permission Bash make bread; result bread is made");
      var bread = asked(machine, "make bread", 0);

      machine.kill();
      // The agents first: one whose input ends before it dies takes that for a denial.
      machine.agents().forEach(ProcessHandle::destroyForcibly);
      machine.agentProcesses().forEach(ProcessHandle::destroyForcibly);
      bootedBefore(machine);
      machine.start();

      var teaAgain = asked(machine, "make tea", tea.id());
      asked(machine, "make bread", bread.id());
      await(machine, "the digest", it -> it.text().contains("The machine restarted. 2 sessions"));
      machine.owner().press(teaAgain.id(), "Allow once");
      await(machine, "the tea", it -> it.text().lines().anyMatch("tea is made"::equals));
      assertThat(
              machine.chat().fromBot().stream()
                  .filter(it -> it.text().contains("The machine restarted")))
          .hasSize(1)
          .allMatch(ShownMessage::silent);
    }
  }

  private static void bootedBefore(Machine machine) throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + machine.home().resolve("nightdesk.db"));
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE meta SET value = 'before' WHERE key = 'boot'"))
          .isEqualTo(1);
    }
  }

  private static ShownMessage asked(Machine machine, String words, long behind) {
    return await(
        machine,
        "the question of " + words,
        it -> it.id() > behind && it.labels().contains("Allow once") && it.text().contains(words));
  }

  private static ShownMessage await(Machine machine, String what, Predicate<ShownMessage> wanted) {
    return machine.chat().await(what, Machine.PATIENCE, it -> it.fromBot() && wanted.test(it));
  }
}
