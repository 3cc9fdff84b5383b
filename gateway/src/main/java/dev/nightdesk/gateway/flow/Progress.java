package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.gateway.store.Showing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Says how long a live card can wait for its next edit. A change a person must see goes at once;
/// mere progress is shown ever more rarely as a card grows old. Safe for any thread.
final class Progress {
  static final Duration AT_FIRST = Duration.ofSeconds(1);
  static final Duration IN_THE_END = Duration.ofSeconds(15);
  static final Duration GROWN_OLD = Duration.ofMinutes(10);

  /// Cards remembered; beyond, the one shown longest ago is forgotten, and its next edit goes at
  /// once.
  static final int FORGET_BEYOND = 4_096;

  /// What people look at first: when it changes, so has the state.
  private record Look(Tone tone, List<Block> titles, List<Button> buttons) {
    static Look of(Card card) {
      var titles = card.blocks().stream().filter(Block.Title.class::isInstance).toList();
      return new Look(card.tone(), titles, card.buttons());
    }
  }

  private record Sight(Look look, long shownNanos) {}

  private final Time time;
  private final Map<CardId, Sight> sights = new LinkedHashMap<>();

  Progress(Time time) {
    this.time = time;
  }

  /// The least time between two edits that show mere progress, by the card's age.
  static Duration gap(Duration age) {
    double grown = Math.clamp((double) age.toNanos() / GROWN_OLD.toNanos(), 0, 1);
    return AT_FIRST.plusNanos(Math.round(IN_THE_END.minus(AT_FIRST).toNanos() * grown));
  }

  /// Remembers what is on the screen now.
  synchronized void shown(Card card) {
    sights.remove(card.id());
    sights.put(card.id(), new Sight(Look.of(card), time.nanoTime()));
    if (sights.size() > FORGET_BEYOND) {
      sights.remove(sights.keySet().iterator().next());
    }
  }

  /// How long this card's next call can still wait; nothing for whatever a person should see now.
  synchronized Duration patience(Showing showing, Instant now) {
    WantedCard wanted = showing.wanted();
    Sight sight = sights.get(wanted.card().id());
    if (wanted.kind() != WantedCard.Kind.STATUS
        || showing.message() == null
        || sight == null
        || !sight.look().equals(Look.of(wanted.card()))) {
      return Duration.ZERO;
    }
    Duration left =
        gap(Duration.between(showing.firstWantedAt(), now)).minus(time.since(sight.shownNanos()));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
