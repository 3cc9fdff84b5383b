package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.DeskView;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.Ids;
import dev.nightdesk.gateway.store.Dead;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.Tx;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.SessionHost;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The step: one happening, one pure decision, one transaction; then whoever has work from it is
/// woken. Everything that happens ends up here: by the inbox ([InboxSteps]), from an agent's
/// journal ([JournalSteps]), as the end of an effect ([OutboxSteps]), or straight, when it stands
/// in no line.
///
/// Every method waits while the store is unavailable, and ends by [InterruptedException] when it is
/// closed. A happening that cannot be decided is tried [#TRIES] times, then buried: what comes
/// behind it goes on. Safe for any thread; order within a lane is the caller's.
public final class Steps {
  /// How often deciding about one happening is tried.
  public static final int TRIES = 3;

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
  record Done<T>(Decision decision, T rest) {}

  /// Puts a happening among the dead letters.
  @FunctionalInterface
  interface Burial {
    /// Returns what is told of it.
    Decision bury(Tx tx, String stack);
  }

  private final Store store;
  private final Decider desk;
  private final SessionHost host;
  private final Ids ids;
  private final Time time;
  private final List<Committed> listeners = new CopyOnWriteArrayList<>();

  Steps(Store store, Decider desk, SessionHost host, Ids ids, Time time) {
    this.store = store;
    this.desk = desk;
    this.host = host;
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
              apply(tx, decision, time.now());
              return decision;
            })));
  }

  // ── What a step is made of ─────────────────────────────────────────────────

  /// Runs a step, a few times if it throws, then buries its happening.
  ///
  /// @return what the step left to do, `null` when the happening was buried
  <T> @Nullable T attempt(String name, Function<Tx, Done<T>> step, Burial burial)
      throws InterruptedException {
    return attempt(name, TRIES, step, burial);
  }

  <T> @Nullable T attempt(String name, int atMost, Function<Tx, Done<T>> step, Burial burial)
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

  /// Runs a step once, and tells nobody.
  ///
  /// @throws RuntimeException what deciding threw: nothing is written then
  <T> Done<T> committed(Function<Tx, Done<T>> step) throws InterruptedException {
    Done<T> done = StoreWait.with(() -> store.write(step));
    Point.STEP_COMMITTED.reach();
    return done;
  }

  /// Buries a happening that is not tried again.
  void putAside(String name, Burial burial, String stack) throws InterruptedException {
    Decision notice = StoreWait.with(() -> store.write(tx -> burial.bury(tx, stack)));
    LOG.error("happening={} event=buried", name);
    tell(notice);
  }

  /// Puts a happening aside and returns what people are told of it, written already.
  ///
  /// @param raw what came in, for the record; may be empty
  Decision bury(Tx tx, Happening what, String raw, String stack) {
    Instant at = time.now();
    long number = tx.bury(what, raw, stack, at);
    Decision notice = DeadNotice.about(tx, what, number, ids);
    apply(tx, notice, at);
    return notice;
  }

  /// Decides about a happening and writes what was decided.
  Decision decide(Tx tx, Happening what) {
    Instant at = time.now();
    Decision decision = desk.decide(tx, what, at, ids);
    apply(tx, decision, at);
    Point.STEP_DECIDED.reach();
    return decision;
  }

  /// Writes a decision.
  void apply(Tx tx, Decision decision, Instant at) {
    tx.apply(decision, at, send -> encode(tx, send));
  }

  private InputLine encode(Tx tx, Effect.Send send) {
    var session =
        tx.session(send.session())
            .orElseThrow(() -> new IllegalStateException("no session " + send.session()));
    return host.encode(session.origin().agent(), send.input(), send.what());
  }

  /// Wakes whoever has work from what was committed.
  void tell(Decision decision) {
    listeners.forEach(listener -> listener.committed(decision));
  }

  private static String nameOf(Happening what) {
    return what.getClass().getSimpleName();
  }
}
