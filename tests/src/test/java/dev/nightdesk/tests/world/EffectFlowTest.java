package dev.nightdesk.tests.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.flow.PlaceEffects;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.tests.host.FakeHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectFlowTest {
  private static final Duration STEP = Duration.ofSeconds(1);

  @TempDir Path directory;
  private World world;
  private TestChannel channel;
  private FakeHost host;

  @BeforeEach
  void open() throws InterruptedException {
    world = World.open(directory);
    channel = world.channel();
    host = world.host();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aLineWithoutRoomIsWrittenWhenThereIsRoomAgain() throws InterruptedException {
    host.nextSend(new Outcome.Refused(Outcome.Reason.NO_SPACE, "disk full"));
    host.nextSend(new Outcome.Refused(Outcome.Reason.NO_SPACE, "disk full"));
    channel.says("ana", "fix the tests");
    SessionId session = world.onlySession();
    world.passUntil("the line", STEP, () -> host.appended(session).size() == 1);
    world.awaitQuiet();
    assertThat(host.appended(session)).hasSize(1);
    assertThat(host.appended(session).getFirst().at()).isZero();
  }

  @Test
  void aLineOfUnknownFateIsWrittenAtItsOwnPlaceAndNeverTwice() throws InterruptedException {
    Echo.on(host);
    channel.says("ana", "fix the tests");
    var result = channel.await("echo: fix the tests");
    SessionId session = world.onlySession();
    world.awaitQuiet();
    host.nextSend(new Outcome.Unknown("cut off"));
    channel.replies("ana", result, "and the docs");
    world.passUntil("the second line", STEP, () -> host.appended(session).size() == 2);
    channel.await("echo: and the docs");
    var first = host.appended(session).getFirst();
    assertThat(host.appended(session).get(1).at()).isEqualTo(first.line().bytes().length);
  }

  /// What is over is left alone, whatever the agent's own papers say of it.
  @Test
  void anAgentThatGoesOnIsToldWhatIsFinished() throws InterruptedException {
    Echo.on(host);
    channel.says("ana", "fix the tests");
    var result = channel.await("echo: fix the tests");
    SessionId session = world.onlySession();
    world.awaitQuiet();
    host.onSend((_, _, _, _) -> {});
    channel.replies("ana", result, "and the docs");
    World.await("the second line", () -> host.appended(session).size() == 2);

    host.die(session, 137);
    World.await("the next agent", () -> host.started().size() == 2);

    assertThat(host.started().getFirst().finished()).isEmpty();
    assertThat(host.started().getLast())
        .returns(SessionSpec.Start.CONTINUE, SessionSpec::start)
        .returns(Set.of(host.appended(session).getFirst().line().id()), SessionSpec::finished);
  }

  @Test
  void aStartOfUnknownFateIsTriedAgainAndThenReported() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      host.nextEnsure(new Outcome.Unknown("no answer"));
    }
    channel.says("ana", "fix the tests");
    world.passUntil(
        "the report", STEP, () -> channel.screen().contains("could not be started: no answer"));
    assertThat(host.started()).isEmpty();
  }

  @Test
  void aStartThatIsRefusedIsReportedAtOnce() throws InterruptedException {
    host.nextEnsure(new Outcome.Refused(Outcome.Reason.CANNOT_START, "no such program"));
    channel.says("ana", "fix the tests");
    assertThat(channel.await("no such program").rang()).isTrue();
  }

  @Test
  void aDeadAgentIsStartedAgainAndGetsItsPromptUnderTheSameId() throws InterruptedException {
    SessionId session = working("fix the tests");
    host.die(session, 137);
    World.await("the second process", () -> host.started().size() == 2);
    World.await("the prompt again", () -> host.appended(session).size() == 2);
    assertThat(host.started().get(1).start()).isEqualTo(SessionSpec.Start.CONTINUE);
    assertThat(host.appended(session).get(1).line().id())
        .isEqualTo(host.appended(session).get(0).line().id());
    Echo.answers(host, session, host.appended(session).get(1).line().id(), "all green");
    channel.await("all green");
  }

  @Test
  void aForgedInputEndsTheSessionAndTellsTheOwner() throws InterruptedException {
    Echo.on(host);
    channel.says("ana", "fix the tests");
    var result = channel.await("echo: fix the tests");
    SessionId session = world.onlySession();
    world.awaitQuiet();
    host.tamper(session);
    channel.replies("ana", result, "and the docs");
    channel.await("forged");
    World.await("the end", () -> !host.stops().isEmpty());
    assertThat(host.stops().getFirst().why()).isEqualTo(StopReason.TAMPERED);
  }

  @Test
  void afterARestartTheAgentIsReadOnAndGetsNothingTwice() throws InterruptedException {
    SessionId session = working("fix the tests");
    world.restart();
    Echo.answers(host, session, host.appended(session).getFirst().line().id(), "all green");
    channel.await("all green");
    world.awaitQuiet();
    assertThat(host.appended(session)).hasSize(1);
    assertThat(host.started()).hasSize(1);
  }

  @Test
  void whatAnAgentDidWhileWeWereAwayIsToldOnce() throws InterruptedException {
    SessionId session = working("fix the tests");
    world.flow().close();
    Echo.answers(host, session, host.appended(session).getFirst().line().id(), "all green");
    host.die(session, 0);
    world.restart();
    channel.await("all green");
    world.awaitQuiet();
    world.restart();
    world.awaitQuiet();
    assertThat(channel.messages().stream().filter(it -> it.text().contains("all green")))
        .hasSize(1);
    assertThat(host.started()).hasSize(1);
  }

  @Test
  void whatWasSaidWhileWeWereAwayIsDoneOnce() throws InterruptedException {
    Echo.on(host);
    host.nextEnsure(new Outcome.Unknown("no answer"));
    channel.says("ana", "fix the tests");
    channel.await("Starting");
    world.restart();
    world.passUntil("the answer", STEP, () -> channel.screen().contains("echo: fix the tests"));
    world.awaitQuiet();
    assertThat(host.started()).hasSize(1);
    assertThat(host.appended(world.onlySession())).hasSize(1);
  }

  @Test
  void aPersonsFilesReachTheAgentUnderSafeNames() throws InterruptedException, IOException {
    var file = new Attachment("handle-1", "../../etc/pass wd;rm.txt", "text/plain", 9);
    channel.says(channel.chat("ana"), "ana", "look at this", null, List.of(file));
    SessionId session = world.onlySession();
    World.await("the prompt", () -> !host.appended(session).isEmpty());
    String prompt = prompt(session);
    assertThat(prompt).startsWith("look at this\nAttached file: ");
    Path path = Path.of(prompt.substring(prompt.lastIndexOf(": ") + 2));
    assertThat(path.getParent())
        .isEqualTo(directory.resolve("sessions").resolve(session.toString()).resolve("files"));
    assertThat(path.getFileName().toString()).endsWith("-1-pass_wd_rm.txt");
    assertThat(Files.readString(path)).isEqualTo("handle-1");
  }

  @Test
  void aFileThatIsTooBigIsNamedAndThePromptGoesOn() throws InterruptedException {
    var file = new Attachment("handle-1", "film.mp4", "video/mp4", 5L << 30);
    channel.says(channel.chat("ana"), "ana", "look at this", null, List.of(file));
    channel.await("film.mp4: 5120 MB, and this channel hands over at most 1 MB");
    SessionId session = world.onlySession();
    World.await("the prompt", () -> !host.appended(session).isEmpty());
    assertThat(prompt(session)).startsWith("look at this").contains("could not be fetched");
  }

  @Test
  void aVeryLongAnswerComesAsAFile() throws InterruptedException {
    SessionId session = working("write a book");
    String book = "All work and no play. ".repeat(2_000);
    Echo.answers(host, session, host.appended(session).getFirst().line().id(), book);
    var upload = channel.awaitPosting(Posting.Upload.class);
    assertThat(upload.name()).startsWith("answer-").endsWith(".md");
    world.awaitQuiet();
    assertThat(upload.file()).as("what was sent is not kept").doesNotExist();
  }

  /// As often as a file is tried, and the last time with success.
  @Test
  void waitingForThePaceIsNoTry() throws InterruptedException {
    SessionId session = working("write a book");
    channel.pace(new Rate(1.0 / 60, 1, 0));
    channel.behave(posting -> posting instanceof Posting.Upload ? new Delivery.Unknown("?") : null);
    String book = "All work and no play. ".repeat(2_000);
    Echo.answers(host, session, host.appended(session).getFirst().line().id(), book);
    for (int tries = 1; tries < PlaceEffects.TRIES; tries++) {
      int many = tries;
      world.passUntil("a try", Duration.ofSeconds(10), () -> uploads() == many);
    }
    channel.behave(_ -> null);
    world.passUntil("the last", Duration.ofSeconds(10), () -> uploads() == PlaceEffects.TRIES);
    world.passUntil("quiet", Duration.ofSeconds(10), () -> world.counts().outbox() == 0);
    assertThat(channel.screen()).doesNotContain("could not find out");
  }

  private long uploads() {
    return channel.postings().stream().filter(Posting.Upload.class::isInstance).count();
  }

  @Test
  void aThreadIsOpenedWhereItsGroupWentTo() throws InterruptedException {
    Place group = channel.chat("group");
    Place moved = channel.chat("supergroup");
    Place thread = new Place(TestChannel.ID, "supergroup", "7");
    enable(group);
    channel.behave(posting ->
        posting instanceof Posting.OpenThread
            ? new Delivery.Moved(posting.at().equals(group) ? moved : thread)
            : null);
    channel.bring(inGroup(group, "fix the tests"));
    channel.await("the card", it -> it.at().place().equals(thread));
    assertThat(world.sessions().getFirst().origin().place()).isEqualTo(thread);
    assertThat(world.store().<Boolean>read(reads -> reads.isEnabled(moved))).isTrue();
  }

  @Test
  void aSessionWaitsForItsThreadSoLongAndThenGoesOnWithout() throws InterruptedException {
    channel.behave(posting ->
        posting instanceof Posting.OpenThread ? new Delivery.Later(STEP, "in trouble") : null);
    enable(channel.chat("group"));
    channel.bring(inGroup(channel.chat("group"), "fix the tests"));
    World.await("the first try", () -> openings() == 1);
    world.passUntil("the agent", STEP, () -> host.started().size() == 1);
    assertThat(openings()).isEqualTo(PlaceEffects.THREAD_TRIES);
    channel.await("fix the tests");
  }

  @Test
  void forAThreadThatMayNotBeOpenedForLongNobodyWaits() throws InterruptedException {
    channel.behave(posting ->
        posting instanceof Posting.OpenThread
            ? new Delivery.Later(PlaceEffects.THREAD_WAIT.plusSeconds(1), "too fast")
            : null);
    enable(channel.chat("group"));
    channel.bring(inGroup(channel.chat("group"), "fix the tests"));
    World.await("the agent", () -> host.started().size() == 1);
    assertThat(openings()).isOne();
  }

  private long openings() {
    return channel.postings().stream().filter(Posting.OpenThread.class::isInstance).count();
  }

  private void enable(Place group) throws InterruptedException {
    world
        .store()
        .change(tx ->
            tx.apply(
                new Decision(
                    List.of(new Change.EnablePlace(group, true, "ana")), List.of(), List.of()),
                world.time().instant(),
                send -> {
                  throw new AssertionError(send);
                }));
  }

  @Test
  void aChatThatMovedToWhereItIsIsNotFollowedForEver() throws InterruptedException {
    SessionId session = working("write a book");
    channel.behave(
        posting -> posting instanceof Posting.Upload ? new Delivery.Moved(posting.at()) : null);
    String book = "All work and no play. ".repeat(2_000);
    Echo.answers(host, session, host.appended(session).getFirst().line().id(), book);
    channel.await("could not be sent as a file");
    world.awaitQuiet();
    assertThat(uploads()).isOne();
  }

  private static Inbound inGroup(Place group, String text) {
    return new Inbound.Said(
        "g1",
        new Sender(TestChannel.ID, "ana", "ana"),
        new MessageRef(group, "in-1"),
        null,
        text,
        List.of(),
        Inbound.Reach.MENTIONED,
        Set.of(),
        Duration.ZERO);
  }

  @Test
  void stopGoesOutAndTheSessionStaysStopped() throws InterruptedException {
    SessionId session = working("fix the tests");
    channel.replies("ana", channel.await("Working"), "/stop");
    World.await("the stop", () -> !host.stops().isEmpty());
    channel.await("Stopped");
    world.restart();
    world.awaitQuiet();
    assertThat(host.started()).hasSize(1);
    assertThat(host.stops().getFirst()).isEqualTo(new FakeHost.Stopped(session, StopReason.STOP));
  }

  @Test
  void aProcessNobodyKnowsIsNamedToTheOwner() throws InterruptedException {
    channel.says("ana", "/help");
    channel.await("/agents");
    host.ensure(
        new SessionSpec(
            new SessionId(new UUID(5, 6)),
            1,
            AgentKind.DEMO,
            directory,
            "c",
            SessionSpec.Start.FRESH,
            null,
            "default",
            0,
            null,
            Map.of()));
    world.restart();
    channel.await("no session knows");
  }

  @Test
  void aWallClockThatGoesBackHoldsNothingUp() throws InterruptedException {
    host.nextSend(new Outcome.Refused(Outcome.Reason.NO_SPACE, "disk full"));
    channel.says("ana", "fix the tests");
    SessionId session = world.onlySession();
    world.time().setWall(TestTime.START.minus(Duration.ofDays(1)));
    world.passUntil("the line", STEP, () -> host.appended(session).size() == 1);
    assertThat(Duration.ofNanos(world.time().nanoTime())).isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void tenChatsAreServedSideBySideAndEachInItsOrder() throws InterruptedException {
    Echo.on(host);
    for (int i = 0; i < 5; i++) {
      for (int chat = 0; chat < 10; chat++) {
        channel.says(channel.chat("room" + chat), "ana", "/peek nothing" + i, null, List.of());
      }
    }
    world.awaitQuiet();
    for (int chat = 0; chat < 10; chat++) {
      var texts =
          channel.messages(channel.chat("room" + chat)).stream()
              .map(TestChannel.Message::text)
              .toList();
      assertThat(texts).hasSize(5);
      for (int i = 0; i < 5; i++) {
        assertThat(texts.get(i)).contains("nothing" + i);
      }
    }
  }

  private SessionId working(String task) throws InterruptedException {
    channel.says("ana", task);
    SessionId session = world.onlySession();
    World.await("the prompt", () -> !host.appended(session).isEmpty());
    Echo.begins(host, session, host.appended(session).getFirst().line().id());
    channel.await("Working");
    world.awaitQuiet();
    return session;
  }

  private String prompt(SessionId session) {
    return host.appended(session).getFirst().what() instanceof AgentInput.Prompt prompt
        ? prompt.text()
        : "";
  }
}
