package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.CHAT;
import static dev.nightdesk.tests.store.Things.FREE_BYTES;
import static dev.nightdesk.tests.store.Things.OTHER_CHAT;
import static dev.nightdesk.tests.store.Things.THREAD;
import static dev.nightdesk.tests.store.Things.TRAITS;
import static dev.nightdesk.tests.store.Things.card;
import static dev.nightdesk.tests.store.Things.cardId;
import static dev.nightdesk.tests.store.Things.decide;
import static dev.nightdesk.tests.store.Things.said;
import static dev.nightdesk.tests.store.Things.session;
import static dev.nightdesk.tests.store.Things.sessionId;
import static dev.nightdesk.tests.store.Things.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.desk.Capture;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.gateway.store.Showing;
import java.util.UUID;
import org.junit.jupiter.api.Test;

interface PlaceContract extends StorePart {
  Place NEW_CHAT = Place.chat(Things.TELEGRAM, "-1009");
  Place NEW_THREAD = new Place(Things.TELEGRAM, "-1009", "7");

  private static Capture capture(Place place, String person, int question) {
    return new Capture(person, place, cardId(1), new UUID(2, 1), question);
  }

  private void move(Place from, Place to) throws InterruptedException {
    apply(decide(new Change.MovePlace(from, to)));
  }

  @Test
  default void aBindingHoldsUntilItIsEnded() throws Exception {
    assertThat(one(reads -> reads.bound(CHAT))).isEmpty();
    apply(decide(new Change.Bind(CHAT, sessionId(1))));
    apply(decide(new Change.Bind(CHAT, sessionId(2))));
    assertThat(one(reads -> reads.bound(CHAT))).contains(sessionId(2));
    assertThat(one(reads -> reads.bound(THREAD))).isEmpty();
    apply(decide(new Change.Bind(CHAT, null)));
    assertThat(one(reads -> reads.bound(CHAT))).isEmpty();
  }

  @Test
  default void aGroupIsOffUntilItIsEnabled() throws Exception {
    assertThat(store().<Boolean>read(reads -> reads.isEnabled(CHAT))).isFalse();
    apply(decide(new Change.EnablePlace(CHAT, true, "ana")));
    assertThat(store().<Boolean>read(reads -> reads.isEnabled(CHAT))).isTrue();
    assertThat(store().<Boolean>read(reads -> reads.isEnabled(THREAD))).isTrue();
    assertThat(store().<Boolean>read(reads -> reads.isEnabled(OTHER_CHAT))).isFalse();
    apply(decide(new Change.EnablePlace(CHAT, false, "ana")));
    assertThat(store().<Boolean>read(reads -> reads.isEnabled(CHAT))).isFalse();
  }

  @Test
  default void mutingAndEnablingAreTwoThings() throws Exception {
    apply(decide(new Change.EnablePlace(CHAT, true, "ana"), new Change.MutePlace(CHAT, true)));
    assertThat(store().<Boolean>read(reads -> reads.isMuted(CHAT))).isTrue();
    assertThat(store().<Boolean>read(reads -> reads.isEnabled(CHAT))).isTrue();
    apply(decide(new Change.EnablePlace(CHAT, false, "ana")));
    assertThat(store().<Boolean>read(reads -> reads.isMuted(CHAT))).isTrue();
  }

  @Test
  default void unmutingWhatWasNeverMutedIsNothing() throws Exception {
    apply(decide(new Change.MutePlace(CHAT, false)));
    assertThat(store().<Boolean>read(reads -> reads.isMuted(CHAT))).isFalse();
  }

  @Test
  default void aPersonIsMetWhereTheyWereLast() throws Exception {
    assertThat(one(reads -> reads.privatePlaceOf("ana"))).isEmpty();
    apply(decide(new Change.Meet("ana", OTHER_CHAT)));
    apply(decide(new Change.Meet("ana", CHAT)));
    assertThat(one(reads -> reads.privatePlaceOf("ana"))).contains(CHAT);
  }

  @Test
  default void capturesOfAPlaceComeInTheirOrderAndOnce() throws Exception {
    apply(
        decide(
            new Change.PutCapture(capture(CHAT, "ben", 0)),
            new Change.PutCapture(capture(CHAT, "ana", 0)),
            new Change.PutCapture(capture(CHAT, "ben", 0)),
            new Change.PutCapture(capture(OTHER_CHAT, "ana", 0))));
    assertThat(all(reads -> reads.captures(CHAT)))
        .containsExactly(capture(CHAT, "ben", 0), capture(CHAT, "ana", 0));
  }

  @Test
  default void aDroppedCaptureIsGoneAndNoOther() throws Exception {
    apply(
        decide(
            new Change.PutCapture(capture(CHAT, "ana", 0)),
            new Change.PutCapture(capture(CHAT, "ana", 1))));
    apply(decide(new Change.DropCapture(capture(CHAT, "ana", 0))));
    assertThat(all(reads -> reads.captures(CHAT))).containsExactly(capture(CHAT, "ana", 1));
  }

  @Test
  default void whatIsNotStoredComesFromTheSurroundings() throws Exception {
    Traits traits = store().read(reads -> reads.traits(CHAT));
    assertThat(traits).isEqualTo(TRAITS);
    assertThat(store().<Long>read(reads -> reads.freeDiskBytes())).isEqualTo(FREE_BYTES);
  }

  @Test
  default void aMovedChatTakesItsSettingsAndBindingsAlong() throws Exception {
    apply(
        decide(
            new Change.EnablePlace(CHAT, true, "ana"),
            new Change.Bind(THREAD, sessionId(1)),
            new Change.Meet("ana", CHAT),
            new Change.PutCapture(capture(THREAD, "ana", 0))));
    move(CHAT, NEW_CHAT);
    assertThat(store().<Boolean>read(reads -> reads.isEnabled(NEW_CHAT))).isTrue();
    assertThat(store().<Boolean>read(reads -> reads.isEnabled(CHAT))).isFalse();
    assertThat(one(reads -> reads.bound(NEW_THREAD))).contains(sessionId(1));
    assertThat(one(reads -> reads.bound(THREAD))).isEmpty();
    assertThat(one(reads -> reads.privatePlaceOf("ana"))).contains(NEW_CHAT);
    assertThat(all(reads -> reads.captures(NEW_THREAD)))
        .containsExactly(capture(NEW_THREAD, "ana", 0));
  }

  @Test
  default void aMovedChatTakesItsSessionsAlong() throws Exception {
    apply(decide(new Change.PutSession(session(1, State.IDLE, "ana", THREAD, false, AT))));
    move(CHAT, NEW_CHAT);
    assertThat(one(reads -> reads.newestIn(NEW_CHAT, "ana")).orElseThrow())
        .isEqualTo(session(1, State.IDLE, "ana", NEW_THREAD, false, AT));
    assertThat(one(reads -> reads.newestIn(CHAT))).isEmpty();
  }

  @Test
  default void aMovedChatTakesItsCardsAndTheirMessagesAlong() throws Exception {
    apply(want(card(1, 1, Kind.RESULT, CHAT, sessionId(1))));
    store().change(tx -> tx.shown(cardId(1), 1, new MessageRef(CHAT, "m1"), AT));
    apply(want(card(1, 2, Kind.RESULT, CHAT, sessionId(1))));
    move(CHAT, NEW_CHAT);
    assertThat(all(reads -> reads.placesToShow(AT))).containsExactly(NEW_CHAT);
    assertThat(all(reads -> reads.toShow(NEW_CHAT, AT, 1)).getFirst())
        .isEqualTo(
            new Showing(
                card(1, 2, Kind.RESULT, NEW_CHAT, sessionId(1)),
                new MessageRef(NEW_CHAT, "m1"),
                1,
                AT,
                0,
                AT));
    assertThat(one(reads -> reads.sessionOf(new MessageRef(NEW_CHAT, "m1"))))
        .contains(sessionId(1));
  }

  @Test
  default void aShowingThatWasUnderWayWhenItsChatMovedIsKnownAtTheNewPlace() throws Exception {
    apply(want(card(1, 1, Kind.RESULT, CHAT, sessionId(1))));
    move(CHAT, OTHER_CHAT);
    move(OTHER_CHAT, NEW_CHAT);
    store().change(tx -> tx.shown(cardId(1), 1, new MessageRef(CHAT, "m1"), AT));
    assertThat(one(reads -> reads.sessionOf(new MessageRef(NEW_CHAT, "m1"))))
        .contains(sessionId(1));
    assertThat(one(reads -> reads.sessionOf(new MessageRef(CHAT, "m1")))).isEmpty();
  }

  @Test
  default void aChatThatMovedBackIsWhereItWas() throws Exception {
    apply(want(card(1, 1, Kind.RESULT, CHAT, sessionId(1))));
    move(CHAT, NEW_CHAT);
    move(NEW_CHAT, CHAT);
    store().change(tx -> tx.shown(cardId(1), 1, new MessageRef(CHAT, "m1"), AT));
    assertThat(one(reads -> reads.sessionOf(new MessageRef(CHAT, "m1")))).contains(sessionId(1));
  }

  @Test
  default void aMovedChatTakesWhatIsUnderWayAlong() throws Exception {
    store().change(tx -> tx.receive(said(1, THREAD), AT));
    apply(Things.effects(new Effect.Whisper(THREAD, "press", "words")));
    move(CHAT, NEW_CHAT);
    var waiting = all(reads -> Things.waiting(reads, 10));
    assertThat(waiting).extracting(one -> one.inbound().place()).containsExactly(NEW_THREAD);
    assertThat(waiting).extracting(one -> one.lane()).containsExactly(NEW_THREAD.toString());
    assertThat(all(reads -> reads.lanesWithWork(AT))).containsExactly(NEW_THREAD.toString());
  }

  @Test
  default void anIdWithTheSameBeginningStaysWhereItIs() throws Exception {
    var longer = Place.chat(Things.TELEGRAM, "-1000");
    store().change(tx -> tx.receive(said(1, longer), AT));
    apply(decide(new Change.Bind(longer, sessionId(1))));
    move(CHAT, NEW_CHAT);
    assertThat(one(reads -> reads.bound(longer))).contains(sessionId(1));
    assertThat(all(reads -> reads.waitingLanes())).containsExactly(longer.toString());
  }

  @Test
  default void aMovedThreadMovesAlone() throws Exception {
    var to = new Place(Things.TELEGRAM, "-100", "8");
    apply(decide(new Change.Bind(CHAT, sessionId(1)), new Change.Bind(THREAD, sessionId(2))));
    move(THREAD, to);
    assertThat(one(reads -> reads.bound(CHAT))).contains(sessionId(1));
    assertThat(one(reads -> reads.bound(to))).contains(sessionId(2));
    assertThat(one(reads -> reads.bound(THREAD))).isEmpty();
  }

  @Test
  default void whatIsAtTheNewPlaceAlreadyIsNoObstacle() throws Exception {
    apply(
        decide(
            new Change.Bind(CHAT, sessionId(1)),
            new Change.Bind(NEW_CHAT, sessionId(2)),
            new Change.EnablePlace(NEW_CHAT, false, "ana"),
            new Change.EnablePlace(CHAT, true, "ana"),
            new Change.LinkMessage(new MessageRef(CHAT, "m1"), sessionId(1)),
            new Change.LinkMessage(new MessageRef(NEW_CHAT, "m1"), sessionId(2))));
    move(CHAT, NEW_CHAT);
    assertThat(store().<Boolean>read(reads -> reads.isEnabled(NEW_CHAT))).isTrue();
    assertThat(one(reads -> reads.bound(NEW_CHAT))).contains(sessionId(1));
    assertThat(one(reads -> reads.sessionOf(new MessageRef(NEW_CHAT, "m1"))))
        .contains(sessionId(2));
  }
}
