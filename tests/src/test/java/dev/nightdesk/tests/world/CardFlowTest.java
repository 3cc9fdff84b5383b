package dev.nightdesk.tests.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardFlowTest {
  @TempDir Path directory;
  private World world;
  private TestChannel channel;

  @BeforeEach
  void open() throws InterruptedException {
    world = World.open(directory);
    channel = world.channel();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aTaskShowsACardAndItsAnswerRings() throws InterruptedException {
    Echo.on(world.host());
    channel.says("ana", "fix the tests");
    var result = channel.await("echo: fix the tests");
    assertThat(result.rang()).isTrue();
    world.awaitQuiet();
    assertThat(channel.messages()).hasSize(2);
    assertThat(channel.messages().getFirst().rang()).isFalse();
  }

  @Test
  void laterIsObeyedAndNothingIsLost() throws InterruptedException {
    var calls = new ConcurrentLinkedQueue<Long>();
    channel.behave(_ -> {
      calls.add(world.time().nanoTime());
      return calls.size() == 1 ? new Delivery.Later(Duration.ofSeconds(30), "too fast") : null;
    });
    channel.says("ana", "/help");
    world.passUntil("the second call", Duration.ofSeconds(1), () -> calls.size() == 2);
    channel.await("/agents");
    long first = calls.remove();
    assertThat(calls.remove() - first).isGreaterThanOrEqualTo(Duration.ofSeconds(30).toNanos());
  }

  @Test
  void aSlowPlaceHoldsNobodyUp() throws InterruptedException {
    var release = new CountDownLatch(1);
    channel.behave(posting -> {
      if (posting.at().chat().equals("ana")) {
        hold(release);
      }
      return null;
    });
    channel.says("ana", "/help");
    channel.awaitPosting(Posting.Create.class);
    channel.says("ben", "/help");
    channel.await("ben's help", message -> message.at().place().chat().equals("ben"));
    assertThat(channel.messages(channel.chat("ana"))).isEmpty();
    release.countDown();
    channel.await("ana's help", message -> message.at().place().chat().equals("ana"));
  }

  @Test
  void aCreateWithoutAnAnswerIsMadeAgainLaterUnderTheSameNonce() throws InterruptedException {
    var calls = new AtomicInteger();
    channel.behave(posting -> {
      if (posting instanceof Posting.Create && calls.incrementAndGet() == 1) {
        channel.done(posting);
        return new Delivery.Unknown("the connection was cut");
      }
      return null;
    });
    channel.says("ana", "/help");
    world.passUntil("the second call", Duration.ofSeconds(1), () -> calls.get() == 2);
    world.awaitQuiet();
    assertThat(channel.messages()).as("one twin at most").hasSize(2);
    var creates = creates();
    assertThat(creates.get(0).nonce()).isEqualTo(creates.get(1).nonce());
  }

  @Test
  void aRefusedRevisionIsNotTriedAgain() throws InterruptedException {
    working("fix the tests");
    int before = edits();
    channel.behave(posting -> posting instanceof Posting.Edit ? new Delivery.Refused("no") : null);
    channel.replies("ana", channel.await("Working"), "/stop");
    World.await("the refused edit", () -> edits() == before + 1);
    world.awaitQuiet();
    world.pass(Duration.ofHours(1));
    world.awaitQuiet();
    assertThat(edits()).isEqualTo(before + 1);
  }

  @Test
  void aQuestionThatIsRefusedIsShownPlainly() throws InterruptedException {
    SessionId session = working("fix the tests");
    createsAreRefused("rm -r target");
    Echo.asks(world.host(), session, "r1", "rm -r target");
    var question = channel.await("The rest could not be shown here. /peek " + session.shortId());
    channel.presses("ana", question, "Deny");
    World.await("the answer", () -> world.host().appended(session).size() == 2);
  }

  @Test
  void aQuestionThatCannotBeShownAtAllIsToldOfToTheOwner() throws InterruptedException {
    SessionId session = working("fix the tests");
    createsAreRefused("rm -r target", "The rest could not be shown");
    Echo.asks(world.host(), session, "r1", "rm -r target");
    var told = channel.await("waits for an answer, and its question could not be shown");
    assertThat(told.text()).contains("(no)", "/peek " + session.shortId());
    assertThat(told.rang()).isTrue();
    world.awaitQuiet();
    world.pass(Duration.ofHours(1));
    world.awaitQuiet();
    assertThat(creates())
        .filteredOn(create -> !create.card().buttons().isEmpty())
        .filteredOn(create -> create.card().revision() == 1)
        .extracting(create -> Words.of(create.card()))
        .filteredOn(words -> words.contains("rm -r") || words.contains("The rest"))
        .hasSize(2);
  }

  @Test
  void aResultThatIsRefusedIsShownPlainlyOrToldOf() throws InterruptedException {
    SessionId session = working("fix the tests");
    createsAreRefused("all green");
    answer(session);
    channel.await("The rest could not be shown here. /peek " + session.shortId() + " shows it.");
    world.awaitQuiet();
    assertThat(channel.screen()).doesNotContain("What came of session");

    createsAreRefused("all green", "The rest could not be shown");
    channel.replies("ana", channel.await("The rest"), "and the docs");
    World.await("the prompt", () -> world.host().appended(session).size() == 2);
    Echo.answers(
        world.host(), session, world.host().appended(session).getLast().line().id(), "all green");
    channel.await("What came of session " + session.shortId() + " could not be shown");
  }

  private void createsAreRefused(String... words) {
    channel.behave(posting ->
        posting instanceof Posting.Create create
                && Stream.of(words).anyMatch(Words.of(create.card())::contains)
            ? new Delivery.Refused("no")
            : null);
  }

  @Test
  void aDeletedLiveCardIsNotMadeAgainButTheResultComes() throws InterruptedException {
    SessionId session = working("fix the tests");
    channel.delete(channel.messages().getFirst());
    world.host().emit(session, new AgentEvent.UsedTool("t1", "Bash", "mvn test", false));
    world.pass(Duration.ofSeconds(30));
    world.awaitQuiet();
    assertThat(channel.messages()).isEmpty();
    answer(session);
    channel.await("all green");
    world.awaitQuiet();
    assertThat(channel.messages()).hasSize(1);
  }

  @Test
  void aDeletedQuestionIsAskedAgainWhileItIsOpen() throws InterruptedException {
    SessionId session = working("fix the tests");
    var options = List.of(new AgentEvent.Option("mvn", ""), new AgentEvent.Option("gradle", ""));
    world
        .host()
        .emit(
            session,
            new AgentEvent.AskedQuestion(
                "r1",
                "t1",
                "{}",
                "hash",
                List.of(
                    new AgentEvent.Question("With what?", "", true, options),
                    new AgentEvent.Question("And then?", "", false, options))));
    var question = channel.await("With what?");
    channel.delete(question);
    channel.presses("ana", question, "☐ mvn");
    world.awaitQuiet();
    channel.await(
        "the question with what was picked",
        message -> message.text().contains("☑ mvn") && !message.at().equals(question.at()));
  }

  @Test
  void aDeletedQuestionThatIsSettledDoesNotComeBack() throws InterruptedException {
    SessionId session = working("fix the tests");
    Echo.asks(world.host(), session, "r1", "rm -r target");
    var question = channel.await("rm -r target");
    channel.delete(question);
    channel.presses("ana", question, "Deny");
    world.awaitQuiet();
    assertThat(channel.messages()).noneMatch(message -> message.text().contains("rm -r target"));
    answer(session);
    channel.await("all green");
  }

  @Test
  void aLostPlaceIsSpokenToNoMore() throws InterruptedException {
    SessionId session = working("fix the tests");
    channel.behave(_ -> new Delivery.PlaceGone("blocked"));
    world.host().emit(session, new AgentEvent.UsedTool("t1", "Bash", "mvn test", false));
    world.passUntil("silence there", Duration.ofSeconds(5), () -> isMuted(channel.chat("ana")));
    long before = cardsSent();
    world.host().emit(session, new AgentEvent.UsedTool("t2", "Bash", "mvn verify", false));
    world.pass(Duration.ofMinutes(5));
    assertThat(cardsSent()).isEqualTo(before);
  }

  /// Whether somebody "is typing" there is another matter: `TypingTest`.
  private long cardsSent() {
    return channel.postings().stream()
        .filter(posting -> !(posting instanceof Posting.Typing))
        .count();
  }

  /// No time passes in between.
  @Test
  void aLostPlaceIsSpokenToAgainAsSoonAsSomebodySpeaksThere() throws InterruptedException {
    SessionId session = working("fix the tests");
    channel.behave(_ -> new Delivery.PlaceGone("blocked"));
    answer(session);
    World.await("silence there", () -> isMuted(channel.chat("ana")));
    channel.behave(_ -> null);
    channel.says("ana", "/help");
    channel.await("/agents");
    channel.await("all green");
  }

  /// Somebody deletes one thread; the others are still there.
  @Test
  void aLostThreadDoesNotSilenceItsChat() throws InterruptedException {
    SessionId session = working("fix the tests");
    Place thread = new Place(TestChannel.ID, "ana", "7");
    channel.behave(
        posting -> posting.at().equals(thread) ? new Delivery.PlaceGone("thread deleted") : null);
    channel.says(thread, "ana", "/help", null, List.of());
    World.await("silence there", () -> isMuted(thread));
    answer(session);
    channel.await("all green");
  }

  @Test
  void aMovedChatTakesItsCardsAlong() throws InterruptedException {
    SessionId session = working("fix the tests");
    Place to = channel.chat("ana-supergroup");
    channel.behave(posting -> posting.at().chat().equals("ana") ? new Delivery.Moved(to) : null);
    answer(session);
    var result = channel.await("all green");
    assertThat(result.at().place()).isEqualTo(to);
    assertThat(world.sessions().getFirst().origin().place()).isEqualTo(to);
  }

  @Test
  void progressIsShownRarelyAndAQuestionAtOnce() throws InterruptedException {
    channel.pace(new Rate(1_000, 1_000, 0));
    SessionId session = working("fix the tests");
    int before = edits();
    for (int i = 0; i < 50; i++) {
      world.host().emit(session, new AgentEvent.UsedTool("t" + i, "Bash", "step " + i, false));
    }
    Echo.asks(world.host(), session, "r1", "rm -r target");
    channel.await("rm -r target");
    world.awaitQuiet();
    assertThat(edits() - before).isLessThanOrEqualTo(2);
    assertThat(channel.messages().getFirst().text()).contains("Needs input");
  }

  @Test
  void theLastStepIsShownWhenItsTimeHasCome() throws InterruptedException {
    channel.pace(new Rate(1_000, 1_000, 0));
    SessionId session = working("fix the tests");
    for (int i = 0; i < 5; i++) {
      world.host().emit(session, new AgentEvent.UsedTool("t" + i, "Bash", "step " + i, false));
    }
    World.await("all lines", () -> activity().contains("step 4"));
    assertThat(channel.messages().getFirst().text()).doesNotContain("step 4");
    world.pass(Duration.ofSeconds(2));
    channel.await("step 4");
  }

  @Test
  void whatAWatchBringsStandsInTheOrderInWhichItIsRead() throws InterruptedException {
    SessionId session = working("fix the tests");
    Echo.asks(world.host(), session, "r1", "rm -r target");
    channel.await("rm -r target");
    Echo.asks(world.host(), session, "r2", "git push");
    channel.await("git push");
    world.passUntilQuiet();
    channel.says("ben", "/watch " + session.shortId());
    channel.await("the answer", message -> isAt(message, "ben", "shows itself here too"));
    world.awaitQuiet();

    assertThat(channel.messages(channel.chat("ben")))
        .extracting(TestChannel.Message::text)
        .satisfiesExactly(
            answer -> assertThat(answer).contains("shows itself here too"),
            card -> assertThat(card).contains("Needs input"),
            older -> assertThat(older).contains("rm -r target"),
            newer -> assertThat(newer).contains("git push"));
  }

  @Test
  void whatAPeekBringsStandsAboveItsQuestion() throws InterruptedException {
    SessionId session = working("fix the tests");
    Echo.asks(world.host(), session, "r1", "rm -r target");
    channel.await("rm -r target");
    world.passUntilQuiet();
    channel.says("ben", "/peek " + session.shortId());
    channel.await("the peek", message -> isAt(message, "ben", "dispatched by ana"));
    world.awaitQuiet();

    assertThat(channel.messages(channel.chat("ben")))
        .extracting(TestChannel.Message::text)
        .satisfiesExactly(
            peek -> assertThat(peek).contains("dispatched by ana"),
            question -> assertThat(question).contains("rm -r target").doesNotContain("dispatched"));
  }

  private boolean isAt(TestChannel.Message message, String chat, String words) {
    return message.at().place().equals(channel.chat(chat)) && message.text().contains(words);
  }

  @Test
  void afterARestartEveryCardStandsAtItsLastRevision() throws InterruptedException {
    SessionId session = working("fix the tests");
    channel.behave(_ -> new Delivery.Later(Duration.ofDays(1), "down"));
    answer(session);
    World.await("the call that failed", () -> channel.postings().size() > 2);
    channel.behave(_ -> null);
    world.restart();
    channel.await("all green");
    world.awaitQuiet();
    assertThat(channel.messages()).hasSize(2);
    assertThat(channel.messages().getFirst().text()).contains("Completed");
  }

  private SessionId working(String task) throws InterruptedException {
    channel.says("ana", task);
    SessionId session = world.onlySession();
    World.await("the prompt", () -> !world.host().appended(session).isEmpty());
    Echo.begins(world.host(), session, world.host().appended(session).getFirst().line().id());
    channel.await("Working");
    world.awaitQuiet();
    return session;
  }

  private void answer(SessionId session) {
    Echo.answers(
        world.host(), session, world.host().appended(session).getFirst().line().id(), "all green");
  }

  private String activity() {
    return world.sessions().getFirst().turn().activity();
  }

  private boolean isMuted(Place place) {
    try {
      return world.store().read(reads -> reads.isMuted(place));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private int edits() {
    return (int)
        channel.postings().stream().filter(posting -> posting instanceof Posting.Edit).count();
  }

  private List<Posting.Create> creates() {
    return channel.postings().stream()
        .filter(Posting.Create.class::isInstance)
        .map(Posting.Create.class::cast)
        .toList();
  }

  private static void hold(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
