package dev.nightdesk.tests.host;

import static dev.nightdesk.tests.host.HostWorld.DONE;
import static dev.nightdesk.tests.host.HostWorld.IMPATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.sessions.host.LocalHost;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An agent that was taken out of the config while a process of it lives.
@Timeout(60)
class UnservedTest {
  @TempDir Path home;
  private HostWorld world;
  private LocalHost without;

  @BeforeEach
  void open() {
    world = new HostWorld(home);
    without = LocalHost.open(home, Map.of(), IMPATIENT, System.getenv(), System::nanoTime);
  }

  @AfterEach
  void close() {
    without.close();
    world.close();
  }

  @Test
  void itsEndIsToldAndNothingElse() throws Exception {
    var session = world.started();
    try (var ear = Ear.at(without, session, Cursor.startOf(1))) {
      world.say(session, "a word", "exit 3");

      assertThat(ear.awaitEnd().code()).isEqualTo(3);
      ear.awaitReturn();
      assertThat(ear.heard()).hasSize(1);
      assertThat(ear.heard().getFirst().after()).isEqualTo(Cursor.startOf(2));
    }
  }

  @Test
  void itCanBeStopped() throws Exception {
    var session = world.started();
    try (var ear = Ear.at(without, session, Cursor.startOf(1))) {
      assertThat(without.stop(session, StopReason.STOP)).isEqualTo(DONE);

      assertThat(ear.awaitEnd().death()).isEqualTo(AgentEvent.Death.CLEAN);
    }
    assertThat(without.living()).isEmpty();
  }

  @Test
  void nothingIsWrittenToIt() throws Exception {
    var session = world.started();
    var line =
        without.encode(
            EchoBackend.KIND,
            new InputId(UUID.randomUUID()),
            new AgentInput.Prompt("hello", false));

    assertThat(without.send(session, 1, 0, line))
        .isEqualTo(
            new Outcome.Refused(
                Outcome.Reason.CANNOT_START,
                "the agent echo is not set up here any more; put it back into the config and start"
                    + " again"));
    assertThat(world.files(session).input()).isEmptyFile();
  }

  @Test
  void whatItSaidMeanwhileIsHeardWhenItIsSetUpAgain() throws Exception {
    var session = world.started();
    var unheard = Ear.at(without, session, Cursor.startOf(1));
    world.say(session, "a word");
    try (var ear = world.ear(session)) {
      ear.awaitWords("a word");
    }
    assertThat(unheard.heard()).isEmpty();
    unheard.close();
  }
}
