package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.world.Machine;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a service manager does to end or to restart the gateway.
@Timeout(120)
final class EndingTest {
  /// What a service manager reads for a program that ended because of SIGTERM: the unit calls it a
  /// success.
  private static final int TERMINATED = 143;

  @Test
  void toldToEndItEndsByItselfInOrderAndItsAgentsWorkOn(@TempDir Path folder) throws Exception {
    try (var machine = Machine.withRoom(folder, "").start()) {
      machine.owner().say("permission Bash make tea; result tea is made");
      var asked =
          machine
              .chat()
              .await("the question", Machine.PATIENCE, it -> it.labels().contains("Allow once"));
      var agents = machine.agents();
      assertThat(figures(machine))
          .contains("nightdesk_sessions{state=\"needs_input\"} 1.0", "nightdesk_store_waiting 0.0");

      assertThat(machine.terminate()).isEqualTo(TERMINATED);

      assertThat(machine.logged()).contains("event=ended");
      assertThat(machine.books().column("SELECT value FROM meta WHERE key = 'running'"))
          .as("the next one need not be careful")
          .containsExactly("no");
      assertThat(machine.home().resolve("holder")).doesNotExist();
      assertThat(machine.agents()).isEqualTo(agents).hasSize(1);
      machine.owner().press(asked.id(), "Allow once");
      machine.start();
      machine
          .chat()
          .await(
              "the answer",
              Machine.PATIENCE,
              it -> it.text().lines().anyMatch("tea is made"::equals));
    }
  }

  private static List<String> figures(Machine machine) throws Exception {
    String ready = machine.readyLine();
    var address =
        URI.create("http://127.0.0.1:" + ready.substring(ready.lastIndexOf(' ') + 1) + "/metrics");
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofLines())
          .body()
          .toList();
    }
  }
}
