package dev.nightdesk.gateway.desk;

import java.util.List;

/// What a step does, all of it in one transaction.
public record Decision(List<Change> changes, List<Effect> effects, List<WantedCard> cards) {
  public static final Decision NOTHING = new Decision(List.of(), List.of(), List.of());

  /// What several steps do, one after the other.
  public static Decision all(List<Decision> steps) {
    return steps.size() == 1
        ? steps.getFirst()
        : new Decision(
            steps.stream().flatMap(step -> step.changes().stream()).toList(),
            steps.stream().flatMap(step -> step.effects().stream()).toList(),
            steps.stream().flatMap(step -> step.cards().stream()).toList());
  }

  public Decision {
    changes = List.copyOf(changes);
    effects = List.copyOf(effects);
    cards = List.copyOf(cards);
  }
}
