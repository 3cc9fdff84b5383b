package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentListener;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Reads what agents write: one thread for each incarnation that is not read to its end. What
/// stands there is one step; more is read when that step is committed.
public final class Followers {
  private record Incarnation(SessionId session, int number) {}

  private final Store store;
  private final SessionHost host;
  private final JournalSteps steps;
  private final Crew crew;

  /// Those somebody is at, also one who waits after a failure.
  private final Set<Incarnation> followed = ConcurrentHashMap.newKeySet();

  private final Set<SessionId> behind = ConcurrentHashMap.newKeySet();

  Followers(Store store, SessionHost host, JournalSteps steps, Crew crew) {
    this.store = store;
    this.host = host;
    this.steps = steps;
    this.crew = crew;
  }

  /// Begins to read an incarnation behind the last line that was dealt with. Idempotent; when the
  /// crew is full a later call, or [#followAll], tries again.
  void follow(SessionId session, int number) {
    follow(new Incarnation(session, number));
  }

  /// Follows every session whose process was started and whose end was not seen.
  void followAll() throws InterruptedException {
    List<Session> tended = StoreWait.with(() -> store.read(reads -> reads.tended()));
    tended.stream()
        .filter(session -> session.run().live())
        .map(Followers::newestOf)
        .forEach(this::follow);
  }

  /// Marked before it has its thread and until that thread is done with it for good: one that fails
  /// again and again is one thread all the same.
  private void follow(Incarnation incarnation) {
    if (followed.add(incarnation)
        && !crew.keep(incarnation.session().toString(), () -> keep(incarnation))) {
      followed.remove(incarnation);
    }
  }

  private void keep(Incarnation incarnation) throws InterruptedException {
    read(incarnation);
    // Not after a failure: the crew has it read again.
    followed.remove(incarnation);
  }

  /// Sessions of which something is read and not dealt with yet: the store may have no room for it.
  Set<SessionId> behind() {
    return Set.copyOf(behind);
  }

  private void read(Incarnation incarnation) throws InterruptedException {
    SessionId id = incarnation.session();
    Optional<Session> session = StoreWait.with(() -> store.read(reads -> reads.session(id)));
    if (session.isPresent()
        && session.get().run().live()
        && newestOf(session.get()).equals(incarnation)) {
      Cursor cursor = session.get().run().cursor();
      host.follow(id, cursor, new Reading(steps, behind, id));
    }
  }

  /// What one session's agent says, on its way to the steps.
  private record Reading(JournalSteps steps, Set<SessionId> behind, SessionId session)
      implements AgentListener {
    @Override
    public void line(Cursor after, List<AgentEvent> events, String raw)
        throws InterruptedException {
      lines(List.of(new Line(after, events, raw)));
    }

    @Override
    public void lines(List<Line> together) throws InterruptedException {
      behind.add(session);
      try {
        steps.heard(session, together);
      } finally {
        behind.remove(session);
      }
    }
  }

  private static Incarnation newestOf(Session session) {
    return new Incarnation(session.id(), session.run().number());
  }
}
