package dev.nightdesk.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A second gateway is started on a home that is taken.
final class TwoGatewaysTest {
  /// What `serve` says when somebody else holds its home.
  private static final int HELD = 3;

  @Test
  void theSecondNamesTheFirstAndLeaves(@TempDir Path folder) {
    try (var machine = Machine.withScriptedAgent(folder).start()) {
      long first = machine.pid();

      assertThat(machine.startAnother()).isEqualTo(HELD);

      assertThat(machine.logged()).contains("process " + first);
      machine.owner().say("result the first goes on");
      machine
          .chat()
          .await("an answer", it -> it.text().lines().anyMatch("the first goes on"::equals));
    }
  }

  @Test
  void theHomeOfAKilledOneIsFree(@TempDir Path folder) {
    try (var machine = Machine.withScriptedAgent(folder).start()) {
      machine.kill().start();

      assertThat(machine.startAnother()).isEqualTo(HELD);
    }
  }
}
