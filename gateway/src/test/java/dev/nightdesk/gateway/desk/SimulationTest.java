package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
  private static final int STEPS = 2_000;
  private static final int MANY_SEEDS = 300;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverHappensTheInvariantsHold(long seed) {
    run(seed);
  }

  @Test
  @Tag("long")
  void theyHoldForManySeeds() {
    for (long seed = 100; seed < 100 + MANY_SEEDS; seed++) {
      run(seed);
    }
  }

  private static void run(long seed) {
    var simulation = new Simulation(seed);
    try {
      simulation.run(STEPS);
      Invariants.ofEverything(simulation.world.view);
      simulation.comesToRest();
      nothingIsLeftUndone(simulation.world.view);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed " + seed + ", step " + simulation.world.steps() + ": " + e.getMessage(), e);
    }
    assertThat(simulation.world.view.sessions).as("something happened").hasSizeGreaterThan(2);
  }

  /// Every session comes to rest, and every prompt is done, taken back, or kept by a failure.
  private static void nothingIsLeftUndone(MemoryView view) {
    for (Session session : view.sessions.values()) {
      assertThat(session.state())
          .as("%s %s", session.shortId(), session.run())
          .isIn(State.IDLE, State.COMPLETED, State.FAILED, State.STOPPED);
      if (session.state() != State.FAILED) {
        assertThat(view.openPrompts(session.id())).as("%s", session).isEmpty();
      }
    }
  }
}
