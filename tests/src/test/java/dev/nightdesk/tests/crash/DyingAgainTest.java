package dev.nightdesk.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.flow.Point;
import dev.nightdesk.sessions.FailPoint;
import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gateway's process dies of one and the same thing, start after start.
final class DyingAgainTest {
  /// What a shell reports for a process killed by signal 9.
  private static final int KILLED = 137;

  /// The first death is only known as one.
  private static final int DEATHS = 4;

  /// In the long run only: five starts, and the same is tested without a process.
  @Test
  @Tag("long")
  void aLineThatKillsItIsPassedAndTheSessionComesToItsEnd(@TempDir Path folder) {
    try (var machine = Machine.withRoom(folder, "").trapped().start()) {
      machine.trap().halt(Point.LINE_HEARD);
      machine.owner().say("say one; result done");
      assertThat(machine.awaitEnd()).isEqualTo(KILLED);
      for (int death = 2; death <= DEATHS; death++) {
        // The first step is the start's own.
        machine.launch(Map.of(FailPoint.VARIABLE, Point.STEP_DECIDED + "@2"));
        assertThat(machine.awaitEnd()).isEqualTo(KILLED);
      }
      machine.start();
      machine
          .chat()
          .await("the answer", Machine.PATIENCE, it -> it.text().lines().anyMatch("done"::equals));
      assertThat(machine.books().column("SELECT id FROM dead")).hasSize(1);
      // The last line is crossed off after what came of it is shown.
      Eventually.is(
          "nothing is on trial",
          Machine.PATIENCE,
          () -> machine.books().column("SELECT what FROM trials").isEmpty());
    }
  }

  @Test
  void aStartOfAnAgentThatKillsItIsGivenUpAndThePersonIsTold(@TempDir Path folder) {
    try (var machine = Machine.withRoom(folder, "").trapped().start()) {
      machine.trap().halt(Point.WORKPLACE_PREPARED);
      machine.owner().say("result never");
      assertThat(machine.awaitEnd()).isEqualTo(KILLED);
      for (int death = 2; death <= DEATHS; death++) {
        machine.trap().halt(Point.WORKPLACE_PREPARED);
        machine.launch(Map.of());
        assertThat(machine.awaitEnd()).isEqualTo(KILLED);
      }
      // Nobody comes there any more.
      machine.trap().halt(Point.WORKPLACE_PREPARED);
      machine.start();
      machine
          .chat()
          .await("the news", Machine.PATIENCE, it -> it.text().contains("could not be started"));
    }
  }
}
