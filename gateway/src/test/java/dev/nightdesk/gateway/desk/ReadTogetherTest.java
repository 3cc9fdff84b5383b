package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.CardId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How many lines are read together depends on the machine's mood, so nothing may depend on it.
class ReadTogetherTest {
  private static final int STEPS = 1_500;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void linesReadTogetherComeToTheSameAsOneByOne(long seed) {
    var together = played(seed, true);
    var oneByOne = played(seed, false);
    assertThat(together.sessions).isEqualTo(oneByOne.sessions);
    assertThat(together.prompts).isEqualTo(oneByOne.prompts);
    assertThat(together.requests).isEqualTo(oneByOne.requests);
    assertThat(faces(together)).isEqualTo(faces(oneByOne));
  }

  private static MemoryView played(long seed, boolean together) {
    var simulation = new Simulation(seed);
    simulation.world.readsTogether = together;
    for (int i = 0; i < STEPS; i++) {
      simulation.act();
    }
    return simulation.world.view;
  }

  /// What people see in the end. How often it was changed may differ.
  private static Map<CardId, Draft.Face> faces(MemoryView view) {
    var faces = new LinkedHashMap<CardId, Draft.Face>();
    view.cards.forEach((id, wanted) ->
        faces.put(
            id,
            new Draft.Face(wanted.card().tone(), wanted.card().blocks(), wanted.card().buttons())));
    return faces;
  }
}
