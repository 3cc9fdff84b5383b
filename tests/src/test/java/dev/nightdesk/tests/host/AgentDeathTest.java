package dev.nightdesk.tests.host;

import static dev.nightdesk.tests.host.HostWorld.awaitDead;
import static dev.nightdesk.tests.host.HostWorld.isAlive;
import static dev.nightdesk.tests.host.HostWorld.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentEvent.Exited;
import dev.nightdesk.sessions.AgentEvent.Noise;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.SessionHost.Living;
import dev.nightdesk.sessions.StopReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each of an agent's processes may be killed by anybody at any time.
@Timeout(60)
class AgentDeathTest {
  @TempDir Path home;
  private HostWorld world;

  @BeforeEach
  void open() {
    world = new HostWorld(home);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({"KILL,137", "TERM,143", "INT,0", "HUP,129", "SEGV,139"})
  void aSignalToTheAgentIsToldByItsCode(String signal, int code) throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      world.say(session, "hello");
      ear.awaitWords("hello");
      signal(signal, world.pid(session, "agent"));

      assertThat(ear.awaitEnd().code()).isEqualTo(code);
    }
  }

  @Test
  void aSignalToTheWholeGroupIsToldByItsCodeToo() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      ear.awaitBeginning("started ");
      signal("TERM", -world.pid(session, "launcher"));

      assertThat(ear.awaitEnd().code()).isEqualTo(143);
    }
  }

  @Test
  void withoutItsTailTheAgentIsEndedBeforeItsInputEnds() throws Exception {
    var session = world.started();
    long tail = world.pid(session, "tail");
    world.say(session, "hello");
    try (var ear = world.ear(session)) {
      ear.awaitWords("hello");
    }
    signal("KILL", tail);
    awaitDead(tail);

    // Nobody looked meanwhile.
    try (var ear = world.ear(session)) {
      assertThat(ear.awaitEnd()).isEqualTo(new Exited(143, Death.CLEAN, ""));
      assertThat(ear.words()).endsWith("hello");
    }
  }

  @Test
  void withoutItsTailAnAgentThatHearsNothingIsKilled() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      world.say(session, "deaf");
      ear.awaitWords("deaf");
      signal("KILL", world.pid(session, "tail"));

      assertThat(ear.awaitEnd().code()).isEqualTo(137);
    }
  }

  @Test
  void whoOnlyLooksEndsNobody() throws Exception {
    var session = world.started();
    long tail = world.pid(session, "tail");
    signal("KILL", tail);
    awaitDead(tail);

    assertThat(world.host.living()).extracting(Living::id).containsExactly(session);
    assertThat(isAlive(world.pid(session, "agent"))).isTrue();
  }

  @Test
  void withoutItsTailAndItsLauncherTheAgentReadsToTheEndAndLeaves() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      world.say(session, "hello");
      ear.awaitWords("hello");
      signal("KILL", world.pid(session, "launcher"), world.pid(session, "tail"));

      ear.awaitWords("end of input");
      assertThat(ear.awaitEnd().code()).isNull();
    }
  }

  @Test
  void withoutItsLauncherTheAgentWorksOnAndItsEndIsToldWithoutACode() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      ear.awaitBeginning("started ");
      long launcher = world.pid(session, "launcher");
      signal("KILL", launcher);
      awaitDead(launcher);

      world.say(session, "still there?");
      ear.awaitWords("still there?");
      assertThat(world.host.living()).containsExactly(new Living(session, 1, launcher));
      world.say(session, "turn", "exit 0");

      assertThat(ear.awaitEnd()).isEqualTo(new Exited(null, Death.CRASHED, ""));
      awaitDead(world.pid(session, "tail"));
      assertThat(world.host.living()).isEmpty();
    }
  }

  @Test
  void aTailThatIsLeftAloneIsEnded() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      ear.awaitBeginning("started ");
      // Stopped, it cannot notice by itself that nobody reads it.
      signal("STOP", world.pid(session, "tail"));
      signal("KILL", world.pid(session, "launcher"), world.pid(session, "agent"));

      assertThat(ear.awaitEnd().code()).isNull();
      awaitDead(world.pid(session, "tail"));
    }
  }

  @Test
  void whenAllAreKilledAtOnceTheEndIsToldWithoutACode() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      ear.awaitBeginning("started ");
      signal("KILL", -world.pid(session, "launcher"));

      assertThat(ear.awaitEnd()).isEqualTo(new Exited(null, Death.FAILED_START, ""));
    }
  }

  @Test
  void oneThatFollowsLaterHearsAllThatWasSaidAndTheEnd() throws Exception {
    var session = world.started();
    world.say(session, "one", "two", "error oh no", "exit 5");
    awaitDead(world.pid(session, "agent"));

    try (var late = world.another();
        var ear = Ear.at(late, session, Cursor.startOf(1))) {
      var end = ear.awaitEnd();
      assertThat(ear.words()).contains("one", "two");
      assertThat(end).isEqualTo(new Exited(5, Death.FAILED_START, "oh no"));
    }
  }

  @Test
  void aTurnThatEndedBeforeTheCursorCounts() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      world.say(session, "turn", "hello");
      ear.awaitWords("hello");
      var behindTheTurn = ear.heard().getLast().after();
      world.say(session, "exit 1");
      ear.awaitEnd();

      try (var later = Ear.at(world.host, session, behindTheTurn)) {
        assertThat(later.awaitEnd().death()).isEqualTo(Death.CRASHED);
      }
    }
  }

  @Test
  void aLineThatDeathCutOffIsToldAsNoise() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      world.say(session, "hello", "half");
      assertThat(ear.awaitEnd().code()).isEqualTo(137);

      var last = ear.heard().get(ear.heard().size() - 2);
      assertThat(last.raw()).isEqualTo("half a li");
      assertThat(last.events()).hasOnlyElementsOfType(Noise.class).hasSize(1);
    }
  }

  @Test
  void noiseAndABugOfTheDecoderHideNothing() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      world.say(session, "garbage", "trip", "hello");
      ear.awaitWords("hello");

      assertThat(ear.events()).filteredOn(event -> event instanceof Noise).hasSize(2);
    }
  }

  @Test
  void anAnswerOfTwoMegabytesIsOneLine() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      world.say(session, "big 2000000", "after");
      ear.awaitWords("after");

      assertThat(ear.words()).contains("x".repeat(2_000_000));
      assertThat(ear.heard()).allMatch(heard -> heard.raw().length() <= 4_096);
    }
  }

  @Test
  void aPromptOfTwoMegabytesIsOneLineToo() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      var big = "y".repeat(2_000_000);
      world.say(session, big, "after");
      ear.awaitWords("after");

      assertThat(ear.words()).contains(big);
    }
  }

  @Test
  void theDeadAreNotMistakenForAliveWhenTheirPidsServeOthers() throws Exception {
    var session = world.started();
    var pids = world.allPids(session);
    world.host.stop(session, StopReason.STOP);
    var stranger = new ProcessBuilder("sleep", "600").start();
    try {
      var written = Files.readString(world.files(session).pids());
      var reused = written.replaceAll("(launcher|tail|agent) [0-9]+", "$1 " + stranger.pid());
      Files.writeString(world.files(session).pids(), reused);

      assertThat(world.host.living()).isEmpty();
      world.host.stop(session, StopReason.TAMPERED);
      assertThat(stranger.isAlive()).isTrue();
      assertThat(pids).noneMatch(HostWorld::isAlive);
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void afterANewBootNobodyLives() throws Exception {
    var session = world.started();
    var pids = world.files(session).pids();
    var written = Files.readString(pids);
    Files.writeString(pids, written.replaceFirst("boot .*", "boot another"));

    try (var ear = world.ear(session)) {
      assertThat(ear.awaitEnd().code()).isNull();
    }
    Files.writeString(pids, written);
    assertThat(List.of(isAlive(world.pid(session, "agent")))).containsExactly(true);
  }

  @Test
  void toAThreadThatIsInterruptedTheLivingDoNotLookDead() throws Exception {
    var session = world.started();
    var told = new ArrayList<AgentEvent>();
    try {
      Thread.currentThread().interrupt();
      assertThat(world.host.living()).hasSize(1);
      assertThat(world.host.send(session, 1, 0, world.line("hello"))).isEqualTo(HostWorld.DONE);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThatThrownBy(() ->
              world.host.follow(
                  session, Cursor.startOf(1), (after, events, raw) -> told.addAll(events)))
          .isInstanceOf(InterruptedException.class);
    } finally {
      Thread.interrupted();
    }
    assertThat(told).noneMatch(event -> event instanceof Exited);
    try (var ear = world.ear(session)) {
      ear.awaitWords("hello");
    }
  }
}
