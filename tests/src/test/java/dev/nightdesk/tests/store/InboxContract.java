package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.CHAT;
import static dev.nightdesk.tests.store.Things.OTHER_CHAT;
import static dev.nightdesk.tests.store.Things.TELEGRAM;
import static dev.nightdesk.tests.store.Things.THREAD;
import static dev.nightdesk.tests.store.Things.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.store.Received;
import dev.nightdesk.gateway.store.Store;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

interface InboxContract extends StorePart {
  private boolean receive(Inbound inbound) throws InterruptedException {
    return store().<Boolean>write(tx -> tx.receive(inbound, AT).isPresent());
  }

  private List<Received> waiting() throws InterruptedException {
    return all(reads -> Things.waiting(reads, 100));
  }

  private void finishAll(Instant at) throws InterruptedException {
    store().change(tx -> Things.waiting(tx, 100).forEach(one -> tx.finish(one.id(), at)));
  }

  @Test
  default void whatIsReceivedWaitsAsItCame() throws Exception {
    assertThat(receive(said(1))).isTrue();
    assertThat(waiting())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.inbound()).isEqualTo(said(1));
          assertThat(one.at()).isEqualTo(AT);
        });
  }

  @Test
  default void aRepetitionIsTakenAsNothing() throws Exception {
    receive(said(1));
    assertThat(receive(said(1))).isFalse();
    assertThat(waiting()).hasSize(1);
  }

  @Test
  default void aRepetitionIsTakenAsNothingAfterItsStepToo() throws Exception {
    receive(said(1));
    finishAll(AT);
    assertThat(receive(said(1))).isFalse();
    assertThat(waiting()).isEmpty();
  }

  @Test
  default void theSameIdOfAnotherChannelIsAnother() throws Exception {
    receive(new Inbound.Left("1", CHAT));
    assertThat(receive(new Inbound.Left("1", Place.chat(new ChannelId("slack"), "C1")))).isTrue();
  }

  @Test
  default void theSameIdForAnotherAccountIsAnother() throws Exception {
    store().change(tx -> tx.actAs(TELEGRAM, "7000"));
    receive(said(1));
    store().change(tx -> tx.actAs(TELEGRAM, "7000"));
    assertThat(receive(said(1))).isFalse();
    store().change(tx -> tx.actAs(TELEGRAM, "8000"));
    assertThat(receive(said(1))).isTrue();
    assertThat(waiting()).hasSize(2);

    store().change(tx -> tx.actAs(TELEGRAM, "7000"));
    assertThat(receive(said(1))).as("known again").isFalse();
    store().change(tx -> tx.actAs(TELEGRAM, "8000"));
    assertThat(receive(said(1))).isFalse();
  }

  @Test
  default void whatWaitsComesInTheOrderOfArrival() throws Exception {
    for (int number : List.of(3, 1, 2)) {
      receive(said(number));
    }
    assertThat(waiting()).extracting(Received::inbound).containsExactly(said(3), said(1), said(2));
  }

  @Test
  default void onlyAsManyAreToldAsAskedFor() throws Exception {
    for (int number = 0; number < 3; number++) {
      receive(said(number));
    }
    assertThat(all(reads -> Things.waiting(reads, 2))).hasSize(2);
  }

  @Test
  default void whatIsFinishedWaitsNoMore() throws Exception {
    receive(said(1));
    receive(said(2));
    long first = waiting().getFirst().id();
    store().change(tx -> tx.finish(first, AT));
    assertThat(waiting()).extracting(Received::inbound).containsExactly(said(2));
  }

  @Test
  default void finishingTwiceIsFinishingOnce() throws Exception {
    receive(said(1));
    long id = waiting().getFirst().id();
    store().change(tx -> tx.finish(id, AT));
    store().change(tx -> tx.finish(id, AT));
    assertThat(waiting()).isEmpty();
  }

  @Test
  default void onePlaceIsOneLane() throws Exception {
    receive(said(1, CHAT));
    receive(said(2, THREAD));
    receive(said(3, CHAT));
    assertThat(waiting().get(0).lane()).isEqualTo(waiting().get(2).lane());
    assertThat(waiting().get(1).lane()).isNotEqualTo(waiting().get(0).lane());
  }

  @Test
  default void aLaneIsAskedForAlone() throws Exception {
    receive(said(1, OTHER_CHAT));
    receive(said(2, CHAT));
    receive(said(3, CHAT));
    var lane = waiting().get(1).lane();
    assertThat(all(reads -> reads.waiting(lane, 10)))
        .extracting(Received::inbound)
        .containsExactly(said(2), said(3));
  }

  @Test
  default void oneIsFoundByItsIdWhileItWaits() throws Exception {
    receive(said(1));
    receive(said(2));
    var second = waiting().get(1);
    assertThat(one(reads -> reads.waiting(second.id()))).contains(second);
    finishAll(AT);
    assertThat(one(reads -> reads.waiting(second.id()))).isEmpty();
  }

  @Test
  default void lanesComeByTheirLongestWaiting() throws Exception {
    receive(said(1, CHAT));
    receive(said(2, OTHER_CHAT));
    receive(said(3, CHAT));
    long first = waiting().getFirst().id();
    store().change(tx -> tx.finish(first, AT));
    assertThat(all(reads -> reads.waitingLanes()))
        .containsExactly(OTHER_CHAT.toString(), CHAT.toString());
  }

  @Test
  default void aSweepLeavesYoungContentAlone() throws Exception {
    receive(said(1));
    finishAll(AT);
    var before = AT.plus(Store.KEEP_CONTENT_FOR).minusNanos(1_000);
    assertThat(store().<Integer>write(tx -> tx.sweep(before))).isZero();
  }

  @Test
  default void aSweepForgetsContentWhenItsTimeIsOverAndKeepsTheId() throws Exception {
    receive(said(1));
    finishAll(AT);
    var due = AT.plus(Store.KEEP_CONTENT_FOR);
    assertThat(store().<Integer>write(tx -> tx.sweep(due))).isEqualTo(1);
    assertThat(store().<Integer>write(tx -> tx.sweep(due))).isZero();
    assertThat(receive(said(1))).isFalse();
  }

  @Test
  default void aSweepForgetsIdsWhenTheirTimeIsOver() throws Exception {
    receive(said(1));
    finishAll(AT);
    store().change(tx -> tx.sweep(AT.plus(Store.DEDUPE_FOR).minusNanos(1_000)));
    assertThat(receive(said(1))).isFalse();
    store().change(tx -> tx.sweep(AT.plus(Store.DEDUPE_FOR)));
    assertThat(receive(said(1))).isTrue();
  }

  @Test
  default void aSweepLeavesWhatWaitsAlone() throws Exception {
    receive(said(1));
    store().change(tx -> tx.sweep(AT.plus(Store.DEDUPE_FOR).plus(Store.DEDUPE_FOR)));
    assertThat(waiting()).hasSize(1);
  }

  @Test
  default void aSweepTakesABoundedNumberAtOnce() throws Exception {
    store()
        .change(tx -> {
          for (int number = 0; number <= Store.SWEEP_AT_ONCE; number++) {
            tx.receive(said(number), AT);
          }
          Things.waiting(tx, 1_000).forEach(one -> tx.finish(one.id(), AT));
        });
    var due = AT.plus(Store.KEEP_CONTENT_FOR);
    assertThat(store().<Integer>write(tx -> tx.sweep(due))).isEqualTo(Store.SWEEP_AT_ONCE);
    assertThat(store().<Integer>write(tx -> tx.sweep(due))).isEqualTo(1);
  }
}
