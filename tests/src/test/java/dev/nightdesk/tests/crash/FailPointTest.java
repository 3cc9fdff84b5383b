package dev.nightdesk.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.flow.Point;
import dev.nightdesk.sessions.FailPoint;
import dev.nightdesk.tests.world.Keeper;
import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The gateway halts at each arrow between phone and agent, and is started again; alone, and
/// together with every agent it had.
///
/// In the long run only: all points in one run have not been seen green yet.
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FailPointTest {
  /// What a shell reports for a process killed by signal 9.
  private static final int KILLED = 137;

  private Machine machine;
  private long unclaimed;

  @BeforeAll
  void makeTheMachine(@TempDir Path folder) {
    machine = Machine.withRoom(folder, "");
  }

  @AfterEach
  void endTheGatewayAndItsAgents() {
    machine.kill();
    machine.agentProcesses().forEach(ProcessHandle::destroyForcibly);
  }

  @AfterAll
  void close() {
    machine.close();
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void theGatewayHaltsAndNobodyNotices(Point point) {
    playWhileItHaltsAt(point, "gone", () -> {}, 1);
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void theGatewayAndItsAgentsDieAndNobodyNotices(Point point) {
    playWhileItHaltsAt(
        point, "both", () -> machine.agents().forEach(ProcessHandle::destroyForcibly), 2);
  }

  private void playWhileItHaltsAt(Point point, String mark, Runnable meanwhile, int most) {
    var story = new Story(machine, mark + point.name().toLowerCase(Locale.ROOT).replace('_', 'x'));
    var gateway = machine.launch(Map.of(FailPoint.VARIABLE, visit(point)));
    var keeper = Keeper.watch(machine, gateway, meanwhile);

    story.play();

    assertThat(keeper.awaitRestart()).isEqualTo(KILLED);
    story.assertAllIsRight(most);
    assertThat(story.unclaimed() - unclaimed).as("creates the halt cut off").isBetween(0L, 2L);
    unclaimed = story.unclaimed();
  }

  /// The first step of all is the start itself; it is the next one that a message takes.
  private static String visit(Point point) {
    return switch (point) {
      case STEP_DECIDED, STEP_COMMITTED -> point.name() + "@2";
      case INBOUND_ARRIVED,
          INBOUND_RECEIVED,
          SEND_CLAIMED,
          SEND_APPENDED,
          WORKPLACE_PREPARED,
          AGENT_LAUNCHED,
          AGENT_STOPPED,
          FILE_FETCHED,
          FILE_SENT,
          EFFECT_ENDED,
          LINE_READ,
          LINE_STEPPED,
          CREATE_READY,
          CREATE_SENT,
          EDIT_SENT,
          SHOWN_COMMITTED ->
          point.name();
    };
  }
}
