package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.CHAT;
import static dev.nightdesk.tests.store.Things.OTHER_CHAT;
import static dev.nightdesk.tests.store.Things.TELEGRAM;
import static dev.nightdesk.tests.store.Things.THREAD;
import static dev.nightdesk.tests.store.Things.card;
import static dev.nightdesk.tests.store.Things.cardId;
import static dev.nightdesk.tests.store.Things.decide;
import static dev.nightdesk.tests.store.Things.message;
import static dev.nightdesk.tests.store.Things.request;
import static dev.nightdesk.tests.store.Things.session;
import static dev.nightdesk.tests.store.Things.sessionId;
import static dev.nightdesk.tests.store.Things.settled;
import static dev.nightdesk.tests.store.Things.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Request;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.gateway.store.Showing;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface CardContract extends CardPart {
  @Test
  default void aNewCardIsToBeShown() throws Exception {
    apply(want(card(1, 1)));
    assertThat(next().orElseThrow()).isEqualTo(new Showing(card(1, 1), null, 0, null, 0, AT));
  }

  @Test
  default void anotherAccountKnowsNoMessagesOfTheOldOne() throws Exception {
    var before = request(1, 1, null);
    var settled = request(2, 1, settled(Request.How.ANSWERED, true));
    apply(
        decide(
            new Change.PutSession(session(1, State.NEEDS_INPUT)),
            new Change.PutRequest(before),
            new Change.PutRequest(settled)));
    store().change(tx -> tx.actAs(TELEGRAM, "7000"));
    apply(want(card(1, 1), asking(2, before), asking(3, settled)));
    for (int number : List.of(1, 2, 3)) {
      shown(number, 1, 0);
    }
    store().change(tx -> tx.actAs(TELEGRAM, "7000"));
    assertThat(one(reads -> reads.cardAt(message(1)))).isPresent();
    assertThat(toShow()).isEmpty();

    store().change(tx -> tx.actAs(TELEGRAM, "8000"));
    assertThat(one(reads -> reads.cardAt(message(1)))).isEmpty();
    assertThat(toShow()).as("what is open is asked again").containsExactly(asking(2, before));
    assertThat(next().orElseThrow().message()).isNull();
    apply(want(card(1, 2)));
    assertThat(toShow()).containsExactlyInAnyOrder(card(1, 2), asking(2, before));
  }

  @Test
  default void anotherAccountShowsWhatWasNeverShownAndWhatGoesOn() throws Exception {
    apply(
        decide(
            new Change.PutSession(session(1, State.WORKING)),
            new Change.PutSession(session(2, State.COMPLETED))));
    store().change(tx -> tx.actAs(TELEGRAM, "7000"));
    var live = pressable(1, Kind.STATUS, 1);
    var over = pressable(2, Kind.RESULT, 2);
    var late = pressable(3, Kind.REPLY, 1);
    apply(want(live, over, late, card(4, 1)));
    for (int number : List.of(1, 2, 3)) {
      shown(number, 1, 0);
    }

    store().change(tx -> tx.actAs(TELEGRAM, "8000"));
    assertThat(toShow()).containsExactlyInAnyOrder(live, late, card(4, 1));
  }

  private static WantedCard pressable(int number, Kind kind, int session) {
    var face = card(number, 1).card();
    var button = new Button("token " + number, "Stop", Button.Style.STOP);
    return new WantedCard(
        new Card(face.id(), face.revision(), face.tone(), face.blocks(), List.of(button)),
        kind,
        CHAT,
        sessionId(session),
        null,
        false,
        null);
  }

  private static WantedCard asking(int number, Request request) {
    return new WantedCard(
        card(number, 1).card(), Kind.REQUEST, CHAT, request.session(), request.id(), true, null);
  }

  @Test
  default void aShownCardIsNot() throws Exception {
    apply(want(card(1, 1)));
    shown(1, 1, 0);
    assertThat(next()).isEmpty();
  }

  @Test
  default void aNewerRevisionIsToBeShownWhereTheOlderOneIs() throws Exception {
    apply(want(card(1, 1)));
    shown(1, 1, 0);
    apply(want(card(1, 2)));
    assertThat(next().orElseThrow()).isEqualTo(new Showing(card(1, 2), message(1), 1, AT, 0, AT));
  }

  @Test
  default void onlyTheNewestRevisionIsToBeShown() throws Exception {
    apply(want(card(1, 1)));
    apply(want(card(1, 5)));
    assertThat(toShow()).containsExactly(card(1, 5));
  }

  @Test
  default void anOlderRevisionChangesNothing() throws Exception {
    apply(want(card(1, 5)));
    apply(want(card(1, 4)));
    assertThat(toShow()).containsExactly(card(1, 5));
  }

  @Test
  default void whatIsWantedOfAShownRevisionChangesNothing() throws Exception {
    apply(want(card(1, 5)));
    shown(1, 5, 0);
    apply(want(card(1, 5)));
    assertThat(toShow()).isEmpty();
  }

  @Test
  default void aShowingThatWasOvertakenLeavesTheCardBehind() throws Exception {
    apply(want(card(1, 1)));
    apply(want(card(1, 2)));
    shown(1, 1, 0);
    assertThat(next().orElseThrow().shownRevision()).isEqualTo(1);
  }

  @Test
  default void whatIsShownNeverGoesBack() throws Exception {
    apply(want(card(1, 2)));
    shown(1, 2, 0);
    shown(1, 1, 1);
    assertThat(next()).isEmpty();
  }

  @Test
  default void showingAnUnknownCardIsNothing() throws Exception {
    shown(9, 1, 0);
    assertThat(one(reads -> reads.cardAt(message(9)))).isEmpty();
  }

  @Test
  default void aRefusedRevisionIsGivenUp() throws Exception {
    apply(want(card(1, 1)));
    store().change(tx -> tx.refusedCard(cardId(1), 1, "too long"));
    assertThat(next()).isEmpty();
    apply(want(card(1, 2)));
    assertThat(next()).isPresent();
  }

  @Test
  default void aRefusalDoesNotGiveUpARevisionThatCameMeanwhile() throws Exception {
    apply(want(card(1, 1)));
    apply(want(card(1, 2)));
    store().change(tx -> tx.refusedCard(cardId(1), 1, "too long"));
    assertThat(next()).isPresent();
    store().change(tx -> tx.refusedCard(cardId(1), 2, "too long"));
    assertThat(next()).isEmpty();
  }

  @Test
  default void aCardWhoseMessageIsGoneIsShownAnewWithItsNextRevision() throws Exception {
    apply(want(card(1, 1)));
    shown(1, 1, 0);
    apply(want(card(1, 2)));
    store().change(tx -> tx.messageGone(cardId(1)));
    assertThat(next()).isEmpty();
    apply(want(card(1, 3)));
    assertThat(next().orElseThrow().message()).isNull();
  }

  @Test
  default void aMutedPlaceShowsNothingUntilItIsHeardOf() throws Exception {
    apply(want(card(1, 1)));
    apply(decide(new Change.MutePlace(CHAT, true)));
    assertThat(next()).isEmpty();
    assertThat(all(reads -> reads.placesToShow(AT))).isEmpty();
    assertThat(store().read(reads -> reads.counts()).cardsBehind()).isZero();
    apply(decide(new Change.MutePlace(CHAT, false)));
    assertThat(next()).isPresent();
  }

  @Test
  default void aMutedChatMutesItsThreads() throws Exception {
    apply(want(card(1, 1, Kind.STATUS, THREAD, null)));
    apply(decide(new Change.MutePlace(CHAT, true)));
    assertThat(all(reads -> reads.placesToShow(AT))).isEmpty();
    apply(decide(new Change.MutePlace(THREAD, false)));
    assertThat(all(reads -> reads.placesToShow(AT))).containsExactly(THREAD);
  }

  @Test
  default void aMutedThreadLeavesItsChatAlone() throws Exception {
    apply(want(card(1, 1)));
    apply(decide(new Change.MutePlace(THREAD, true)));
    assertThat(next()).isPresent();
  }

  @Test
  default void aMessageLeadsToItsCardAndSession() throws Exception {
    apply(want(card(1, 1, Kind.RESULT, CHAT, sessionId(1))));
    shown(1, 1, 0);
    assertThat(one(reads -> reads.cardAt(message(1))))
        .contains(card(1, 1, Kind.RESULT, CHAT, sessionId(1)));
    assertThat(one(reads -> reads.sessionOf(message(1)))).contains(sessionId(1));
  }

  @Test
  default void anOlderMessageOfACardLeadsThereToo() throws Exception {
    apply(want(card(1, 1, Kind.RESULT, CHAT, sessionId(1))));
    shown(1, 1, 0);
    store().change(tx -> tx.shown(cardId(1), 1, message(2), AT));
    assertThat(one(reads -> reads.sessionOf(message(1)))).contains(sessionId(1));
    assertThat(one(reads -> reads.sessionOf(message(2)))).contains(sessionId(1));
  }

  /// As one whose create was cut off, and which somebody answered.
  @Test
  default void aFurtherCopyOfACardLeadsToIt() throws Exception {
    var card = card(1, 1, Kind.REQUEST, CHAT, sessionId(1));
    apply(want(card));
    shown(1, 1, 0);
    apply(decide(new Change.LinkMessage(message(7), sessionId(1), cardId(1))));
    assertThat(one(reads -> reads.cardAt(message(7)))).contains(card);
    assertThat(one(reads -> reads.sessionOf(message(7)))).contains(sessionId(1));
    assertThat(one(reads -> reads.cardAt(message(1)))).contains(card);
  }

  @Test
  default void aMessageIsFoundWhicheverThreadItIsSaidToBeIn() throws Exception {
    apply(decide(new Change.LinkMessage(new MessageRef(THREAD, "m1"), sessionId(1))));
    assertThat(one(reads -> reads.sessionOf(new MessageRef(CHAT, "m1")))).contains(sessionId(1));
  }

  @Test
  default void theSameNumberInAnotherChatIsAnotherMessage() throws Exception {
    apply(decide(new Change.LinkMessage(message(1), sessionId(1))));
    assertThat(one(reads -> reads.sessionOf(new MessageRef(OTHER_CHAT, "m1")))).isEmpty();
  }

  @Test
  default void aMessageOfACardWithoutASessionLeadsToNone() throws Exception {
    apply(want(card(1, 1)));
    shown(1, 1, 0);
    assertThat(one(reads -> reads.sessionOf(message(1)))).isEmpty();
  }

  @Test
  default void theCardsOfASessionComeOldestFirst() throws Exception {
    apply(
        want(
            card(3, 1, Kind.STATUS, CHAT, sessionId(1)),
            card(1, 1, Kind.RESULT, CHAT, sessionId(1)),
            card(2, 1, Kind.STATUS, CHAT, sessionId(2))));
    assertThat(all(reads -> reads.cards(sessionId(1))))
        .containsExactly(
            card(3, 1, Kind.STATUS, CHAT, sessionId(1)),
            card(1, 1, Kind.RESULT, CHAT, sessionId(1)));
  }

  @Test
  default void anOlderCardOfASessionIsToldAsLongAsItHasButtons() throws Exception {
    var open = withButton(card(0, 1, Kind.REQUEST, CHAT, sessionId(1)));
    apply(want(open));
    apply(
        want(
            IntStream.rangeClosed(1, 50)
                .mapToObj(number -> card(number, 1, Kind.REPLY, CHAT, sessionId(1)))
                .toArray(WantedCard[]::new)));
    assertThat(all(reads -> reads.cards(sessionId(1)))).hasSize(51).startsWith(open);
  }

  @Test
  default void onlyTheNewestFiftyCardsOfASessionAreTold() throws Exception {
    var cards =
        IntStream.rangeClosed(0, 50)
            .mapToObj(number -> card(number, 1, Kind.REPLY, CHAT, sessionId(1)))
            .toArray(WantedCard[]::new);
    apply(want(cards));
    assertThat(all(reads -> reads.cards(sessionId(1))))
        .isEqualTo(Arrays.asList(cards).subList(1, 51));
  }

  private static WantedCard withButton(WantedCard wanted) {
    var card = wanted.card();
    var button = new Button("token", "Allow once", Button.Style.GO);
    return new WantedCard(
        new Card(card.id(), card.revision(), card.tone(), card.blocks(), List.of(button)),
        wanted.kind(),
        wanted.place(),
        wanted.session(),
        wanted.request(),
        wanted.rings(),
        wanted.replyTo());
  }

  @Test
  default void theNewestCardOfSomeKindsIsTold() throws Exception {
    var status = card(1, 1, Kind.STATUS, CHAT, sessionId(1));
    var result = card(2, 1, Kind.RESULT, CHAT, sessionId(1));
    var reply = card(3, 1, Kind.REPLY, CHAT, sessionId(1));
    apply(want(status, result, reply, card(4, 1, Kind.STATUS, CHAT, sessionId(2))));
    assertThat(one(reads -> reads.newestCard(sessionId(1), Set.of(Kind.STATUS, Kind.RESULT))))
        .contains(result);
    assertThat(one(reads -> reads.newestCard(sessionId(1), Set.of(Kind.STATUS)))).contains(status);
    assertThat(one(reads -> reads.newestCard(sessionId(1), Set.of(Kind.CAPTURE)))).isEmpty();
  }

  @Test
  default void aCardThatLosesItsButtonsIsNoLongerAmongThoseWithSome() throws Exception {
    var without = card(1, 1, Kind.STATUS, CHAT, sessionId(1));
    var with = withButton(card(2, 1, Kind.RESULT, CHAT, sessionId(1)));
    apply(want(without, with));
    assertThat(all(reads -> reads.cardsWithButtons(sessionId(1)))).containsExactly(with);
    assertThat(all(reads -> reads.cardsWithButtons(sessionId(2)))).isEmpty();
    apply(want(card(2, 2, Kind.RESULT, CHAT, sessionId(1))));
    assertThat(all(reads -> reads.cardsWithButtons(sessionId(1)))).isEmpty();
  }
}
