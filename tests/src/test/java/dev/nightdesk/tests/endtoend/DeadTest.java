package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.world.Installation;
import dev.nightdesk.tests.world.Machine;
import dev.nightdesk.tests.world.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `nightdesk dead`, beside a gateway that runs and without one.
@Timeout(120)
final class DeadTest {
  @TempDir Path folder;

  @Test
  void theGatewayThatRunsIsAskedAndWithoutOneTheDatabaseIsOpened() throws Exception {
    var installation = Installation.in(folder.resolve("installation"));
    try (var machine = Machine.withRoom(folder, "").start()) {
      putTwoAside(machine);

      assertThat(dead(installation, "list"))
          .containsPattern("(?m)^1 .* unreadable: a message that waited")
          .containsPattern("(?m)^2 .* unreadable: a message that waited");
      assertThat(dead(installation, "retry", "1")).contains("letter 1 can still not be read");
      assertThat(dead(installation, "drop", "1")).isEqualTo("Dead letter 1 is gone.\n");
      assertThat(machine.books().column("SELECT id FROM dead")).containsExactly("2");

      machine.stop();

      assertThat(dead(installation, "retry", "2"))
          .isEqualTo("Start the gateway first: trying again is its work.\n");
      assertThat(dead(installation, "drop", "2")).isEqualTo("Dead letter 2 is gone.\n");
      assertThat(dead(installation, "list")).isEqualTo("No dead letters.\n");
    }
  }

  /// Messages in the inbox that nobody can read.
  private static void putTwoAside(Machine machine) throws InterruptedException {
    machine.owner().say("/help");
    machine.telegram().awaitConfirmed();
    for (String id : List.of("s1", "s2")) {
      machine
          .books()
          .change(
              "INSERT INTO inbox (source, source_id, lane, body, received_at)"
                  + " SELECT source, '%s', lane, '{spoilt', 0 FROM inbox LIMIT 1".formatted(id));
    }
    machine.owner().say("/agents");
    World.await(
        "two dead letters", () -> machine.books().column("SELECT id FROM dead").size() == 2);
  }

  private String dead(Installation installation, String verb, String... numbers) {
    var words = new ArrayList<String>(List.of("dead", verb));
    words.addAll(List.of(numbers));
    words.addAll(List.of("--config", folder.resolve("nightdesk.yaml").toString()));
    try (var person = installation.start(words.toArray(String[]::new))) {
      assertThat(person.awaitEnd()).as(person.screen()).isZero();
      return person.screen();
    }
  }
}
