package dev.nightdesk.tests.host;

import static dev.nightdesk.tests.host.HostWorld.DONE;
import static dev.nightdesk.tests.host.HostWorld.awaitDead;
import static dev.nightdesk.tests.host.HostWorld.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentEvent.Exited;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.sessions.host.LocalHost.Orphan;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How agents are ended, and that nothing of them stays.
@Timeout(60)
class StopTest {
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

  @Test
  void stoppingInterrupts() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      ear.awaitBeginning("started ");
      assertThat(world.host.stop(session, StopReason.STOP)).isEqualTo(DONE);

      assertThat(ear.awaitEnd()).isEqualTo(new Exited(0, Death.CLEAN, ""));
      assertThat(ear.words()).endsWith("interrupted");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PARK", "SUSPEND", "TAMPERED"})
  void puttingAwayEndsItBeforeItsInputEnds(StopReason why) throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      world.say(session, "hello");
      ear.awaitWords("hello");
      assertThat(world.host.stop(session, why)).isEqualTo(DONE);

      assertThat(ear.awaitEnd()).isEqualTo(new Exited(143, Death.CLEAN, ""));
      assertThat(ear.words()).endsWith("hello");
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatHearsNothingIsKilled(StopReason why) throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      world.say(session, "deaf");
      ear.awaitWords("deaf");
      // Stopped, it does not even read that its input has ended.
      signal("STOP", world.pid(session, "agent"));

      assertThat(world.host.stop(session, why)).isEqualTo(DONE);
      assertThat(world.allPids(session)).noneMatch(HostWorld::isAlive);
      assertThat(ear.awaitEnd().code()).isEqualTo(137);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingItStartedStays(StopReason why) throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      world.say(session, "child", "orphan");
      long child = Long.parseLong(ear.awaitBeginning("child "));
      long orphan = Long.parseLong(ear.awaitBeginning("orphan "));

      assertThat(world.host.stop(session, why)).isEqualTo(DONE);
      awaitDead(child);
      awaitDead(orphan);
      assertThat(world.host.orphans()).isEmpty();
    }
  }

  @Test
  void anotherSessionHasNoPartInIt() throws Exception {
    var one = world.started();
    var two = world.started();

    assertThat(world.host.stop(one, StopReason.STOP)).isEqualTo(DONE);

    assertThat(world.host.living()).extracting(SessionHost.Living::id).containsExactly(two);
  }

  @Test
  void aHostThatStartedNothingItselfEndsThemToo() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session);
        var later = world.another()) {
      world.say(session, "child");
      long child = Long.parseLong(ear.awaitBeginning("child "));

      assertThat(later.stop(session, StopReason.STOP)).isEqualTo(DONE);

      awaitDead(child);
      assertThat(ear.awaitEnd().code()).isEqualTo(0);
    }
  }

  @Test
  void withoutItsLauncherItIsEndedAllTheSame() throws Exception {
    var session = world.started();
    try (var ear = world.ear(session)) {
      world.say(session, "orphan");
      long orphan = Long.parseLong(ear.awaitBeginning("orphan "));
      signal("KILL", world.pid(session, "launcher"));
      awaitDead(world.pid(session, "launcher"));

      assertThat(world.host.stop(session, StopReason.STOP)).isEqualTo(DONE);

      awaitDead(orphan);
      assertThat(world.allPids(session)).noneMatch(HostWorld::isAlive);
      assertThat(ear.awaitEnd().code()).isNull();
    }
  }

  @Test
  void whatADeadAgentLeftBehindIsNamedAndEndedWithItsSession() throws Exception {
    var session = world.started();
    var other = world.started();
    try (var ear = world.ear(session)) {
      world.say(session, "orphan");
      long orphan = Long.parseLong(ear.awaitBeginning("orphan "));
      assertThat(world.host.orphans()).isEmpty();
      world.say(session, "exit 0");
      ear.awaitEnd();

      assertThat(world.host.orphans())
          .filteredOn(one -> one.pid() == orphan)
          .singleElement()
          .satisfies(one -> {
            assertThat(one.session()).isEqualTo(session.toString());
            assertThat(one.incarnation()).isEqualTo("1");
            assertThat(one.command()).startsWith("sh -c trap");
          });
      assertThat(world.host.orphans()).extracting(Orphan::session).doesNotContain("" + other);
      assertThat(world.host.stop(session, StopReason.STOP)).isEqualTo(DONE);
      assertThat(world.host.orphans()).isEmpty();
    }
  }

  @Test
  void anotherHomesAgentsAreNoOrphansHere(@TempDir Path elsewhere) throws Exception {
    try (var foreign = new HostWorld(elsewhere)) {
      foreign.started();
      assertThat(world.host.orphans()).isEmpty();
    }
  }

  @Test
  void whatIsStoppedWhileItStartsDoesNotLive() throws Exception {
    for (int round = 0; round < 5; round++) {
      var session = world.newSession();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var start = threads.submit(() -> world.host.ensure(world.spec(session, 1)));
        var stop = threads.submit(() -> world.host.stop(session, StopReason.STOP));
        var started = start.get();
        stop.get();
        // Either the stop came first and the start is a later wish, or it found and ended it; also
        // before its launcher had claimed anything, and then nobody knows whether it started.
        assertThat(world.host.stop(session, StopReason.STOP)).isEqualTo(DONE);
        assertThat(started).isInstanceOfAny(Outcome.Done.class, Outcome.Unknown.class);
        assertThat(world.host.living()).isEmpty();
      }
    }
  }

  @Test
  void severalWhoStopAtOnceAllSeeItEnded() throws Exception {
    var session = world.started();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          Stream.of(StopReason.values())
              .map(why -> threads.submit(() -> world.host.stop(session, why)))
              .toList();
      for (var one : all) {
        assertThat(one.get()).isEqualTo(DONE);
      }
    }
    assertThat(world.host.living()).isEmpty();
  }
}
