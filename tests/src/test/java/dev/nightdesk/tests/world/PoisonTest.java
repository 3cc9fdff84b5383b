package dev.nightdesk.tests.world;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.flow.Gate;
import dev.nightdesk.gateway.flow.InboxSteps;
import dev.nightdesk.gateway.flow.Steps;
import dev.nightdesk.gateway.store.Dead;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What cannot be decided about, and what cannot be stored.
class PoisonTest {
  @TempDir Path directory;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicBoolean mended = new AtomicBoolean();
  private final AtomicReference<@Nullable Runnable> atTheLastFailure = new AtomicReference<>();
  private World world;
  private TestChannel channel;

  @BeforeEach
  void open() throws InterruptedException {
    world = World.open(World.Plan.of(directory).hearing(List.of("cat")).with(this::failing));
    channel = world.channel();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void itIsTriedThreeTimesThenPutAsideAndTheNextOneGoesOn() throws InterruptedException {
    channel.says("ana", "poison");
    channel.says("ana", "/help");
    channel.await("/agents");
    assertThat(failures.get()).isEqualTo(Steps.TRIES);
    assertThat(world.dead()).hasSize(1);
    assertThat(world.dead().getFirst().stack()).contains("as the test wants");
    assertThat(channel.await("dead letter").text())
        .contains("dead letter " + world.dead().getFirst().id())
        .contains("nightdesk dead retry " + world.dead().getFirst().id());
  }

  @Test
  void aStrangersPoisonIsMetWithSilence() throws InterruptedException {
    channel.says("mallory", "poison");
    World.await("the dead letter", () -> world.dead().size() == 1);
    world.awaitQuiet();
    assertThat(channel.messages()).isEmpty();
  }

  @Test
  void whoeverSpokeIsToldWhenTheTextOfTheirVoiceNoteIsPoison() throws InterruptedException {
    var offered = channel.offer("voice.ogg", "poison".getBytes(UTF_8));
    var note = new Attachment(offered.file(), "voice.ogg", "audio/ogg", offered.bytes());
    channel.says(channel.chat("ana"), "ana", "", null, List.of(note));
    channel.await("dead letter");
    assertThat(failures.get()).isEqualTo(Steps.TRIES);
  }

  @Test
  void otherChatsNoticeNothing() throws InterruptedException {
    channel.says("ana", "poison");
    channel.says("ben", "/help");
    channel.await("ben's help", message -> message.at().place().chat().equals("ben"));
  }

  @Test
  void whatWasMendedIsTriedAgain() throws InterruptedException {
    channel.says("ana", "poison");
    World.await("the dead letter", () -> world.dead().size() == 1);
    mended.set(true);
    long number = world.dead().getFirst().id();
    world.store().change(tx -> tx.retryDead(number, world.time().instant()));
    world.flow().wakeAll();
    channel.await("· poison");
    assertThat(world.dead()).isEmpty();
  }

  @Test
  void aPoisonousLineIsPassedAndItsSessionGoesOn() throws InterruptedException {
    channel.says("ana", "fix the tests");
    SessionId session = world.onlySession();
    World.await("the prompt", () -> !world.host().appended(session).isEmpty());
    world.host().emit(session, new AgentEvent.Spoke("poison", false, false));
    var prompt = world.host().appended(session).getFirst().line().id();
    Echo.answers(world.host(), session, prompt, "all green");
    channel.await("all green");
    assertThat(failures.get()).isEqualTo(Steps.TRIES);
    assertThat(world.dead().getFirst().what())
        .isInstanceOfSatisfying(
            Dead.What.Undecided.class,
            it -> assertThat(it.happening()).isInstanceOf(Happening.Line.class));
    assertThat(world.dead().getFirst().raw()).contains("poison");
    channel.await("it goes on");
  }

  @Test
  void aMendedLineIsTriedAgainAlthoughItsSessionWentOn() throws InterruptedException {
    channel.says("ana", "fix the tests");
    SessionId session = world.onlySession();
    World.await("the prompt", () -> !world.host().appended(session).isEmpty());
    world.host().emit(session, new AgentEvent.Spoke("poison", false, false));
    World.await("the dead letter", () -> world.dead().size() == 1);
    world.host().emit(session, new AgentEvent.Spoke("and on it goes", false, false));
    World.await("the next words", () -> said().equals("and on it goes"));
    mended.set(true);
    var cursor = world.sessions().getFirst().run().cursor();
    world.flow().steps().retry(world.dead().getFirst().id());
    assertThat(said()).isEqualTo("poison");
    assertThat(world.sessions().getFirst().run().cursor()).isEqualTo(cursor);
    assertThat(world.dead()).isEmpty();
  }

  /// Whoever mends it may not know what has changed since somebody wrote it (LIFE-16).
  @Test
  void aMendedMessageThatLayThereForLongIsAskedAboutFirst() throws InterruptedException {
    channel.says("ana", "poison");
    channel.await("dead letter");
    mended.set(true);
    world.time().setWall(world.time().instant().plus(Duration.ofHours(1)));
    world.flow().steps().retry(world.dead().getFirst().id());
    world.flow().wakeAll();
    var card = channel.await("1h 00m late");
    assertThat(world.sessions()).isEmpty();
    channel.presses("ana", card, "Run");
    World.await("its session", () -> world.sessions().size() == 1);
  }

  @Test
  void whatFailsAgainStaysOnTheList() throws InterruptedException {
    channel.says("ana", "fix the tests");
    SessionId session = world.onlySession();
    World.await("the prompt", () -> !world.host().appended(session).isEmpty());
    world.host().emit(session, new AgentEvent.Spoke("poison", false, false));
    World.await("the dead letter", () -> world.dead().size() == 1);
    var before = world.dead();
    assertThat(world.flow().steps().retry(before.getFirst().id())).isNull();
    assertThat(world.dead()).isEqualTo(before);
  }

  @Test
  void aRestartDoesNotMeetTheBuriedOneAgain() throws InterruptedException {
    channel.says("ana", "poison");
    channel.await("dead letter");
    world.restart();
    world.awaitQuiet();
    assertThat(failures.get()).isEqualTo(Steps.TRIES);
  }

  @Test
  void somethingUnreadableIsKeptForALook() throws InterruptedException {
    channel.bring(new Inbound.Garbled("g1", channel.chat("ana"), "{\"odd\":1}", "no such field"));
    World.await("the dead letter", () -> world.dead().size() == 1);
    assertThat(world.dead().getFirst().raw()).isEqualTo("{\"odd\":1}");
    assertThat(failures.get()).isZero();
  }

  @Test
  void withoutRoomNothingIsAcknowledgedAndWithRoomItIsAgain() throws InterruptedException {
    world.freeDisk(Gate.REFUSE_BELOW_FREE_BYTES - 1);
    assertThatThrownBy(() -> channel.says("ana", "/help")).isInstanceOf(Door.NotTaken.class);
    world.freeDisk(Gate.REFUSE_BELOW_FREE_BYTES);
    channel.says("ana", "/agents");
    channel.await("No sessions yet");
  }

  @Test
  void theSameMessageBroughtFiveTimesStartsOneSession() throws InterruptedException {
    Inbound said = channel.said("ana", "fix the tests", 7);
    for (int i = 0; i < 5; i++) {
      channel.bring(said);
    }
    channel.await("fix the tests");
    world.restart();
    channel.bring(said);
    world.awaitQuiet();
    assertThat(world.sessions()).hasSize(1);
  }

  /// More than are committed together, with the bad one in their midst.
  @Test
  void amongManyItIsPutAsideAndTheOthersAreDealtWithOnceAndInOrder() throws InterruptedException {
    var together = new ArrayList<Inbound>();
    for (int i = 0; i <= 2 * InboxSteps.STEPS_TOGETHER; i++) {
      String text = i == InboxSteps.STEPS_TOGETHER / 2 ? "poison" : "task number " + i;
      together.add(channel.said("ana", text, 100 + i));
    }
    channel.bring(together.toArray(Inbound[]::new));
    World.await("the dead letter", () -> world.dead().size() == 1);
    World.await("all sessions", () -> world.sessions().size() == 2 * InboxSteps.STEPS_TOGETHER);
    world.awaitQuiet();
    assertThat(world.sessions().reversed().stream().map(it -> it.origin().prompt()).toList())
        .isEqualTo(
            together.stream()
                .map(it -> ((Inbound.Said) it).text())
                .filter(text -> !text.equals("poison"))
                .toList());
  }

  /// Somebody tries the older one again just before the newer one is put aside.
  @Test
  void theOneThatFailedIsPutAsideAndNotOneThatIsTriedAgain() throws InterruptedException {
    channel.bring(channel.said("ana", "poison", 1));
    World.await("the dead letter", () -> world.dead().size() == 1);
    long older = world.dead().getFirst().id();
    atTheLastFailure.set(() -> Thread.startVirtualThread(() -> retryAndMend(older)));

    Inbound newer = channel.said("ana", "poison", 2);
    channel.bring(newer);
    World.await("another dead letter", () -> world.dead().stream().anyMatch(it -> it.id() > older));
    world.awaitQuiet();
    assertThat(world.dead())
        .extracting(Dead::what)
        .containsExactly(new Dead.What.Undecided(new Happening.Came(newer)));
    assertThat(world.sessions()).hasSize(1);
  }

  private void retryAndMend(long number) {
    try {
      world
          .store()
          .change(tx -> {
            tx.retryDead(number, world.time().instant());
            mended.set(true);
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The last words of the only session's agent.
  private String said() {
    return world.sessions().getFirst().turn().said();
  }

  private Steps.Decider failing(Steps.Decider desk) {
    return (view, what, at, ids) -> {
      if (!mended.get() && isPoison(what)) {
        // Lines that were read together are tried together first; whose fault it is shows alone.
        failures.addAndGet(what instanceof Happening.Lines ? 0 : 1);
        Runnable meanwhile = atTheLastFailure.get();
        if (meanwhile != null && failures.get() == 2 * Steps.TRIES) {
          // Whoever counts the failures asks the store for nothing before that.
          meanwhile.run();
          awaitJob();
        }
        throw new IllegalStateException("as the test wants");
      }
      return desk.decide(view, what, at, ids);
    };
  }

  /// On the writer's own thread: what waits behind it stays there.
  private void awaitJob() {
    while (world.store().waitingJobs() == 0 && !mended.get()) {
      Thread.onSpinWait();
    }
  }

  private static boolean isPoison(Happening what) {
    return switch (what) {
      case Happening.Came came ->
          came.inbound() instanceof Inbound.Said said && said.text().equals("poison");
      case Happening.Line line ->
          line.events().contains(new AgentEvent.Spoke("poison", false, false));
      case Happening.Overdue overdue -> isPoison(overdue.line());
      case Happening.Lines lines -> lines.lines().stream().anyMatch(PoisonTest::isPoison);
      case Happening.Ended ended ->
          ended.result().equals(new Happening.Result.Transcribed("poison"));
      case Happening.Tick _,
          Happening.Opened _,
          Happening.Rebooted _,
          Happening.LostQuestion _,
          Happening.Stray _,
          Happening.PlaceLost _,
          Happening.Unshown _ ->
          false;
    };
  }
}
