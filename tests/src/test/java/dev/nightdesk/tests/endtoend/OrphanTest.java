package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What agents left running is found when the gateway starts, and named to its owner.
@Timeout(120)
final class OrphanTest {
  @Test
  void aProcessThatServesNobodyIsNamedAtTheStartAndLeftAlone(@TempDir Path folder)
      throws Exception {
    try (var machine = Machine.withScriptedAgent(folder).start()) {
      machine.owner().say("/help");
      machine.chat().await("the help", Machine.PATIENCE, message -> message.fromBot());
      machine.stop();

      var builder = new ProcessBuilder("sleep", "617");
      builder.environment().put("NIGHTDESK_SESSION_HOME", machine.home().toRealPath().toString());
      builder.environment().put("NIGHTDESK_SESSION", UUID.randomUUID().toString());
      builder.environment().put("NIGHTDESK_INCARNATION", "1");
      var orphan = builder.start();
      try {
        machine.start();

        var named =
            machine
                .chat()
                .await(
                    "the orphan",
                    Machine.PATIENCE,
                    message -> message.text().contains("process " + orphan.pid()));
        assertThat(named.text()).contains("no session knows", "(sleep 617)", "end it if");
        assertThat(orphan.isAlive()).isTrue();
      } finally {
        orphan.destroyForcibly();
      }
    }
  }
}
