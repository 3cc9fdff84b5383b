package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.channels.ShownThere;
import dev.nightdesk.tests.claude.RealClaude;
import dev.nightdesk.tests.claude.ScriptedMessagesApi;
import dev.nightdesk.tests.world.Machine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Claude Code on a bad line.
class ClaudeNetworkTest {
  private static final String UNREACHED =
      "The model's service could not be reached. Check the machine's network, then reply here to go"
          + " on.";

  /// With two retries.
  private static final int CALLS = 3;

  @TempDir Path folder;

  @Test
  void aConnectionThatIsRefusedIsNamed() throws IOException {
    try (var machine = machine("http://127.0.0.1:" + freePort())) {
      machine.phone().say("result never-reached");

      var told = await(machine, "the failure", it -> it.text().contains(UNREACHED));
      assertThat(told.rang()).isTrue();
      await(machine, "the card", it -> it.text().contains("Failed · result never-reached"));
    }
  }

  @Test
  void anAnswerThatBreaksOffIsTriedAgain() {
    try (var api = new ScriptedMessagesApi(folder);
        var machine = machine(api.url())) {
      api.cutNext("half an ans");
      machine.phone().say("result whole-answer");

      var told = await(machine, "the answer", it -> OnThePhone.isAnswer(it, "whole-answer"));
      assertThat(told.rang()).isTrue();
      assertThat(machine.phone().fromBot()).noneMatch(it -> it.text().contains("half an ans"));
    }
  }

  @Test
  void aLineThatBreaksAgainAndAgainIsNamed() {
    try (var api = new ScriptedMessagesApi(folder);
        var machine = machine(api.url())) {
      api.cutNext("half an ans");
      for (int call = 1; call < CALLS; call++) {
        api.dropNext();
      }
      machine.phone().say("result cut-off");

      var told = await(machine, "the failure", it -> it.text().contains(UNREACHED));
      assertThat(told.rang()).isTrue();
      assertThat(api.calls()).hasSize(CALLS);
      machine.phone().reply(told, "result mended-line");
      await(machine, "the answer", it -> OnThePhone.isAnswer(it, "mended-line"));
    }
  }

  private Machine machine(String api) {
    return Machine.withAgent(
            folder,
            List.of(RealClaude.program().toString()),
            RealClaude.environment(folder.resolve("claude"), api))
        .start();
  }

  private static ShownThere await(Machine machine, String what, Predicate<ShownThere> wanted) {
    return machine.phone().await(what, Machine.PATIENCE, wanted);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
