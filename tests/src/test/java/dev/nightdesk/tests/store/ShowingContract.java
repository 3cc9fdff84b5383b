package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.CHAT;
import static dev.nightdesk.tests.store.Things.OTHER_CHAT;
import static dev.nightdesk.tests.store.Things.THREAD;
import static dev.nightdesk.tests.store.Things.card;
import static dev.nightdesk.tests.store.Things.cardId;
import static dev.nightdesk.tests.store.Things.minute;
import static dev.nightdesk.tests.store.Things.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which card is shown next, and which waits.
interface ShowingContract extends CardPart {
  @Test
  default void cardsOfAPlaceComeByUrgency() throws Exception {
    var cards =
        List.of(
            card(1, 1, Kind.REQUEST, CHAT, null),
            card(2, 1, Kind.CAPTURE, CHAT, null),
            card(3, 1, Kind.REPLY, CHAT, null),
            card(4, 1, Kind.RESULT, CHAT, null),
            card(5, 1, Kind.STATUS, CHAT, null));
    apply(want(cards.reversed().toArray(WantedCard[]::new)));
    assertThat(toShow()).isEqualTo(cards);
  }

  @Test
  default void aQuestionThatALookBringsComesAfterWhatTheLookBringsFirst() throws Exception {
    apply(want(card(6, 1)));
    shown(6, 1, 0);
    apply(want(card(6, 2)));
    var cards =
        List.of(
            card(1, 1, Kind.REQUEST, CHAT, null),
            card(2, 1, Kind.REPLY, CHAT, null),
            card(3, 1, Kind.STATUS, CHAT, null),
            brought(4),
            brought(5));
    store().change(tx -> tx.apply(want(cards.toArray(WantedCard[]::new)), minute(1), Things::line));

    assertThat(toShow()).startsWith(cards.toArray(WantedCard[]::new)).endsWith(card(6, 2));
  }

  private static WantedCard brought(int number) {
    var asked = card(number, 1, Kind.REQUEST, CHAT, null);
    return new WantedCard(asked.card(), Kind.REQUEST, CHAT, null, null, false, null);
  }

  @Test
  default void firstShowingsComeBeforeEdits() throws Exception {
    apply(want(card(1, 1)));
    shown(1, 1, 0);
    apply(want(card(1, 2)));
    store().change(tx -> tx.apply(want(card(2, 1)), minute(1), Things::line));
    assertThat(toShow()).containsExactly(card(2, 1), card(1, 2));
  }

  @Test
  default void theLongestBehindComesFirst() throws Exception {
    apply(want(card(1, 1), card(2, 1)));
    shown(1, 1, 0);
    shown(2, 1, 0);
    store().change(tx -> tx.apply(want(card(2, 2)), minute(1), Things::line));
    store().change(tx -> tx.apply(want(card(1, 2)), minute(2), Things::line));
    store().change(tx -> tx.apply(want(card(2, 3)), minute(3), Things::line));
    assertThat(toShow()).containsExactly(card(2, 3), card(1, 2));
  }

  @Test
  default void aCardThatIsAlwaysBehindLetsOthersBy() throws Exception {
    apply(want(card(1, 1), card(2, 1)));
    shown(1, 1, 0);
    shown(2, 1, 0);
    apply(want(card(1, 2), card(2, 2)));
    apply(want(card(1, 3)));
    shown(1, 2, 1);
    assertThat(toShow()).containsExactly(card(2, 2), card(1, 3));
  }

  @Test
  default void placesWithCardsToShowAreTold() throws Exception {
    apply(
        want(
            card(1, 1, Kind.STATUS, OTHER_CHAT, null),
            card(2, 1, Kind.STATUS, CHAT, null),
            card(3, 1, Kind.STATUS, THREAD, null)));
    assertThat(all(reads -> reads.placesToShow(AT))).containsExactly(OTHER_CHAT, CHAT, THREAD);
    shown(2, 1, 0);
    assertThat(all(reads -> reads.placesToShow(AT))).containsExactly(OTHER_CHAT, THREAD);
  }

  @Test
  default void aPostponedCardWaits() throws Exception {
    apply(want(card(1, 1)));
    store().change(tx -> tx.postponeCard(cardId(1), minute(1)));
    assertThat(next()).isEmpty();
    assertThat(all(reads -> reads.placesToShow(AT))).isEmpty();
    assertThat(all(reads -> reads.toShow(CHAT, minute(1), 1)))
        .singleElement()
        .satisfies(late -> assertThat(late.failures()).isEqualTo(1));
  }

  @Test
  default void aPostponedCardWaitsWithANewerRevisionToo() throws Exception {
    apply(want(card(1, 1)));
    store().change(tx -> tx.postponeCard(cardId(1), minute(1)));
    apply(want(card(1, 2)));
    assertThat(next()).isEmpty();
  }

  @Test
  default void aCardThatIsPutOffForLongIsHastened() throws Exception {
    apply(want(card(1, 1)));
    store().change(tx -> tx.postponeCard(cardId(1), minute(1)));
    store().change(tx -> tx.hasten(minute(1)));
    assertThat(next()).isEmpty();

    store().change(tx -> tx.hasten(AT));
    assertThat(next()).isPresent();
  }

  @Test
  default void aShowingEndsTheWaiting() throws Exception {
    apply(want(card(1, 1)));
    store().change(tx -> tx.postponeCard(cardId(1), minute(1)));
    shown(1, 1, 0);
    apply(want(card(1, 2)));
    assertThat(next().orElseThrow().failures()).isZero();
  }
}
