package dev.nightdesk.tests.world;

import static dev.nightdesk.gateway.flow.LostQuestions.LOST_AFTER;
import static dev.nightdesk.gateway.flow.LostQuestions.ONCE_IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.DeskSettings;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.flow.Steps;
import dev.nightdesk.gateway.flow.Ticker;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionHost.Waiting;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec.Start;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.tests.host.FakeHost;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the gateway does by itself for agents that are stuck or gone.
@Timeout(60)
class RestartFlowTest {
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final int SQLITE_FULL = 13;
  private static final Waiting PROMPT = new Waiting("permission prompt", 1);

  @TempDir Path directory;
  private final AtomicBoolean noRoomForLines = new AtomicBoolean();
  private final AtomicBoolean refused = new AtomicBoolean();
  private World world;
  private FakeHost host;

  @BeforeEach
  void open() throws Exception {
    world = World.open(World.Plan.of(directory).with(this::onAFullDisk));
    host = world.host();
  }

  @AfterEach
  void close() {
    world.close();
  }

  /// What agents write cannot be stored, as when the disk is full; smaller steps still can.
  private Steps.Decider onAFullDisk(Steps.Decider desk) {
    return (view, what, at, ids) -> {
      if (noRoomForLines.get() && what instanceof Happening.Line) {
        refused.set(true);
        throw new IllegalStateException(new SQLException("as if full", "", SQLITE_FULL));
      }
      return desk.decide(view, what, at, ids);
    };
  }

  private SessionId begins(String task) throws Exception {
    int before = host.started().size();
    world.channel().says("ana", task);
    World.await("a start", () -> host.started().size() == before + 1);
    world.awaitQuiet();
    return host.started().getLast().id();
  }

  private Session session(SessionId id) {
    return world.sessions().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  private void tickAfter(Duration time) throws Exception {
    world.pass(time);
    world.flow().tick();
  }

  // ── Words that waited for us ──

  /// They stood in the inbox when the gateway died, and nobody looked at them for an hour.
  @Test
  void whatWaitedTooLongInTheInboxIsAskedAboutFirst() throws Exception {
    var waiting = world.channel().said("ana", "drop the old table", 1);
    var received = world.time().instant();
    world.store().change(tx -> tx.receive(waiting, received));
    world.time().setWall(received.plus(Duration.ofHours(1)));
    world.crash();

    var card = world.channel().await("1h 00m late");
    assertThat(host.started()).isEmpty();
    world.channel().presses("ana", card, "Run");
    World.await("its start", () -> host.started().size() == 1);
  }

  // ── A question that never came ──

  @Test
  void anAgentThatWaitsForThirtySecondsWithoutAskingIsStartedAgain() throws Exception {
    var session = begins("fix the tests");
    host.waits(session, PROMPT);
    tickAfter(Duration.ZERO);
    tickAfter(LOST_AFTER.minus(A_SECOND));
    assertNothingIsLost();

    host.waits(session, PROMPT);
    tickAfter(A_SECOND);
    World.await("the second", () -> host.started().size() == 2);
    assertThat(host.stops()).containsExactly(new FakeHost.Stopped(session, StopReason.SUSPEND));
    assertThat(host.started().getLast().start()).isEqualTo(Start.CONTINUE);
    assertThat(audit()).contains("found a lost question: permission prompt");
  }

  /// Whatever a tick finds is decided when it returns.
  private void assertNothingIsLost() throws Exception {
    assertThat(audit()).noneMatch(what -> what.startsWith("found a lost question"));
  }

  private List<String> audit() throws Exception {
    return world.store().read(reads -> reads.audit(50)).stream().map(row -> row.what()).toList();
  }

  @Test
  void theWallClockHasNoSayInIt() throws Exception {
    var session = begins("fix the tests");
    host.waits(session, PROMPT);
    tickAfter(Duration.ZERO);
    world.time().setWall(world.time().instant().plus(Duration.ofDays(1)));
    world.flow().tick();
    assertNothingIsLost();
  }

  @Test
  void anotherWaitCountsFromItsOwnBeginning() throws Exception {
    var session = begins("fix the tests");
    host.waits(session, PROMPT);
    tickAfter(Duration.ZERO);
    tickAfter(LOST_AFTER.minus(A_SECOND));
    host.waits(session, new Waiting("permission prompt", 2));
    tickAfter(A_SECOND);
    host.waits(session, null);
    tickAfter(LOST_AFTER);
    host.waits(session, PROMPT);
    tickAfter(LOST_AFTER);
    assertNothingIsLost();
  }

  @Test
  void aQuestionThatComesAfterAllIsNotLost() throws Exception {
    var session = begins("fix the tests");
    host.waits(session, PROMPT);
    tickAfter(Duration.ZERO);
    host.emit(session, asked());
    World.await("the question", () -> session(session).state() == State.NEEDS_INPUT);
    tickAfter(LOST_AFTER.plus(LOST_AFTER));
    assertNothingIsLost();
  }

  /// The person answered; the line waits for room on the disk.
  @Test
  void anAnswerThatIsOnItsWayMakesNoLostQuestion() throws Exception {
    var session = begins("fix the tests");
    host.emit(session, asked());
    var card = world.channel().await("the question", it -> hasButton(it, "Allow once"));
    for (int tries = 0; tries < 20; tries++) {
      host.nextSend(new Outcome.Refused(Outcome.Reason.NO_SPACE, "disk full"));
    }
    world.channel().presses("ana", card, "Allow once");
    World.await("the answer", () -> session(session).state() == State.WORKING);
    host.waits(session, PROMPT);
    tickAfter(Duration.ZERO);
    tickAfter(LOST_AFTER);
    tickAfter(LOST_AFTER);
    assertNothingIsLost();
  }

  /// It was asked, and waits for room on the disk.
  @Test
  void aQuestionThatCannotBeStoredYetIsNotLost() throws Exception {
    var session = begins("fix the tests");
    noRoomForLines.set(true);
    host.emit(session, asked());
    World.await("the first try", refused::get);
    host.waits(session, PROMPT);
    tickAfter(Duration.ZERO);
    tickAfter(LOST_AFTER);
    tickAfter(LOST_AFTER);
    assertNothingIsLost();

    noRoomForLines.set(false);
    world.channel().await("the question", it -> hasButton(it, "Allow once"));
    assertThat(host.started()).hasSize(1);
  }

  private static boolean hasButton(TestChannel.Message message, String label) {
    return message.card().buttons().stream().anyMatch(it -> it.label().equals(label));
  }

  private static AgentEvent asked() {
    return new AgentEvent.AskedPermission(
        "r-1", "use-1", "Bash", "{}", "hash", "Run it", null, null, List.of());
  }

  @Test
  void oneThatLosesItsQuestionAgainWithinAnHourIsLeftToAPerson() throws Exception {
    var session = begins("fix the tests");
    loses(session);
    World.await("the second", () -> host.started().size() == 2);
    world.passUntilQuiet();
    loses(session);

    World.await("the failure", () -> session(session).state() == State.FAILED);
    world.channel().await("also after a restart");
    assertThat(host.started()).hasSize(2);
  }

  @Test
  void anHourLaterItIsHelpedOnceMore() throws Exception {
    var session = begins("fix the tests");
    loses(session);
    World.await("the second", () -> host.started().size() == 2);
    host.waits(session, null);
    tickAfter(ONCE_IN);
    loses(session);
    World.await("the third", () -> host.started().size() == 3);
  }

  private void loses(SessionId session) throws Exception {
    host.waits(session, PROMPT);
    tickAfter(Duration.ZERO);
    tickAfter(LOST_AFTER);
  }

  // ── The machine sleeps ──

  @Test
  void whatWasIdleWhenTheMachineSleptIsNotParkedWhenItWakes() throws Exception {
    Echo.on(host);
    begins("fix the tests");
    world.channel().await("echo: fix the tests");
    tickAfter(Duration.ZERO);
    world.time().setWall(world.time().instant().plus(Duration.ofHours(8)));
    tickAfter(Duration.ZERO);
    tickAfter(DeskSettings.PARK_AFTER.minus(A_SECOND));
    world.awaitQuiet();
    assertThat(host.stops()).isEmpty();

    tickAfter(A_SECOND);
    World.await("the end", () -> !host.stops().isEmpty());
    assertThat(host.stops().getFirst().why()).isEqualTo(StopReason.PARK);
  }

  /// One second less than what counts as a sleep.
  @Test
  void aClockThatIsPutRightChangesNothing() throws Exception {
    Echo.on(host);
    begins("fix the tests");
    world.channel().await("echo: fix the tests");
    tickAfter(Duration.ZERO);
    world.time().setWall(world.time().instant().plus(Ticker.ASLEEP_FROM.minus(A_SECOND)));
    tickAfter(DeskSettings.PARK_AFTER.minus(Ticker.ASLEEP_FROM).plus(A_SECOND));
    World.await("the end", () -> !host.stops().isEmpty());
  }

  // ── The machine restarts ──

  @Test
  void afterARebootAllGoOnAndOneDigestTellsOfIt() throws Exception {
    var one = begins("task one");
    var two = begins("task two");
    host.emit(two, asked());
    World.await("the question", () -> session(two).state() == State.NEEDS_INPUT);
    world.channel().await("Allow once");
    long before = world.channel().messages().size();

    world.flow().close();
    host.reboot();
    world.restart();
    World.await("both again", () -> host.started().size() == 4);
    world.awaitQuiet();

    assertThat(session(one).run().restarts()).isEmpty();
    var digests =
        world.channel().messages().stream()
            .filter(it -> it.text().contains("The machine restarted. 2 sessions"))
            .toList();
    assertThat(digests).hasSize(1);
    assertThat(world.channel().messages()).hasSize((int) before + 1);

    world.restart();
    world.awaitQuiet();
    assertThat(world.channel().messages()).as("the same boot").hasSize((int) before + 1);
    assertThat(host.started()).hasSize(4);
  }
}
