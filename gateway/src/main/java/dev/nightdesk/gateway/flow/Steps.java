package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.DeskView;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.Ids;
import dev.nightdesk.gateway.store.Dead;
import dev.nightdesk.gateway.store.Outgoing;
import dev.nightdesk.gateway.store.Received;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.Tx;
import dev.nightdesk.sessions.AgentListener;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The step: one happening, one pure decision, one transaction; then whoever has work from it is
/// woken. Everything that happens ends up here.
///
/// Every method waits while the store is unavailable, and ends by [InterruptedException] when it is
/// closed. A happening that cannot be decided is tried [#TRIES] times, then buried: what comes
/// behind it goes on. Safe for any thread; order within a lane is the caller's.
public final class Steps {
  /// How often deciding about one happening is tried.
  public static final int TRIES = 3;

  /// Happenings of one conversation that are committed together at most; the rest waits for the
  /// next commit.
  public static final int STEPS_TOGETHER = 16;

  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

  /// What [dev.nightdesk.gateway.desk.Desk#decide] does. It never throws; we are ready for the day
  /// it does.
  @FunctionalInterface
  public interface Decider {
    Decision decide(DeskView now, Happening what, Instant at, Ids ids);
  }

  /// Hears of every decision after its commit; never waits, never throws.
  @FunctionalInterface
  interface Committed {
    void committed(Decision decision);
  }

  /// A decision and what a lane should do next, from one transaction.
  private record Done<T>(Decision decision, T rest) {}

  private final Store store;
  private final Decider desk;
  private final SessionHost host;
  private final Ids ids;
  private final Time time;
  private final Suspects suspects;
  private final List<Committed> listeners = new CopyOnWriteArrayList<>();

  Steps(Store store, Decider desk, SessionHost host, Ids ids, Time time, Suspects suspects) {
    this.store = store;
    this.desk = desk;
    this.host = host;
    this.suspects = suspects;
    this.ids = ids;
    this.time = time;
  }

  void onCommit(Committed listener) {
    listeners.add(listener);
  }

  /// Takes a happening that stands in no line: time, a lost place, the start.
  public void take(Happening what) throws InterruptedException {
    attempt(
        nameOf(what),
        tx -> new Done<>(decide(tx, what), true),
        (tx, stack) -> bury(tx, what, "", stack));
  }

  /// Takes what an agent wrote, in the order it was written. Returning means that the cursor is
  /// stored behind the last line. Lines that were read together are one step: one look, one commit,
  /// one change on the screen. When that cannot be decided each is tried alone, so that only the
  /// one at fault is buried.
  void lines(SessionId session, List<AgentListener.Line> read) throws InterruptedException {
    boolean careful = suspects.concernsLines(session);
    if (!careful && read.size() > 1 && decided(session, read)) {
      return;
    }
    for (AgentListener.Line line : read) {
      var what = happening(session, line);
      if (careful) {
        String name = "line of %s before %s".formatted(session, line.after());
        suspects.run(name, () -> line(what, line.raw()), () -> passed(what, line.raw()));
      } else {
        line(what, line.raw());
      }
    }
  }

  private boolean decided(SessionId session, List<AgentListener.Line> read)
      throws InterruptedException {
    var lines =
        new Happening.Lines(session, read.stream().map(line -> happening(session, line)).toList());
    Point.LINE_HEARD.reach();
    try {
      tell(committed(tx -> new Done<>(decide(tx, lines), true)).decision());
    } catch (StackOverflowError | RuntimeException e) {
      LOG.warn("happening=Lines count={} event=step-failed", read.size(), e);
      return false;
    }
    Point.LINE_STEPPED.reach();
    return true;
  }

  private static Happening.Line happening(SessionId session, AgentListener.Line line) {
    return new Happening.Line(session, line.after(), line.events());
  }

  /// @param raw the line itself, for the record if it cannot be decided about
  private void line(Happening.Line line, String raw) throws InterruptedException {
    Point.LINE_HEARD.reach();
    attempt(
        "Line",
        tx -> new Done<>(decide(tx, line), true),
        (tx, stack) -> bury(tx, line, raw, stack));
    Point.LINE_STEPPED.reach();
  }

  private void passed(Happening.Line line, String raw) throws InterruptedException {
    putAside("Line", (tx, stack) -> bury(tx, line, raw, stack), Suspects.WHY);
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
          Decision decision = decide(tx, ended);
          return new Done<>(with(also, decision), tx.take(row.lane(), time.due()));
        };
    Optional<Outgoing> next =
        attempt(
            "Ended",
            step,
            (tx, stack) -> {
              leave(tx, row, happened, also);
              return bury(tx, ended, "", stack);
            });
    Point.EFFECT_ENDED.reach();
    // What is behind a buried end goes on at once.
    return next == null
        ? StoreWait.with(() -> store.write((Tx tx) -> tx.take(row.lane(), time.due())))
        : next;
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
      Done<Boolean> done = committed(tx -> some(tx, lane, tried));
      tell(done.decision());
      return done.rest();
    } catch (StackOverflowError | RuntimeException e) {
      if (tried.isEmpty()) {
        throw e;
      }
      LOG.warn("happening=Came count={} event=step-failed", tried.size(), e);
    }
    // Trying all of them was one try for each.
    alone(tried.getFirst(), TRIES - 1);
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
        () -> alone(oldest, TRIES),
        () -> putAside("Came", burialOf(oldest.id()), Suspects.WHY));
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
    attempt(
        "Came",
        tries,
        tx -> new Done<>(tx.waiting(id).map(it -> arrived(tx, it)).orElse(Decision.NOTHING), true),
        burialOf(id));
  }

  private Burial burialOf(long inboxId) {
    return (tx, stack) ->
        tx.waiting(inboxId)
            .map(it -> bury(tx, new Happening.Came(it.inbound()), "", stack))
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
    return decide(tx, came);
  }

  /// It may have waited for a gateway that was down, or among the dead letters (LIFE-16).
  private static Inbound asOld(Received received, Instant now) {
    var waited = Duration.between(received.at(), now);
    return received.inbound() instanceof Inbound.Said said && waited.isPositive()
        ? said.older(waited)
        : received.inbound();
  }

  /// Takes a dead letter off the list: what came in waits again, all else is decided about in the
  /// same transaction.
  ///
  /// @return `null` when it failed again; then it stays where it is
  public Dead.@Nullable Retry retry(long number) throws InterruptedException {
    return attempt("Dead", tx -> retried(tx, number), (_, _) -> Decision.NOTHING);
  }

  private Done<Dead.Retry> retried(Tx tx, long number) {
    Dead.Retry retry = tx.retryDead(number, time.now());
    Decision decision =
        switch (retry) {
          case Dead.Retry.DecideNow(Happening.Line line) -> decide(tx, new Happening.Overdue(line));
          case Dead.Retry.DecideNow(Happening what) -> decide(tx, what);
          case Dead.Retry.NotThere _,
              Dead.Retry.BackInInbox _,
              Dead.Retry.Restored _,
              Dead.Retry.StillUnreadable _ ->
              Decision.NOTHING;
        };
    return new Done<>(decision, retry);
  }

  /// Writes changes that need no decision, and wakes whoever they concern.
  void change(Change... changes) throws InterruptedException {
    write(_ -> new Decision(List.of(changes), List.of(), List.of()));
  }

  /// The same, for what is only known when it is written.
  void write(Function<Tx, Decision> job) throws InterruptedException {
    tell(
        StoreWait.with(() ->
            store.write(tx -> {
              Decision decision = job.apply(tx);
              tx.apply(decision, time.now(), send -> encode(tx, send));
              return decision;
            })));
  }

  /// Runs a step, a few times if it throws, then buries its happening.
  ///
  /// @return what the step left to do, `null` when the happening was buried
  private <T> @Nullable T attempt(String name, Function<Tx, Done<T>> step, Burial burial)
      throws InterruptedException {
    return attempt(name, TRIES, step, burial);
  }

  private <T> @Nullable T attempt(
      String name, int atMost, Function<Tx, Done<T>> step, Burial burial)
      throws InterruptedException {
    RuntimeException last = null;
    for (int tries = 1; tries <= atMost; tries++) {
      try {
        Done<T> done = committed(step);
        tell(done.decision());
        return done.rest();
      } catch (StackOverflowError e) {
        last = new IllegalStateException("too deep to decide", e);
      } catch (RuntimeException e) {
        last = e;
      }
      LOG.warn("happening={} tries={} event=step-failed", name, tries, last);
    }
    putAside(name, burial, last == null ? "" : Stacks.text(last));
    return null;
  }

  private <T> Done<T> committed(Function<Tx, Done<T>> step) throws InterruptedException {
    Done<T> done = StoreWait.with(() -> store.write(step));
    Point.STEP_COMMITTED.reach();
    return done;
  }

  @FunctionalInterface
  private interface Burial {
    Decision bury(Tx tx, String stack);
  }

  private void putAside(String name, Burial burial, String stack) throws InterruptedException {
    Decision notice = StoreWait.with(() -> store.write(tx -> burial.bury(tx, stack)));
    LOG.error("happening={} event=buried", name);
    tell(notice);
  }

  private Decision bury(Tx tx, Happening what, String raw, String stack) {
    Instant at = time.now();
    long number = tx.bury(what, raw, stack, at);
    Decision notice = DeadNotice.about(tx, what, number, ids);
    tx.apply(notice, at, send -> encode(tx, send));
    return notice;
  }

  /// An effect that was refused left nothing behind: its row is dropped, not done.
  private void leave(Tx tx, Outgoing row, boolean happened, List<Change> also) {
    if (happened) {
      tx.done(row.id());
    } else {
      tx.drop(row.id());
    }
    if (!also.isEmpty()) {
      tx.apply(new Decision(also, List.of(), List.of()), time.now(), send -> encode(tx, send));
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

  private Decision decide(Tx tx, Happening what) {
    Instant at = time.now();
    Decision decision = desk.decide(tx, what, at, ids);
    tx.apply(decision, at, send -> encode(tx, send));
    Point.STEP_DECIDED.reach();
    return decision;
  }

  private InputLine encode(Tx tx, Effect.Send send) {
    var session =
        tx.session(send.session())
            .orElseThrow(() -> new IllegalStateException("no session " + send.session()));
    return host.encode(session.origin().agent(), send.input(), send.what());
  }

  private void tell(Decision decision) {
    listeners.forEach(listener -> listener.committed(decision));
  }

  private static String nameOf(Happening what) {
    return what.getClass().getSimpleName();
  }
}
