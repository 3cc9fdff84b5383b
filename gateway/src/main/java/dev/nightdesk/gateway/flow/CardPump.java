package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.gateway.store.Showing;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.Tx;
import dev.nightdesk.sessions.SessionId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what is on the screens what the store wants there. Each place has a worker of its own, so
/// that a slow one holds nobody up; it takes the most urgent card, in its newest revision, at the
/// channel's pace. Revisions that were overtaken never existed.
///
/// A call whose answer was cut off is made again later: for an edit that is harmless, for a create
/// it makes at most one twin.
public final class CardPump {
  /// After a call whose outcome is unknown, or that failed by our own fault.
  static final Backoff AGAIN = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  /// A place that was lost is not tried sooner, should the desk not have muted it.
  static final Duration LOST_FOR = Duration.ofMinutes(1);

  private static final int LOOK_AHEAD = 20;

  /// Three digits of base 36 beside the 22 of the id, the most a [Nonce] holds.
  private static final int NONCE_TURNS = 36 * 36 * 36;

  private static final int DIGITS = 36;

  private static final Logger LOG = LoggerFactory.getLogger(CardPump.class);

  private final Store store;
  private final Steps steps;
  private final Channels channels;
  private final Pace pace;
  private final ShownCards shownCards;
  private final Time time;
  private final Progress progress;
  private final Lanes<Place> lanes;

  /// Places with a postponed card, and when the first of them is due.
  private final Map<Place, Instant> postponed = new ConcurrentHashMap<>();

  /// Places that were lost a moment ago, and when.
  private final Map<Place, Long> lost = new ConcurrentHashMap<>();

  /// Cards whose message is no more although people still need them.
  private final Set<CardId> orphaned = ConcurrentHashMap.newKeySet();

  /// Cards that were refused as they are, and are to be shown by their [PlainCard] instead.
  private final Set<CardId> plain = ConcurrentHashMap.newKeySet();

  /// Cards that stand nowhere, as their owners were told: once, and not for each further revision.
  private final Set<CardId> unshown = ConcurrentHashMap.newKeySet();

  /// What was wanted earlier may stand somewhere already, by a call of a gateway before this one.
  private final Instant openedAt;

  public CardPump(
      Store store,
      Steps steps,
      Channels channels,
      Pace pace,
      ShownCards shownCards,
      Time time,
      Crew crew) {
    this.shownCards = shownCards;
    this.openedAt = time.now().truncatedTo(ChronoUnit.MICROS);
    this.store = store;
    this.steps = steps;
    this.channels = channels;
    this.pace = pace;
    this.time = time;
    this.progress = new Progress(time);
    this.lanes = new Lanes<>(crew, this::serve);
    steps.onCommit(this::committed);
  }

  /// Serves every place with something to show: at the start, and now and then in case a wake was
  /// refused.
  void wakeAll() throws InterruptedException {
    Instant now = time.due();
    StoreWait.with(() -> store.read(reads -> reads.placesToShow(now))).forEach(lanes::wake);
  }

  /// Ends, each place after the call it is making.
  boolean drain(Duration atMost) throws InterruptedException {
    return lanes.drain(atMost);
  }

  private void committed(Decision decision) {
    for (WantedCard wanted : decision.cards()) {
      lanes.wake(wanted.place());
    }
    for (Change change : decision.changes()) {
      if (change instanceof Change.MovePlace(Place _, Place to)) {
        lanes.wake(to);
      } else if (change instanceof Change.MutePlace(Place place, boolean muted) && !muted) {
        // Whoever is heard there proves that it is there, and its chat with it.
        lost.remove(place);
        lost.remove(place.wholeChat());
        lanes.wake(place);
      }
    }
  }

  private Optional<Duration> serve(Place place) throws InterruptedException {
    Duration left = leftLost(place);
    if (left.isPositive()) {
      return Optional.of(left);
    }
    List<Showing> due = due(place);
    while (!due.isEmpty() && !lanes.draining()) {
      Instant now = time.now();
      Optional<Showing> next =
          due.stream().filter(showing -> progress.patience(showing, now).isZero()).findFirst();
      if (next.isEmpty()) {
        return sooner(
            due.stream().map(showing -> progress.patience(showing, now)).min(Duration::compareTo),
            untilPostponed(place));
      }
      Rate rate = channels.traits(place).rate();
      boolean edit = next.get().message() != null;
      Duration wait = edit ? pace.takeEdit(place, rate) : pace.take(place, rate);
      if (!wait.isZero()) {
        return sooner(Optional.of(wait), untilPostponed(place));
      }
      switch (show(place, next.get())) {
        case Next.Rest(Duration rest) -> {
          return Optional.of(rest);
        }
        // Where nothing else was due there is nothing to look for: whoever wants something
        // meanwhile wakes the place once more.
        case Next.Noted _ -> due = due.size() > 1 ? due(place) : List.of();
        case Next.Look _ -> due = due(place);
      }
    }
    return untilPostponed(place);
  }

  private Duration leftLost(Place place) {
    Long since = lost.get(place);
    if (since == null) {
      return Duration.ZERO;
    }
    Duration left = LOST_FOR.minus(time.since(since));
    if (!left.isPositive()) {
      lost.remove(place, since);
    }
    return left;
  }

  private List<Showing> due(Place place) throws InterruptedException {
    Instant now = time.due();
    return StoreWait.with(() -> store.read(reads -> reads.toShow(place, now, LOOK_AHEAD)));
  }

  /// What follows a call.
  private sealed interface Next {
    /// Nothing for so long.
    record Rest(Duration rest) implements Next {}

    /// That card needs nothing more now.
    record Noted() implements Next {}

    /// Something may be due that was not before.
    record Look() implements Next {}
  }

  /// Makes one call and notes what came of it.
  private Next show(Place place, Showing showing) throws InterruptedException {
    WantedCard wanted = showing.wanted();
    MessageRef message = orphaned.contains(wanted.card().id()) ? null : showing.message();
    if (message == null && showing.shownRevision() > 0 && wanted.kind() == WantedCard.Kind.STATUS) {
      // Somebody deleted it. It comes back with the next ring, which is another card.
      return note(tx -> tx.messageGone(wanted.card().id()));
    }
    Posting posting = posting(place, showing, message);
    Delivery delivery = channels.deliver(posting);
    return switch (delivery) {
      case Delivery.Shown(MessageRef at) ->
          shown(showing, at, message == null, posting instanceof Posting.Create c && c.again());
      case Delivery.Later(Duration after, String why) -> {
        LOG.info("place={} wait={} why=\"{}\" event=later", place, after, why);
        pace.penalise(place, after);
        yield new Next.Rest(after);
      }
      case Delivery.MessageGone _ -> gone(wanted);
      case Delivery.PlaceGone(String why) -> {
        // First, as somebody may speak there as soon as it is known.
        lost.put(place, time.nanoTime());
        steps.take(new Happening.PlaceLost(place, why));
        yield new Next.Rest(LOST_FOR);
      }
      case Delivery.Moved(Place to) -> {
        steps.change(new Change.MovePlace(place, to));
        yield new Next.Look();
      }
      case Delivery.Unknown(String why) -> again(place, showing, why);
      case Delivery.Refused(String why) -> refused(wanted, message == null, why);
      case Delivery.Done _, Delivery.Saved _ ->
          refused(wanted, message == null, "no message came of it");
    };
  }

  private Posting posting(Place place, Showing showing, @Nullable MessageRef message)
      throws InterruptedException {
    WantedCard wanted = showing.wanted();
    SessionId session = wanted.session();
    Card card =
        session != null && plain.contains(wanted.card().id())
            ? PlainCard.of(wanted, session)
            : wanted.card();
    if (message != null) {
      return new Posting.Edit(message, card);
    }
    Set<String> ring = wanted.rings() ? whoRings(wanted) : Set.of();
    boolean again = showing.failures() > 0 || showing.firstWantedAt().isBefore(openedAt);
    Point.CREATE_READY.reach();
    return new Posting.Create(
        place, card, nonce(showing), !wanted.rings(), wanted.replyTo(), ring, again);
  }

  /// Whom a ringing card names in a group: who began the session.
  private Set<String> whoRings(WantedCard wanted) throws InterruptedException {
    SessionId session = wanted.session();
    if (session == null) {
      return Set.of();
    }
    return StoreWait.with(() ->
        store.read(reads ->
            reads
                .session(session)
                .map(it -> reads.usersOf(it.origin().person(), wanted.place().channel()))
                .orElse(Set.of())));
  }

  /// The same for every try of one create, another for a message that replaces a lost one.
  static Nonce nonce(Showing showing) {
    var id = showing.wanted().card().id().value();
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return new Nonce(
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
            + Long.toString(showing.shownRevision() % NONCE_TURNS, DIGITS));
  }

  /// @param again whether it may have been an earlier call that showed it
  private Next shown(Showing showing, MessageRef at, boolean created, boolean again)
      throws InterruptedException {
    Card card = showing.wanted().card();
    (created ? Point.CREATE_SENT : Point.EDIT_SENT).reach();
    progress.shown(card);
    // What an earlier try has shown may be an earlier revision: this one is made sure of by an
    // edit.
    boolean sure = !created || !again || card.revision() == 1;
    Next next =
        note(tx ->
            tx.shown(card.id(), sure ? card.revision() : card.revision() - 1, at, time.now()));
    orphaned.remove(card.id());
    plain.remove(card.id());
    unshown.remove(card.id());
    if (created) {
      shownCards.announce();
    }
    if (!sure) {
      return new Next.Look();
    }
    Point.SHOWN_COMMITTED.reach();
    return next;
  }

  private Next gone(WantedCard wanted) throws InterruptedException {
    CardId card = wanted.card().id();
    if (wanted.card().buttons().isEmpty()) {
      // Who deletes what is settled does not want to be rung for it again.
      return note(tx -> tx.messageGone(card));
    }
    return switch (wanted.kind()) {
      case STATUS -> note(tx -> tx.messageGone(card));
      case REQUEST, CAPTURE, REPLY, RESULT -> {
        if (orphaned.add(card)) {
          yield new Next.Look();
        }
        // A create has no message to miss: the adapter is at fault, and this would never end.
        long revision = wanted.card().revision();
        Next next = note(tx -> tx.refusedCard(card, revision, "its message is gone"));
        orphaned.remove(card);
        yield next;
      }
    };
  }

  private Next again(Place place, Showing showing, String why) throws InterruptedException {
    CardId card = showing.wanted().card().id();
    Instant until = time.due().plus(AGAIN.after(showing.failures() + 1));
    LOG.warn("card={} place={} why=\"{}\" event=outcome-unknown", card, place, why);
    Next next = note(tx -> tx.postponeCard(card, until));
    postponed.merge(place, until, (one, other) -> one.isBefore(other) ? one : other);
    return next;
  }

  /// A question is worth a second try whenever it is refused; a result only where nothing stands
  /// yet, as its edits only add to it.
  private Next refused(WantedCard wanted, boolean created, String why) throws InterruptedException {
    Card card = wanted.card();
    LOG.error("card={} revision={} why=\"{}\" event=refused", card.id(), card.revision(), why);
    boolean waitedFor = PlainCard.mayReplace(wanted);
    if (waitedFor
        && (created || wanted.kind() == WantedCard.Kind.REQUEST)
        && plain.add(card.id())) {
      return new Next.Look();
    }
    plain.remove(card.id());
    SessionId session = wanted.session();
    boolean rings = wanted.kind() == WantedCard.Kind.REQUEST || wanted.rings();
    if (waitedFor && created && rings && session != null && unshown.add(card.id())) {
      // First: told twice is better than never.
      steps.take(new Happening.Unshown(session, wanted.kind(), wanted.place(), why));
    }
    return note(tx -> tx.refusedCard(card.id(), card.revision(), why));
  }

  /// Notes what came of a call.
  private Next note(Consumer<Tx> job) throws InterruptedException {
    return StoreWait.with(() -> {
      store.change(job);
      return new Next.Noted();
    });
  }

  private Optional<Duration> untilPostponed(Place place) {
    Instant until = postponed.get(place);
    if (until == null) {
      return Optional.empty();
    }
    Duration left = Duration.between(time.due(), until);
    if (left.isPositive()) {
      return Optional.of(left);
    }
    // Due by now, perhaps since we last looked: look once more.
    postponed.remove(place, until);
    return Optional.of(Duration.ZERO);
  }

  private static Optional<Duration> sooner(Optional<Duration> one, Optional<Duration> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isPresent() ? one : other;
    }
    return one.get().compareTo(other.get()) <= 0 ? one : other;
  }
}
