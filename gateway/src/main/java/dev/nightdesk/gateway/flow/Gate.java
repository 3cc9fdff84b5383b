package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.StoreUnavailable;
import dev.nightdesk.gateway.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door all channels come through: what arrives is made durable first, then its conversation's
/// lane is woken. Each conversation is served in its order, all of them side by side.
public final class Gate implements Door {
  /// With less free space than this nothing is taken in: the database needs room to finish what it
  /// has. Channels keep what was not acknowledged and bring it again.
  public static final long REFUSE_BELOW_FREE_BYTES = 8L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final Store store;
  private final InboxSteps steps;
  private final LongSupplier freeDiskBytes;
  private final Suggestions suggestions;
  private final Lanes<String> lanes;
  private final Map<ChannelId, Standing> standings = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition standingChanged = lock.newCondition();

  Gate(
      Store store,
      InboxSteps steps,
      LongSupplier freeDiskBytes,
      Suggestions suggestions,
      Crew crew) {
    this.suggestions = suggestions;
    this.store = store;
    this.steps = steps;
    this.freeDiskBytes = freeDiskBytes;
    this.lanes = new Lanes<>(crew, this::serve);
  }

  @Override
  public void accept(List<Inbound> together) throws InterruptedException {
    Point.INBOUND_ARRIVED.reach();
    if (freeDiskBytes.getAsLong() < REFUSE_BELOW_FREE_BYTES) {
      throw new NotTaken("the disk is full", new IllegalStateException("no room to store it"));
    }
    Set<String> behind;
    try {
      behind = steps.arrived(together);
    } catch (StoreUnavailable e) {
      LOG.warn(
          "channel={} count={} store={} event=not-taken",
          together.getFirst().channel(),
          together.size(),
          e.reason());
      throw new NotTaken("it could not be stored", e);
    }
    Point.INBOUND_RECEIVED.reach();
    behind.forEach(lanes::wake);
  }

  @Override
  public void standing(ChannelId channel, Standing standing) {
    Standing before = standings.put(channel, standing);
    if (standing.equals(before)) {
      return;
    }
    switch (standing) {
      case Standing.Connected(String as) ->
          LOG.info("channel={} as={} event=connected", channel, as);
      case Standing.Down(String why) -> LOG.warn("channel={} why=\"{}\" event=down", channel, why);
      case Standing.StoodDown(String why) ->
          LOG.error("channel={} why=\"{}\" event=stood-down", channel, why);
    }
    lock.lock();
    try {
      standingChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void lost(ChannelId channel) throws InterruptedException {
    note(tx -> tx.lost(channel));
  }

  @Override
  public List<MessageRef> unread(ChannelId channel) throws InterruptedException {
    return StoreWait.with(() -> store.read(reads -> reads.unread(channel)));
  }

  @Override
  public void caughtUp(Place place) throws InterruptedException {
    note(tx -> tx.caughtUp(place));
  }

  private void note(Consumer<Tx> job) throws InterruptedException {
    StoreWait.with(() -> {
      store.change(job);
      return true;
    });
  }

  @Override
  public List<Suggestion> suggest(Sender from, CommandHint.Kind kind, String typed, int atMost)
      throws InterruptedException {
    return StoreWait.with(() ->
        store.read(reads ->
            reads
                .person(from)
                .filter(person -> person.may(Suggestions.right(kind)))
                .map(_ -> suggestions.of(reads, kind, typed).limit(atMost).toList())
                .orElse(List.of())));
  }

  /// How each channel that has told stands.
  public Map<ChannelId, Standing> standings() {
    return Map.copyOf(standings);
  }

  /// Waits until the standings are as wanted.
  ///
  /// @return whether they are
  public boolean awaitStandings(Predicate<Map<ChannelId, Standing>> wanted, Duration atMost)
      throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (!wanted.test(standings())) {
        if (left <= 0) {
          return false;
        }
        left = standingChanged.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Serves whatever waits: at the start, and now and then in case a wake was refused.
  void wakeAll() throws InterruptedException {
    StoreWait.with(() -> store.read(reads -> reads.waitingLanes())).forEach(lanes::wake);
  }

  /// Ends, each conversation after the step it is at.
  boolean drain(Duration atMost) throws InterruptedException {
    return lanes.drain(atMost);
  }

  private Optional<Duration> serve(String lane) throws InterruptedException {
    boolean more = true;
    while (more && !lanes.draining()) {
      more = steps.oldest(lane);
    }
    return Optional.empty();
  }
}
