package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.flow.Steps.Done;
import dev.nightdesk.gateway.store.Received;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Steps from what came in by the channels' door. Safe for any thread; the order of one
/// conversation is the caller's.
public final class InboxSteps {
  /// Happenings of one conversation that are committed together at most; the rest waits for the
  /// next commit.
  public static final int STEPS_TOGETHER = 16;

  private static final Logger LOG = LoggerFactory.getLogger(InboxSteps.class);

  private final Store store;
  private final Steps steps;
  private final Time time;
  private final Suspects suspects;

  InboxSteps(Store store, Steps steps, Time time, Suspects suspects) {
    this.store = store;
    this.steps = steps;
    this.time = time;
    this.suspects = suspects;
  }

  /// Makes durable what a channel brought. Idempotent by source.
  ///
  /// @return the conversations in which something waits now
  /// @throws dev.nightdesk.gateway.store.StoreUnavailable when it is not durable; nothing was taken
  ///   then
  Set<String> arrived(List<Inbound> together) throws InterruptedException {
    var at = time.now();
    return store.write((Tx tx) -> {
      var waiting = new LinkedHashSet<String>();
      together.forEach(
          inbound -> tx.receive(inbound, at).ifPresent(received -> waiting.add(received.lane())));
      return waiting;
    });
  }

  /// Takes what waits in a conversation, oldest first. Each happening is decided about on its own,
  /// and up to [#STEPS_TOGETHER] are committed together; when one of them cannot be decided the
  /// oldest is tried alone.
  ///
  /// @return whether there may be more
  boolean oldest(String lane) throws InterruptedException {
    return suspects.concernsLane(lane) ? carefully(lane) : some(lane);
  }

  private boolean some(String lane) throws InterruptedException {
    var tried = new ArrayList<Received>();
    try {
      Done<Boolean> done = steps.committed(tx -> some(tx, lane, tried));
      steps.tell(done.decision());
      return done.rest();
    } catch (StackOverflowError | RuntimeException e) {
      if (tried.isEmpty()) {
        throw e;
      }
      LOG.warn("happening=Came count={} event=step-failed", tried.size(), e);
    }
    // Trying all of them was one try for each.
    alone(tried.getFirst(), Steps.TRIES - 1);
    return true;
  }

  private boolean carefully(String lane) throws InterruptedException {
    var waiting = StoreWait.with(() -> store.read(reads -> reads.waiting(lane, 1)));
    if (waiting.isEmpty()) {
      suspects.nothingWaits(lane);
      return false;
    }
    Received oldest = waiting.getFirst();
    if (!suspects.concernsMessage(lane, oldest.id())) {
      return some(lane);
    }
    suspects.run(
        "message " + oldest.id(),
        () -> alone(oldest, Steps.TRIES),
        () -> steps.putAside("Came", burialOf(oldest.id()), Suspects.WHY));
    return true;
  }

  private Done<Boolean> some(Tx tx, String lane, List<Received> tried) {
    // No look at the one behind: were it unreadable, these would pay for it.
    List<Received> waiting = tx.waiting(lane, STEPS_TOGETHER);
    tried.clear();
    tried.addAll(waiting);
    var decisions = waiting.stream().map(it -> arrived(tx, it)).toList();
    return new Done<>(Decision.all(decisions), waiting.size() == STEPS_TOGETHER);
  }

  /// By its id: a dead letter that is tried again meanwhile may be older, and is not meant.
  private void alone(Received failed, int tries) throws InterruptedException {
    long id = failed.id();
    steps.attempt(
        "Came",
        tries,
        tx -> new Done<>(tx.waiting(id).map(it -> arrived(tx, it)).orElse(Decision.NOTHING), true),
        burialOf(id));
  }

  private Steps.Burial burialOf(long inboxId) {
    return (tx, stack) ->
        tx.waiting(inboxId)
            .map(it -> steps.bury(tx, new Happening.Came(it.inbound()), "", stack))
            .orElse(Decision.NOTHING);
  }

  private Decision arrived(Tx tx, Received received) {
    Instant now = time.now();
    var came = new Happening.Came(asOld(received, now));
    tx.finish(received.id(), now);
    if (received.inbound() instanceof Inbound.Garbled garbled) {
      LOG.warn("channel={} why=\"{}\" event=garbled", garbled.channel(), garbled.why());
      tx.bury(came, garbled.raw(), garbled.why(), now);
      return Decision.NOTHING;
    }
    return steps.decide(tx, came);
  }

  /// It may have waited for a gateway that was down, or among the dead letters (LIFE-16).
  private static Inbound asOld(Received received, Instant now) {
    var waited = Duration.between(received.at(), now);
    return received.inbound() instanceof Inbound.Said said && waited.isPositive()
        ? said.older(waited)
        : received.inbound();
  }
}
