package dev.nightdesk.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.flow.Point;
import dev.nightdesk.tests.world.Keeper;
import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// At each arrow between phone and agent the gateway halts, or every agent dies, or both; while one
/// agent waits for leave and another one is about to start. A gateway that halted is started again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FailPointTest {
  /// What a shell reports for a process killed by signal 9.
  private static final int KILLED = 137;

  /// One message and one file may be on their way.
  private static final long CUT_OFF = 2;

  /// Of the agents' cases, in every run.
  private static final int SOME = 4;

  private Machine machine;
  private int stories;

  enum Victim {
    GATEWAY,
    AGENTS,
    BOTH
  }

  static Stream<Arguments> theGatewayAtEachPoint() {
    return cases(List.of(Victim.GATEWAY));
  }

  static Stream<Arguments> theAgentsAtEachPoint() {
    return cases(List.of(Victim.AGENTS, Victim.BOTH));
  }

  static Stream<Arguments> theAgentsAtSomePoints() {
    long seed = Long.getLong("nightdesk.seed", new Random().nextLong());
    System.out.println("fail points of agents: -Dnightdesk.seed=" + seed);
    var all = new ArrayList<>(theAgentsAtEachPoint().toList());
    Collections.shuffle(all, new Random(seed));
    return all.stream().limit(SOME);
  }

  private static Stream<Arguments> cases(List<Victim> victims) {
    return Stream.of(Point.values())
        // No threads are opened in a private chat; `TopicTest` is about those.
        .filter(point -> point != Point.THREAD_OPENED)
        .flatMap(point -> victims.stream().map(who -> Arguments.of(point, who)));
  }

  @BeforeAll
  void startTheMachine(@TempDir Path folder) {
    machine = Machine.withRoom(folder, "").trapped().start();
  }

  @AfterEach
  void endTheAgents() {
    killAgents();
  }

  @AfterAll
  void close() {
    machine.close();
  }

  @ParameterizedTest
  @MethodSource("theGatewayAtEachPoint")
  void nobodyNotices(Point point, Victim who) {
    play(point, who);
  }

  /// Other ones each time; a seed brings the same again.
  @ParameterizedTest
  @MethodSource("theAgentsAtSomePoints")
  void nobodyNoticesSomebodyElseDie(Point point, Victim who) {
    play(point, who);
  }

  /// In the long run only: each costs four seconds of processor time, and there are 36.
  @ParameterizedTest
  @MethodSource("theAgentsAtEachPoint")
  @Tag("long")
  void nobodyNoticesWhoeverElseDies(Point point, Victim who) {
    play(point, who);
  }

  private void play(Point point, Victim who) {
    // Short, or a card's title would cut it.
    var story = new Story(machine, "case-%03d".formatted(++stories));
    story.begin();
    var keeper = setTheTrap(point, who);

    story.goOn();

    assertThat(keeper.await()).isEqualTo(who == Victim.AGENTS ? 0 : KILLED);
    story.assertAllIsRight(who == Victim.GATEWAY ? 1 : 2, who == Victim.AGENTS ? 0 : CUT_OFF);
  }

  private Keeper setTheTrap(Point point, Victim who) {
    return switch (who) {
      case GATEWAY -> haltAt(point, () -> {});
      case AGENTS -> holdAt(point, this::killAgents);
      case BOTH -> haltAt(point, this::killAgents);
    };
  }

  private Keeper haltAt(Point point, Runnable meanwhile) {
    var keeper = Keeper.ofGateway(machine, meanwhile);
    machine.trap().halt(point);
    return keeper;
  }

  private Keeper holdAt(Point point, Runnable meanwhile) {
    machine.trap().hold(point);
    return Keeper.ofHeld(machine, meanwhile);
  }

  private void killAgents() {
    machine.agents().forEach(ProcessHandle::destroyForcibly);
  }
}
