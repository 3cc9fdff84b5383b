package dev.nightdesk.gateway.desk;

import java.util.List;

/// What a step does, all of it in one transaction.
public record Decision(List<Change> changes, List<Effect> effects, List<WantedCard> cards) {
  public static final Decision NOTHING = new Decision(List.of(), List.of(), List.of());

  public Decision {
    changes = List.copyOf(changes);
    effects = List.copyOf(effects);
    cards = List.copyOf(cards);
  }
}
