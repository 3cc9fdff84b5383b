package dev.nightdesk.tests.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.tests.host.FakeHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// There are fewer places for processes than there is work.
@Timeout(60)
class PlacesFlowTest {
  private static final long FLOOR = 1L << 30;

  @TempDir Path directory;
  private World world;
  private FakeHost host;

  @BeforeEach
  void open() throws Exception {
    var plan = World.Plan.of(directory);
    world =
        World.open(
            new World.Plan(
                plan.directory(),
                plan.time(),
                plan.nanos(),
                plan.wall(),
                plan.channel(),
                plan.moreChannels(),
                plan.host(),
                plan.agents(),
                1,
                plan.desk(),
                plan.transcriber()));
    host = world.host();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Session named(String task) {
    return world.sessions().stream()
        .filter(it -> it.origin().prompt().equals(task))
        .findFirst()
        .orElseThrow();
  }

  private void dispatches(String task) throws Exception {
    int before = world.sessions().size();
    world.channel().says("ana", task);
    World.await(task, () -> world.sessions().size() == before + 1);
    world.pass(Duration.ofSeconds(1));
  }

  /// Its turn is over and its process, which makes room, too.
  private void finishes(String task) throws Exception {
    var session = named(task).id();
    World.await("its prompt", () -> !host.appended(session).isEmpty());
    host.emit(
        session,
        new AgentEvent.TurnEnded(
            AgentEvent.Ending.COMPLETED,
            null,
            "Done.",
            host.appended(session).stream().map(it -> it.line().id()).toList(),
            1,
            Duration.ofSeconds(1),
            0.01,
            0,
            false));
    World.await("the end of " + task, () -> named(task).state() == State.COMPLETED);
    host.die(session, 0);
  }

  private void awaitStarted(String task) throws Exception {
    World.await(
        "the start of " + task,
        () ->
            host.started().stream()
                .reduce((_, last) -> last)
                .filter(last -> last.id().equals(named(task).id()))
                .isPresent());
  }

  @Test
  void theLineOutlivesTheGatewayAndMovesFirstComeFirstServed() throws Exception {
    var tasks = List.of("task one", "task two", "task three", "task four");
    for (var task : tasks) {
      dispatches(task);
    }
    World.await("the first", () -> host.started().size() == 1);
    world.passUntil(
        "the place in line",
        Duration.ofSeconds(1),
        () ->
            world.channel().messages().stream()
                .anyMatch(it -> it.text().contains("number 3 in line")));

    world.restart();
    assertThat(host.started()).hasSize(1);
    for (int place = 1; place < tasks.size(); place++) {
      finishes(tasks.get(place - 1));
      awaitStarted(tasks.get(place));
      assertThat(host.started()).hasSize(place + 1);
    }
  }

  @Test
  void belowTheFloorNothingStartsAndAboveItTheLineMovesOn() throws Exception {
    dispatches("task one");
    awaitStarted("task one");
    dispatches("task two");
    world.freeDisk(FLOOR - 1);
    finishes("task one");
    world.flow().tick();
    assertThat(named("task two").state()).isEqualTo(State.QUEUED);
    world.channel().says("ana", "task three");
    world.channel().await("disk is nearly full");
    assertThat(world.sessions()).hasSize(2);

    world.freeDisk(FLOOR);
    world.flow().tick();
    awaitStarted("task two");
  }
}
