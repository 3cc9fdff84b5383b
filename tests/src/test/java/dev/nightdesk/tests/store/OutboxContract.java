package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.CHAT;
import static dev.nightdesk.tests.store.Things.atIncarnation;
import static dev.nightdesk.tests.store.Things.decide;
import static dev.nightdesk.tests.store.Things.effects;
import static dev.nightdesk.tests.store.Things.line;
import static dev.nightdesk.tests.store.Things.minute;
import static dev.nightdesk.tests.store.Things.send;
import static dev.nightdesk.tests.store.Things.sessionId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.store.Outgoing;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.StopReason;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

interface OutboxContract extends StorePart {
  String LANE = sessionId(1).toString();
  Effect SURVEY = new Effect.Survey(sessionId(1));
  Effect LAUNCH = new Effect.Launch(sessionId(1), 1, SessionSpec.Start.FRESH);
  Effect END = new Effect.End(sessionId(1), StopReason.STOP);
  Effect WHISPER = new Effect.Whisper(CHAT, "press", "words");

  private Optional<Outgoing> next() throws InterruptedException {
    return one(reads -> reads.nextOutgoing(LANE, AT));
  }

  private Effect nextEffect() throws InterruptedException {
    return next().orElseThrow().effect();
  }

  private Outgoing claimNext() throws InterruptedException {
    return store().write(tx -> tx.claim(tx.nextOutgoing(LANE, AT).orElseThrow().id()));
  }

  /// Claims and does the next one.
  private Outgoing doNext() throws InterruptedException {
    var claimed = claimNext();
    store().change(tx -> tx.done(claimed.id()));
    return claimed;
  }

  private void postponeNext() throws InterruptedException {
    var next = next().orElseThrow();
    store().change(tx -> tx.postpone(next.id(), minute(1), "too fast", true));
  }

  private void atWork(int incarnation) throws InterruptedException {
    apply(decide(new Change.PutSession(atIncarnation(1, incarnation))));
  }

  @Test
  default void anEmptyLaneHasNothingToDo() throws Exception {
    assertThat(next()).isEmpty();
  }

  @Test
  default void effectsOfALaneComeInTheirOrder() throws Exception {
    apply(effects(LAUNCH, SURVEY));
    assertThat(doNext().effect()).isEqualTo(LAUNCH);
    assertThat(doNext().effect()).isEqualTo(SURVEY);
    assertThat(next()).isEmpty();
  }

  @Test
  default void aLaneKnowsNothingOfOthers() throws Exception {
    apply(effects(new Effect.Survey(sessionId(2)), WHISPER));
    assertThat(next()).isEmpty();
    assertThat(one(reads -> reads.nextOutgoing(CHAT.toString(), AT)))
        .get()
        .extracting(Outgoing::effect)
        .isEqualTo(WHISPER);
  }

  @Test
  default void whatOvertakesGoesFirst() throws Exception {
    apply(effects(SURVEY, END));
    assertThat(nextEffect()).isEqualTo(END);
  }

  @Test
  default void twoThatOvertakeKeepTheirOrder() throws Exception {
    atWork(1);
    apply(effects(SURVEY, send(1, 1, 1, true), END));
    assertThat(doNext().effect()).isEqualTo(send(1, 1, 1, true));
    assertThat(doNext().effect()).isEqualTo(END);
    assertThat(doNext().effect()).isEqualTo(SURVEY);
  }

  @Test
  default void whatWasBegunComesBeforeWhatOvertakes() throws Exception {
    atWork(1);
    apply(effects(send(1, 1, 1, false)));
    claimNext();
    apply(effects(END, send(1, 1, 2, true)));
    assertThat(nextEffect()).isEqualTo(send(1, 1, 1, false));
  }

  @Test
  default void aSendKeepsItsExactBytes() throws Exception {
    atWork(1);
    apply(effects(send(1, 1, 1, false)));
    assertThat(next().orElseThrow().line()).isEqualTo(line(send(1, 1, 1, false)));
  }

  @Test
  default void onlyASendHasALineAndAPlaceInAJournal() throws Exception {
    apply(effects(SURVEY));
    var claimed = claimNext();
    assertThat(claimed.line()).isNull();
    assertThat(claimed.journalAt()).isEqualTo(-1);
    assertThat(claimed.claimed()).isTrue();
  }

  @Test
  default void theFirstLineStandsAtTheBeginning() throws Exception {
    atWork(1);
    apply(effects(send(1, 1, 1, false)));
    assertThat(claimNext().journalAt()).isZero();
  }

  @Test
  default void theFirstOfALaneIsClaimedByTheStepThatDecidedIt() throws Exception {
    atWork(1);
    apply(effects(send(1, 1, 1, false), send(1, 1, 22, false)));
    var first = next().orElseThrow();
    assertThat(first.claimed()).isTrue();
    assertThat(first.journalAt()).isZero();
    store().change(tx -> tx.done(first.id()));
    assertThat(next().orElseThrow().claimed()).isFalse();
    assertThat(next().orElseThrow().journalAt()).isEqualTo(-1);

    apply(effects(send(1, 1, 3, true)));
    assertThat(next().orElseThrow().claimed()).isFalse();
  }

  @Test
  default void eachLineStandsBehindTheOnesBefore() throws Exception {
    atWork(1);
    apply(effects(send(1, 1, 1, false), send(1, 1, 22, false), send(1, 1, 3, false)));
    long first = line(send(1, 1, 1, false)).bytes().length;
    long second = line(send(1, 1, 22, false)).bytes().length;
    assertThat(List.of(doNext().journalAt(), doNext().journalAt(), doNext().journalAt()))
        .containsExactly(0L, first, first + second);
  }

  @Test
  default void eachIncarnationHasAJournalOfItsOwn() throws Exception {
    atWork(1);
    apply(effects(send(1, 1, 1, false)));
    doNext();
    atWork(2);
    apply(effects(send(1, 2, 2, false)));
    assertThat(claimNext().journalAt()).isZero();
  }

  @Test
  default void aSecondClaimGivesTheSamePlace() throws Exception {
    atWork(1);
    apply(effects(send(1, 1, 1, false), send(1, 1, 2, false)));
    doNext();
    long place = claimNext().journalAt();
    assertThat(claimNext().journalAt()).isEqualTo(place).isPositive();
  }

  @Test
  default void doneTwiceIsDoneOnce() throws Exception {
    atWork(1);
    apply(effects(send(1, 1, 1, false), send(1, 1, 2, false)));
    var first = doNext();
    store().change(tx -> tx.done(first.id()));
    assertThat(claimNext().journalAt()).isEqualTo(line(send(1, 1, 1, false)).bytes().length);
  }

  @Test
  default void whatIsDroppedLeavesTheJournalAsLongAsItWas() throws Exception {
    atWork(1);
    apply(effects(send(1, 1, 1, false), send(1, 1, 2, false)));
    var first = claimNext();
    store().change(tx -> tx.drop(first.id()));
    store().change(tx -> tx.drop(first.id()));
    assertThat(claimNext().journalAt()).isZero();
  }

  @Test
  default void whatIsDoneCannotBeClaimed() throws Exception {
    apply(effects(SURVEY));
    var done = doNext();
    assertThatThrownBy(() -> store().write(tx -> tx.claim(done.id())))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  default void numbersAreNeverGivenTwice() throws Exception {
    apply(effects(SURVEY));
    var done = doNext();
    apply(effects(LAUNCH));
    store().change(tx -> tx.done(done.id()));
    assertThat(nextEffect()).isEqualTo(LAUNCH);
  }

  @Test
  default void whatIsPostponedHoldsUpItsLane() throws Exception {
    apply(effects(LAUNCH, SURVEY));
    postponeNext();
    assertThat(next()).isEmpty();
    assertThat(one(reads -> reads.nextOutgoing(LANE, minute(1))))
        .get()
        .satisfies(one -> {
          assertThat(one.effect()).isEqualTo(LAUNCH);
          assertThat(one.failures()).isEqualTo(1);
        });
  }

  @Test
  default void whatOnlyWaitsForLeaveHasNotFailed() throws Exception {
    apply(effects(LAUNCH));
    var row = next().orElseThrow();
    store().change(tx -> tx.postpone(row.id(), minute(1), "pace", false));
    assertThat(next()).isEmpty();
    assertThat(one(reads -> reads.nextOutgoing(LANE, minute(1))).orElseThrow().failures()).isZero();
  }

  @Test
  default void whatIsPutOffForLongIsHastened() throws Exception {
    apply(effects(LAUNCH));
    postponeNext();

    store().change(tx -> tx.hasten(minute(1)));
    assertThat(next()).isEmpty();
    store().change(tx -> tx.hasten(AT));

    assertThat(nextEffect()).isEqualTo(LAUNCH);
  }

  @Test
  default void whatOvertakesPassesWhatIsPostponed() throws Exception {
    atWork(1);
    apply(effects(SURVEY));
    var claimed = claimNext();
    store().change(tx -> tx.postpone(claimed.id(), minute(1), "busy", true));
    apply(effects(send(1, 1, 1, true)));
    assertThat(nextEffect()).isEqualTo(send(1, 1, 1, true));
  }

  @Test
  default void aPostponedOneThatOvertakesHoldsUpTheRest() throws Exception {
    apply(effects(SURVEY, END));
    postponeNext();
    assertThat(next()).isEmpty();
  }

  @Test
  default void aLineHalfWrittenLetsOnlySignalsBy() throws Exception {
    atWork(1);
    apply(effects(send(1, 1, 1, false)));
    var claimed = claimNext();
    store().change(tx -> tx.postpone(claimed.id(), minute(1), "disk full", true));
    apply(effects(send(1, 1, 2, true)));
    assertThat(next()).isEmpty();
    apply(effects(END));
    assertThat(nextEffect()).isEqualTo(END);
  }

  @Test
  default void aSendForAnOlderIncarnationIsStale() throws Exception {
    atWork(1);
    apply(effects(send(1, 1, 1, false)));
    assertThat(next().orElseThrow().stale()).isFalse();
    atWork(2);
    assertThat(next().orElseThrow().stale()).isTrue();
    assertThat(claimNext().stale()).isTrue();
  }

  @Test
  default void aSendOfAnUnknownSessionIsStale() throws Exception {
    apply(effects(send(1, 1, 1, false)));
    assertThat(next().orElseThrow().stale()).isTrue();
  }

  @Test
  default void onlyASendCanBeStale() throws Exception {
    atWork(2);
    apply(effects(LAUNCH));
    assertThat(next().orElseThrow().stale()).isFalse();
  }

  @Test
  default void lanesWithWorkComeByTheirOldest() throws Exception {
    apply(effects(WHISPER, SURVEY, new Effect.Survey(sessionId(2)), SURVEY));
    assertThat(all(reads -> reads.lanesWithWork(AT)))
        .containsExactly(CHAT.toString(), LANE, sessionId(2).toString());
  }

  @Test
  default void aHeldUpLaneHasNoWork() throws Exception {
    apply(effects(LAUNCH, SURVEY));
    postponeNext();
    assertThat(all(reads -> reads.lanesWithWork(AT))).isEmpty();
    assertThat(all(reads -> reads.lanesWithWork(minute(1)))).containsExactly(LANE);
  }

  private Optional<Outgoing> take() throws InterruptedException {
    return store().<Optional<Outgoing>>write(tx -> tx.take(LANE, AT));
  }

  @Test
  default void aLineThatIsTakenHasItsPlaceInTheJournal() throws Exception {
    atWork(1);
    apply(effects(send(1, 1, 1, false)));
    var taken = take().orElseThrow();
    assertThat(taken.claimed()).isTrue();
    assertThat(taken.journalAt()).isZero();
    assertThat(take()).contains(taken);
  }

  @Test
  default void aLineForAProcessThatIsGoneIsTakenWithoutAPlace() throws Exception {
    atWork(2);
    apply(effects(send(1, 1, 1, false)));
    var taken = take().orElseThrow();
    assertThat(taken.stale()).isTrue();
    assertThat(taken.claimed()).isFalse();
  }

  @Test
  default void whatIsNoLineIsTakenAsItIs() throws Exception {
    atWork(1);
    assertThat(take()).isEmpty();
    apply(effects(new Effect.End(sessionId(1), StopReason.STOP)));
    assertThat(take()).isEqualTo(next());
    assertThat(take().orElseThrow().claimed()).isFalse();
  }
}
