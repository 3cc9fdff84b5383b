package dev.nightdesk.tests.host;

import static dev.nightdesk.tests.host.HostWorld.DONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.Outcome.Reason;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.sessions.journal.JournalArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A host goes on with sessions whose finished journals were compressed or dropped.
@Timeout(60)
class PutAwayTest {
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

  /// Of a process that said hello and left.
  private SessionId ended() throws Exception {
    var session = world.started();
    world.say(session, "hello", "turn", "exit 3");
    try (var ear = world.ear(session)) {
      ear.awaitEnd();
    }
    return session;
  }

  private void assertGoesOn(SessionId session) throws Exception {
    assertThat(world.host.ensure(world.spec(session, 1)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, no -> assertThat(no.reason()).isEqualTo(Reason.NOT_ALIVE));
    assertThat(world.host.send(session, 1, 0, world.line("late")))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, no -> assertThat(no.reason()).isEqualTo(Reason.NOT_ALIVE));
    assertThat(world.host.living()).isEmpty();
    assertThat(world.host.stop(session, StopReason.STOP)).isEqualTo(DONE);
    assertThat(world.host.ensure(world.spec(session, 2))).isEqualTo(DONE);
    try (var ear = Ear.at(world.host, session, Cursor.startOf(2))) {
      ear.awaitBeginning("started ");
    }
  }

  @Test
  void withACompressedIncarnationItGoesOn() throws Exception {
    var session = ended();
    JournalArchive.compress(world.files(session));

    assertGoesOn(session);
    assertThat(Files.exists(Path.of(world.files(session).output() + ".gz"))).isTrue();
  }

  @Test
  void withADroppedJournalItGoesOn() throws Exception {
    var session = ended();
    JournalArchive.dropJournal(world.files(session));
    assertGoesOn(session);
  }

  @Test
  void withoutAnOldIncarnationItGoesOn() throws Exception {
    var session = ended();
    assertThat(world.host.ensure(world.spec(session, 2))).isEqualTo(DONE);
    JournalArchive.drop(world.files(session));

    assertThat(world.host.ensure(world.spec(session, 1)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, no -> assertThat(no.reason()).isEqualTo(Reason.NOT_ALIVE));
    assertThat(world.host.ensure(world.spec(session, 2))).isEqualTo(DONE);
    assertThat(world.host.living()).hasSize(1);
    try (var ear = Ear.at(world.host, session, Cursor.startOf(2))) {
      ear.awaitBeginning("started ");
    }
  }

  /// As when the database was brought back from a copy that is older than the journals.
  @Test
  void whoFollowsACompressedJournalHearsItAll() throws Exception {
    var session = ended();
    JournalArchive.compress(world.files(session));

    try (var ear = world.ear(session)) {
      assertThat(ear.awaitEnd().code()).isEqualTo(3);
      assertThat(ear.words()).contains("hello");
    }
  }

  @Test
  void whoFollowsADroppedJournalHearsItsEnd() throws Exception {
    var session = ended();
    JournalArchive.dropJournal(world.files(session));

    try (var ear = Ear.at(world.host, session, new Cursor(1, 12))) {
      assertThat(ear.awaitEnd().code()).isEqualTo(3);
      assertThat(ear.heard()).hasSize(1);
    }
  }
}
