package dev.nightdesk.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A second gateway is started on a home that is taken; what its agents notice of that is in
/// `DyingContract`.
final class TwoGatewaysTest {
  /// What `serve` says when somebody else holds its home.
  private static final int HELD = 3;

  @Test
  void theHomeOfAKilledOneIsFree(@TempDir Path folder) {
    try (var machine = Machine.withScriptedAgent(folder).start()) {
      machine.kill().start();

      assertThat(machine.startAnother()).isEqualTo(HELD);
    }
  }
}
