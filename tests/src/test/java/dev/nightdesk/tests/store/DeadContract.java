package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.CHAT;
import static dev.nightdesk.tests.store.Things.decide;
import static dev.nightdesk.tests.store.Things.minute;
import static dev.nightdesk.tests.store.Things.said;
import static dev.nightdesk.tests.store.Things.session;
import static dev.nightdesk.tests.store.Things.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.store.Dead;
import dev.nightdesk.gateway.store.Dead.What.Undecided;
import dev.nightdesk.gateway.store.Received;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.Cursor;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

interface DeadContract extends StorePart {
  private static Happening.Line line(long offset) {
    return new Happening.Line(
        sessionId(1), new Cursor(1, offset), List.of(new AgentEvent.Noise("odd")));
  }

  private long bury(Happening happening) throws InterruptedException {
    return store().<Long>write(tx -> tx.bury(happening, "raw", "stack", minute(1)));
  }

  private Dead.Retry retry(long id, Instant at) throws InterruptedException {
    return store().write(tx -> tx.retryDead(id, at));
  }

  private Cursor cursor() throws InterruptedException {
    return one(reads -> reads.session(sessionId(1))).orElseThrow().run().cursor();
  }

  @Test
  default void aDeadLetterTellsEverythingAboutItself() throws Exception {
    long id = bury(line(10));
    assertThat(all(reads -> reads.dead(10)))
        .containsExactly(new Dead(id, new Undecided(line(10)), "raw", "stack", minute(1)));
  }

  @Test
  default void deadLettersComeNewestFirst() throws Exception {
    bury(line(10));
    bury(line(20));
    assertThat(all(reads -> reads.dead(10)))
        .extracting(Dead::what)
        .containsExactly(new Undecided(line(20)), new Undecided(line(10)));
    assertThat(all(reads -> reads.dead(1))).hasSize(1);
  }

  @Test
  default void whatIsBuriedWaitsNoMore() throws Exception {
    store().change(tx -> tx.receive(said(1), AT));
    bury(new Happening.Came(said(1)));
    assertThat(all(reads -> Things.waiting(reads, 10))).isEmpty();
    assertThat(store().read(reads -> reads.counts()).dead()).isEqualTo(1);
  }

  @Test
  default void aSessionGoesOnBehindABuriedLine() throws Exception {
    apply(decide(new Change.PutSession(session(1, State.WORKING))));
    bury(line(10));
    assertThat(cursor()).isEqualTo(new Cursor(1, 10));
  }

  @Test
  default void aBuriedLineNeverTakesASessionBack() throws Exception {
    apply(decide(new Change.PutSession(session(1, State.WORKING))));
    bury(line(20));
    bury(line(10));
    assertThat(cursor()).isEqualTo(new Cursor(1, 20));
  }

  @Test
  default void longWordsAreCut() throws Exception {
    var raw = "r".repeat(Dead.MAX_RAW);
    var stack = "s".repeat(Dead.MAX_STACK);
    store().change(tx -> tx.bury(line(10), raw, stack, AT));
    store().change(tx -> tx.bury(line(20), raw + "r", stack + "s", AT));
    assertThat(all(reads -> reads.dead(10)))
        .allSatisfy(dead -> {
          assertThat(dead.raw()).isEqualTo(raw);
          assertThat(dead.stack()).isEqualTo(stack);
        });
  }

  @Test
  default void aRetriedMessageWaitsAgain() throws Exception {
    store().change(tx -> tx.receive(said(1), AT));
    long inboxId = all(reads -> Things.waiting(reads, 1)).getFirst().id();
    long id = bury(new Happening.Came(said(1)));
    assertThat(retry(id, minute(2))).isEqualTo(new Dead.Retry.BackInInbox(inboxId));
    assertThat(all(reads -> Things.waiting(reads, 10)))
        .containsExactly(new Received(inboxId, said(1).place().toString(), said(1), AT));
    assertThat(all(reads -> reads.dead(10))).isEmpty();
  }

  @Test
  default void aRetriedMessageWaitsAgainEvenWhenItWasForgotten() throws Exception {
    long id = bury(new Happening.Came(said(1)));
    store().change(tx -> tx.retryDead(id, minute(2)));
    assertThat(all(reads -> Things.waiting(reads, 10)))
        .extracting(Received::inbound)
        .containsExactly(said(1));
  }

  /// It is what a channel could not read, and would be put aside once more.
  @Test
  default void whatAChannelCouldNotReadStaysOnTheList() throws Exception {
    long id = bury(new Happening.Came(new Inbound.Garbled("u1", CHAT, "{", "odd")));
    assertThat(retry(id, minute(2))).isEqualTo(new Dead.Retry.StillUnreadable());
    assertThat(all(reads -> reads.dead(10))).hasSize(1);
  }

  @Test
  default void aRetriedLineIsHandedBack() throws Exception {
    long id = bury(line(10));
    assertThat(retry(id, AT)).isEqualTo(new Dead.Retry.DecideNow(line(10)));
    assertThat(retry(id, AT)).isEqualTo(new Dead.Retry.NotThere());
  }

  @Test
  default void aDroppedDeadLetterIsGone() throws Exception {
    long id = bury(line(10));
    assertThat(store().<Boolean>write(tx -> tx.dropDead(id))).isTrue();
    assertThat(store().<Boolean>write(tx -> tx.dropDead(id))).isFalse();
    assertThat(all(reads -> reads.dead(10))).isEmpty();
  }

  /// Else its session would wait for an output that nobody writes.
  @Test
  default void theEndOfAProcessThatIsBuriedIsItsEndAllTheSame() throws Exception {
    apply(decide(new Change.PutSession(session(1, State.WORKING, "ana", CHAT, true, AT))));
    var exited = new AgentEvent.Exited(1, AgentEvent.Death.CRASHED, "");
    bury(new Happening.Line(sessionId(1), Cursor.startOf(2), List.of(exited)));
    var session = one(reads -> reads.session(sessionId(1))).orElseThrow();
    assertThat(session.run().live()).isFalse();
    assertThat(session.run().cursor()).isEqualTo(Cursor.startOf(2));
    assertThat(session.state()).isEqualTo(State.FAILED);
  }
}
