package dev.nightdesk.tests.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.flow.Steps;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.SessionId;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the gateway dies of, each time it is tried. An error that nobody catches stands for the end
/// of the process: what was noted stays as it is.
@Timeout(60)
class DeadlyTest {
  /// Of the first one nobody knows what it was at; these are counted.
  private static final int COUNTED = 3;

  @TempDir Path directory;
  private final AtomicInteger deaths = new AtomicInteger();
  private final Set<String> deadly = ConcurrentHashMap.newKeySet();
  private World world;
  private TestChannel channel;

  @BeforeEach
  void open() throws InterruptedException {
    world = World.open(World.Plan.of(directory).with(this::dying));
    channel = world.channel();
    deadly.add("deadly");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aMessageIsPutAsideAfterThreeCountedDeathsAndTheNextOneGoesOn() throws InterruptedException {
    channel.bring(channel.said("ana", "deadly", 1), channel.said("ana", "/help", 2));
    crashUntilItIsPutAside();
    assertThat(deaths.get()).isEqualTo(1 + COUNTED);
    channel.await("dead letter");
    channel.await("/agents");
    assertThat(world.dead().getFirst().stack()).contains("ended 3 times");
  }

  @Test
  void aLineIsPutAsideToo() throws InterruptedException {
    SessionId session = dispatched();
    world.host().emit(session, new AgentEvent.Spoke("deadly", false, false));
    world.host().emit(session, new AgentEvent.Spoke("and on", false, false));
    crashUntilItIsPutAside();
    assertThat(deaths.get()).isEqualTo(1 + COUNTED);
    World.await("the next line", () -> world.sessions().getFirst().turn().said().equals("and on"));
    assertThat(world.dead().getFirst().raw()).contains("deadly");
  }

  @Test
  void aStartThatIsDeadlyIsGivenUp() throws InterruptedException {
    deadly.add("Launch");
    channel.says("ana", "fix the tests");
    for (int death = 1; death <= 1 + COUNTED; death++) {
      awaitDeaths(death);
      world.crash();
    }
    World.await("the end", () -> world.sessions().getFirst().state() == State.FAILED);
    channel.await("could not be started");
    assertThat(deaths.get()).isEqualTo(1 + COUNTED);
  }

  @Test
  void whoOnlyStoodNearIsDealtWithOnce() throws InterruptedException {
    channel.says("ben", "deadly");
    channel.says("ana", "fix the tests");
    crashUntilItIsPutAside();
    world.awaitQuiet();
    assertThat(world.sessions()).hasSize(1);
    assertThat(world.dead()).hasSize(1);
  }

  @Test
  void aProperEndForgetsWhatWasCounted() throws InterruptedException {
    channel.says("ana", "deadly");
    for (int death = 1; death <= COUNTED; death++) {
      awaitDeaths(death);
      world.crash();
    }
    awaitDeaths(1 + COUNTED);
    world.restart();
    awaitDeaths(2 + COUNTED);
    assertThat(world.dead()).isEmpty();
  }

  private void crashUntilItIsPutAside() throws InterruptedException {
    for (int death = 1; death <= 1 + COUNTED; death++) {
      awaitDeaths(death);
      world.crash();
    }
    World.await("the dead letter", () -> world.dead().size() == 1);
  }

  private void awaitDeaths(int many) throws InterruptedException {
    World.await(many + " deaths", () -> deaths.get() >= many);
  }

  private SessionId dispatched() throws InterruptedException {
    channel.says("ana", "fix the tests");
    SessionId session = world.onlySession();
    World.await("the prompt", () -> !world.host().appended(session).isEmpty());
    return session;
  }

  private Steps.Decider dying(Steps.Decider desk) {
    return (view, what, at, ids) -> {
      if (isDeadly(what)) {
        deaths.incrementAndGet();
        throw new InternalError("as if the process had ended");
      }
      return desk.decide(view, what, at, ids);
    };
  }

  private boolean isDeadly(Happening what) {
    return switch (what) {
      case Happening.Came came ->
          came.inbound() instanceof Inbound.Said said && deadly.contains(said.text());
      case Happening.Line line ->
          line.events().contains(new AgentEvent.Spoke("deadly", false, false));
      case Happening.Lines lines -> lines.lines().stream().anyMatch(this::isDeadly);
      case Happening.Ended ended ->
          ended.result() instanceof Happening.Result.Launched
              && deadly.contains(ended.effect().getClass().getSimpleName());
      case Happening.Overdue _,
          Happening.Tick _,
          Happening.Opened _,
          Happening.Rebooted _,
          Happening.LostQuestion _,
          Happening.Stray _,
          Happening.PlaceLost _,
          Happening.Unshown _ ->
          false;
    };
  }
}
