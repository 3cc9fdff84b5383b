package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.SessionId;
import java.util.ArrayList;

/// The least that can be shown of a card a channel refuses: people should know that something waits
/// for them, and where to see it.
final class PlainCard {
  private PlainCard() {}

  /// Whether somebody waits for this card: a question, or what came of their task.
  static boolean mayReplace(WantedCard wanted) {
    return wanted.session() != null
        && (wanted.kind() == Kind.REQUEST || wanted.kind() == Kind.RESULT);
  }

  /// Its title and its buttons, and the command that brings the rest.
  static Card of(WantedCard wanted, SessionId session) {
    Card card = wanted.card();
    var blocks = new ArrayList<Block>();
    card.blocks().stream().filter(Block.Title.class::isInstance).findFirst().ifPresent(blocks::add);
    blocks.add(
        new Block.Text(
            "The rest could not be shown here. /peek "
                + session.shortId()
                + (card.buttons().isEmpty()
                    ? " shows it."
                    : " shows it: look before you answer.")));
    return new Card(card.id(), card.revision(), card.tone(), blocks, card.buttons());
  }
}
