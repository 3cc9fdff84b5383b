package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.CHAT;
import static dev.nightdesk.tests.store.Things.cardId;
import static dev.nightdesk.tests.store.Things.message;
import static dev.nightdesk.tests.store.Things.minute;

import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.gateway.store.Showing;
import java.util.List;
import java.util.Optional;

/// What the contracts about cards share: what is to be shown in one chat, and that it was.
interface CardPart extends StorePart {
  default Optional<Showing> next() throws InterruptedException {
    return all(reads -> reads.toShow(CHAT, AT, 1)).stream().findFirst();
  }

  default List<WantedCard> toShow() throws InterruptedException {
    return all(reads -> reads.toShow(CHAT, AT, 100)).stream().map(Showing::wanted).toList();
  }

  default void shown(int number, long revision, int minute) throws InterruptedException {
    store().change(tx -> tx.shown(cardId(number), revision, message(number), minute(minute)));
  }
}
