package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.CHAT;
import static dev.nightdesk.tests.store.Things.OTHER_CHAT;
import static dev.nightdesk.tests.store.Things.THREAD;
import static dev.nightdesk.tests.store.Things.decide;
import static dev.nightdesk.tests.store.Things.minute;
import static dev.nightdesk.tests.store.Things.prompt;
import static dev.nightdesk.tests.store.Things.request;
import static dev.nightdesk.tests.store.Things.session;
import static dev.nightdesk.tests.store.Things.sessionId;
import static dev.nightdesk.tests.store.Things.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.gateway.desk.Action;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Prompt.Stage;
import dev.nightdesk.gateway.desk.Request;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.desk.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

interface SessionContract extends StorePart {
  private void put(Session... sessions) throws InterruptedException {
    apply(decide(Stream.of(sessions).map(Change.PutSession::new).toArray(Change[]::new)));
  }

  private List<Integer> board(int atMost) throws InterruptedException {
    return numbers(all(reads -> reads.board(atMost)));
  }

  private Map<State, Integer> counts() throws InterruptedException {
    return one(reads -> Optional.of(reads.sessionCounts())).orElseThrow();
  }

  private static List<Integer> numbers(List<Session> sessions) {
    return sessions.stream().map(one -> (int) one.id().value().getLeastSignificantBits()).toList();
  }

  @Test
  default void aSessionIsKnownAsItWasPutLast() throws Exception {
    put(session(1, State.QUEUED));
    put(session(1, State.WORKING));
    assertThat(one(reads -> reads.session(sessionId(1)))).contains(session(1, State.WORKING));
  }

  @Test
  default void anUnknownSessionIsNone() throws Exception {
    assertThat(one(reads -> reads.session(sessionId(1)))).isEmpty();
  }

  @Test
  default void aBeginningOfAnIdFindsItsSession() throws Exception {
    put(session(0x1234, State.IDLE), session(0x5678, State.IDLE));
    for (var prefix : List.of("00001234", "0000123", sessionId(0x1234).toString())) {
      assertThat(all(reads -> reads.sessionsLike(prefix)))
          .containsExactly(session(0x1234, State.IDLE));
    }
  }

  @Test
  default void aBeginningIsFoundInCapitalsToo() throws Exception {
    put(session(0xABCD, State.IDLE));
    assertThat(all(reads -> reads.sessionsLike("0000ABCD"))).hasSize(1);
  }

  @Test
  default void aBeginningOfManyIdsFindsTwo() throws Exception {
    put(session(1, State.IDLE), session(2, State.IDLE), session(3, State.IDLE));
    assertThat(numbers(all(reads -> reads.sessionsLike("0000000")))).containsExactly(3, 2);
  }

  @Test
  default void wildcardsAndQuotesAreNoBeginningOfAnId() throws Exception {
    put(session(1, State.IDLE));
    for (var prefix : List.of("%", "_", "0%", "'", "*", "~", "g")) {
      assertThat(all(reads -> reads.sessionsLike(prefix))).isEmpty();
    }
  }

  @Test
  default void theBoardHasTheNewestFirst() throws Exception {
    put(session(1, State.WORKING), session(2, State.COMPLETED), session(3, State.IDLE));
    assertThat(board(10)).containsExactly(3, 2, 1);
  }

  @Test
  default void theBoardLeavesOutOldSessionsThatAreOver() throws Exception {
    put(
        session(1, State.COMPLETED),
        session(2, State.WORKING),
        session(3, State.COMPLETED),
        session(4, State.STOPPED));
    assertThat(board(2)).containsExactly(4, 3, 2);
  }

  @Test
  default void whatFailedIsNotPushedOffTheBoardByWhatIsDone() throws Exception {
    put(
        session(1, State.FAILED),
        session(2, State.FAILED),
        session(3, State.COMPLETED),
        session(4, State.STOPPED));
    assertThat(board(1)).containsExactly(4, 2);
  }

  @Test
  default void sessionsAreCountedByTheirState() throws Exception {
    assertThat(counts()).isEmpty();
    put(session(1, State.WORKING), session(2, State.COMPLETED), session(3, State.COMPLETED));
    put(session(1, State.COMPLETED), session(4, State.QUEUED));
    assertThat(counts()).isEqualTo(Map.of(State.COMPLETED, 3, State.QUEUED, 1));
  }

  @Test
  default void theBoardHasEverySessionThatIsNotOver() throws Exception {
    put(session(1, State.WORKING), session(2, State.QUEUED), session(3, State.COMPLETED));
    assertThat(board(0)).containsExactly(2, 1);
  }

  @Test
  default void aSessionCountsAsLiveWithAProcessOrOnItsWayToOne() throws Exception {
    put(
        session(1, State.STARTING),
        session(2, State.IDLE, "ana", CHAT, true, AT),
        session(3, State.COMPLETED, "ana", CHAT, true, AT),
        session(4, State.QUEUED),
        session(5, State.IDLE));
    assertThat(store().<Integer>read(reads -> reads.liveSessions())).isEqualTo(3);
  }

  @Test
  default void sessionsWaitFirstComeFirst() throws Exception {
    put(
        session(1, State.QUEUED, "ana", CHAT, false, minute(2)),
        session(2, State.QUEUED, "ana", CHAT, false, minute(1)),
        session(3, State.WORKING));
    assertThat(all(reads -> reads.waitingSessions())).containsExactly(sessionId(2), sessionId(1));
  }

  @Test
  default void sessionsThatCameAtTheSameTimeWaitInTheirOrder() throws Exception {
    put(session(2, State.QUEUED), session(1, State.QUEUED));
    assertThat(all(reads -> reads.waitingSessions())).containsExactly(sessionId(2), sessionId(1));
  }

  @ParameterizedTest
  @EnumSource(State.class)
  default void aSessionIsTendedWithAProcessOrWhenItIsNotOver(State state) throws Exception {
    put(session(1, state), session(2, state, "ana", CHAT, true, AT));
    assertThat(numbers(all(reads -> reads.tended())))
        .isEqualTo(state.isOver() ? List.of(2) : List.of(1, 2));
  }

  @Test
  default void theNewestOfAChatIsFoundInItsThreadsToo() throws Exception {
    put(
        session(1, State.IDLE),
        session(2, State.IDLE, "ben", THREAD, false, AT),
        session(3, State.IDLE, "ana", OTHER_CHAT, false, AT));
    assertThat(one(reads -> reads.newestIn(CHAT)).orElseThrow().id()).isEqualTo(sessionId(2));
    assertThat(one(reads -> reads.newestIn(CHAT, "ana")).orElseThrow().id())
        .isEqualTo(sessionId(1));
    assertThat(one(reads -> reads.newestIn(CHAT, "eve"))).isEmpty();
  }

  @Test
  default void anOldSessionStaysOldWhenItChanges() throws Exception {
    put(session(1, State.IDLE), session(2, State.IDLE));
    put(session(1, State.WORKING));
    assertThat(one(reads -> reads.newestIn(CHAT)).orElseThrow().id()).isEqualTo(sessionId(2));
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  default void aPromptIsOpenByItsStage(Stage stage) throws Exception {
    put(session(1, State.IDLE));
    apply(decide(new Change.PutPrompt(prompt(1, 1, stage))));
    assertThat(one(reads -> reads.prompt(prompt(1, 1, stage).id()))).contains(prompt(1, 1, stage));
    assertThat(all(reads -> reads.openPrompts(sessionId(1)))).hasSize(stage.isOpen() ? 1 : 0);
  }

  @Test
  default void openPromptsKeepTheirOrderWhenTheyChange() throws Exception {
    put(session(1, State.IDLE), session(2, State.IDLE));
    apply(
        decide(
            new Change.PutPrompt(prompt(2, 1, Stage.QUEUED)),
            new Change.PutPrompt(prompt(1, 1, Stage.QUEUED)),
            new Change.PutPrompt(prompt(3, 2, Stage.QUEUED))));
    apply(decide(new Change.PutPrompt(prompt(2, 1, Stage.GIVEN))));
    assertThat(all(reads -> reads.openPrompts(sessionId(1))))
        .containsExactly(prompt(2, 1, Stage.GIVEN), prompt(1, 1, Stage.QUEUED));
  }

  @Test
  default void finishedPromptsAreTheNewestFirstAndNoMoreThanAsked() throws Exception {
    put(session(1, State.IDLE), session(2, State.IDLE));
    apply(
        decide(
            new Change.PutPrompt(prompt(1, 1, Stage.DONE)),
            new Change.PutPrompt(prompt(2, 1, Stage.DROPPED)),
            new Change.PutPrompt(prompt(3, 1, Stage.DONE)),
            new Change.PutPrompt(prompt(4, 1, Stage.GIVEN)),
            new Change.PutPrompt(prompt(5, 2, Stage.DONE))));
    assertThat(all(reads -> reads.finishedPrompts(sessionId(1), 3)))
        .containsExactly(
            prompt(3, 1, Stage.DONE).id(),
            prompt(2, 1, Stage.DROPPED).id(),
            prompt(1, 1, Stage.DONE).id());
    assertThat(all(reads -> reads.finishedPrompts(sessionId(1), 2)))
        .containsExactly(prompt(3, 1, Stage.DONE).id(), prompt(2, 1, Stage.DROPPED).id());
  }

  @Test
  default void aPromptCanMoveToAnotherSession() throws Exception {
    put(session(1, State.IDLE), session(2, State.IDLE));
    apply(decide(new Change.PutPrompt(prompt(1, 1, Stage.QUEUED))));
    apply(decide(new Change.PutPrompt(prompt(1, 2, Stage.QUEUED))));
    assertThat(all(reads -> reads.openPrompts(sessionId(1)))).isEmpty();
    assertThat(all(reads -> reads.openPrompts(sessionId(2)))).hasSize(1);
  }

  @Test
  default void openRequestsComeOldestFirst() throws Exception {
    put(session(1, State.NEEDS_INPUT));
    var answered = settled(Request.How.ANSWERED, true);
    apply(
        decide(
            new Change.PutRequest(request(2, 1, null)),
            new Change.PutRequest(request(1, 1, null)),
            new Change.PutRequest(request(3, 1, answered))));
    assertThat(all(reads -> reads.openRequests(sessionId(1))))
        .containsExactly(request(2, 1, null), request(1, 1, null));
    assertThat(one(reads -> reads.request(request(3, 1, null).id())))
        .contains(request(3, 1, answered));
  }

  @Test
  default void onlyAnsweredRequestsHaveVerdictsToWatch() throws Exception {
    put(session(1, State.WORKING));
    Function<Request, Change> putting = Change.PutRequest::new;
    apply(
        decide(
            putting.apply(request(1, 1, null)),
            putting.apply(request(2, 1, settled(Request.How.ANSWERED, false))),
            putting.apply(request(3, 1, settled(Request.How.ANSWERED, true))),
            putting.apply(request(4, 1, settled(Request.How.LOST, false)))));
    assertThat(all(reads -> reads.unseenVerdicts(sessionId(1))))
        .containsExactly(request(2, 1, settled(Request.How.ANSWERED, false)));
  }

  @Test
  default void aTokenKeepsItsFirstMeaning() throws Exception {
    apply(decide(new Change.PutAction("token", new Action.ShowDiff(sessionId(1)))));
    apply(decide(new Change.PutAction("token", new Action.Stop(sessionId(1)))));
    assertThat(one(reads -> reads.action("token"))).contains(new Action.ShowDiff(sessionId(1)));
    assertThat(one(reads -> reads.action("other"))).isEmpty();
  }

  @Test
  default void everythingIsCounted() throws Exception {
    put(session(1, State.WORKING), session(2, State.WORKING), session(3, State.FAILED));
    apply(Things.want(Things.card(1, 1)));
    apply(Things.effects(Things.send(1, 1, 1, false)));
    store().change(tx -> tx.receive(Things.said(1), AT));
    var counts = store().read(reads -> reads.counts());
    assertThat(List.of(counts.inbox(), counts.outbox(), counts.cardsBehind(), counts.dead()))
        .containsExactly(1L, 1L, 1L, 0L);
    assertThat(counts.sessions())
        .containsOnlyKeys(State.values())
        .containsEntry(State.WORKING, 2L)
        .containsEntry(State.FAILED, 1L)
        .containsEntry(State.IDLE, 0L);
  }

  @Test
  default void aLongTextComesBackWhole() throws Exception {
    var text = "é𝄞\n".repeat(50_000);
    apply(decide(new Change.PutAction("t", new Action.RunLate(said(text)))));
    assertThat(one(reads -> reads.action("t"))).contains(new Action.RunLate(said(text)));
  }

  private static Inbound.Said said(String text) {
    var plain = Things.said(1);
    return new Inbound.Said(
        plain.sourceId(),
        plain.from(),
        plain.message(),
        null,
        text,
        List.of(),
        plain.reach(),
        plain.marks(),
        plain.age());
  }

  @Test
  default void theSessionBeforeIsTheSamePersonsInTheSameChat() throws Exception {
    var mine = session(1, State.IDLE, "ana", CHAT, false, AT);
    var next = session(4, State.IDLE, "ana", CHAT, false, AT);
    var unknown = session(5, State.QUEUED, "ana", CHAT, false, AT);
    put(
        mine,
        session(2, State.IDLE, "ben", CHAT, false, AT),
        session(3, State.IDLE, "ana", OTHER_CHAT, false, AT),
        next);
    assertThat(one(reads -> reads.sessionBefore(mine))).isEmpty();
    assertThat(one(reads -> reads.sessionBefore(next))).contains(mine);
    assertThat(one(reads -> reads.sessionBefore(unknown))).contains(next);
  }
}
