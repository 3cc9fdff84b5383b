package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.flow.Steps.Done;
import dev.nightdesk.gateway.store.Outgoing;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Steps from what came of what stands in the outbox. Safe for any thread; the order of one lane is
/// the caller's.
final class OutboxSteps {
  private final Store store;
  private final Steps steps;
  private final Time time;

  OutboxSteps(Store store, Steps steps, Time time) {
    this.store = store;
    this.steps = steps;
    this.time = time;
  }

  /// Takes an effect's end: the outbox row goes in the same transaction.
  ///
  /// @param also what else was learnt, written before the decision
  /// @return what is next in that lane, taken
  Optional<Outgoing> ended(Outgoing row, Happening.Result result, List<Change> also)
      throws InterruptedException {
    var ended = new Happening.Ended(row.effect(), result);
    boolean happened = !(result instanceof Happening.Result.Refused);
    Function<Tx, Done<Optional<Outgoing>>> step =
        tx -> {
          leave(tx, row, happened, also);
          Decision decision = steps.decide(tx, ended);
          return new Done<>(with(also, decision), tx.take(row.lane(), time.due()));
        };
    Optional<Outgoing> next =
        steps.attempt(
            "Ended",
            step,
            (tx, stack) -> {
              leave(tx, row, happened, also);
              return steps.bury(tx, ended, "", stack);
            });
    Point.EFFECT_ENDED.reach();
    // What is behind a buried end goes on at once.
    return next == null
        ? StoreWait.with(() -> store.write((Tx tx) -> tx.take(row.lane(), time.due())))
        : next;
  }

  /// An effect that was refused left nothing behind: its row is dropped, not done.
  private void leave(Tx tx, Outgoing row, boolean happened, List<Change> also) {
    if (happened) {
      tx.done(row.id());
    } else {
      tx.drop(row.id());
    }
    if (!also.isEmpty()) {
      steps.apply(tx, new Decision(also, List.of(), List.of()), time.now());
    }
  }

  /// What those who are woken must know of.
  private static Decision with(List<Change> also, Decision decision) {
    if (also.isEmpty()) {
      return decision;
    }
    var changes = Stream.concat(also.stream(), decision.changes().stream()).toList();
    return new Decision(changes, decision.effects(), decision.cards());
  }
}
