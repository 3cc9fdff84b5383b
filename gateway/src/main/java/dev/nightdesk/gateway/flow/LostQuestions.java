package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.store.Reads;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.SessionHost.Waiting;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Notices agents that wait for an answer to something they never told us: by their own registry
/// they wait for a person, and we know of no open request. One thread.
public final class LostQuestions {
  /// A question may be on its way for a moment; one that is not here after this is lost.
  public static final Duration LOST_AFTER = Duration.ofSeconds(30);

  /// A session that loses another one within this time is not helped by one more restart.
  public static final Duration ONCE_IN = Duration.ofHours(1);

  /// No effect is postponed for longer.
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(5);

  private record Seen(int incarnation, Waiting waiting, long since) {}

  private final Store store;
  private final SessionHost host;
  private final Map<AgentKind, AgentDefaults> agents;
  private final Followers followers;
  private final Steps steps;
  private final Time time;
  private final Map<SessionId, Seen> seen = new HashMap<>();
  private final Map<SessionId, Long> told = new HashMap<>();

  public LostQuestions(
      Store store,
      SessionHost host,
      Map<AgentKind, AgentDefaults> agents,
      Followers followers,
      Steps steps,
      Time time) {
    this.store = store;
    this.host = host;
    this.agents = Map.copyOf(agents);
    this.followers = followers;
    this.steps = steps;
    this.time = time;
  }

  /// Looks at every agent that is at work without asking; there are never more than may live.
  public void look() throws InterruptedException {
    told.values().removeIf(at -> time.since(at).compareTo(ONCE_IN) >= 0);
    Instant soon = time.due().plus(ON_ITS_WAY);
    // Before the look at what is stored: its question may stand in what was read by now.
    Set<SessionId> behind = followers.behind();
    List<Session> unasked = StoreWait.with(() -> store.read(reads -> unasked(reads, soon)));
    Set<SessionId> waiting = new HashSet<>();
    for (Session session : unasked) {
      Optional<Waiting> words = behind.contains(session.id()) ? Optional.empty() : waiting(session);
      if (words.isPresent()) {
        waiting.add(session.id());
        waits(session, words.get());
      }
    }
    seen.keySet().retainAll(waiting);
  }

  /// An answer of ours that waits for room on the disk is on its way, and its question is not lost.
  private static List<Session> unasked(Reads reads, Instant soon) {
    return reads.tended().stream()
        .filter(session -> session.run().live() && !session.run().leaving())
        .filter(session -> session.state().isBusy())
        .filter(session -> reads.openRequests(session.id()).isEmpty())
        .filter(session -> reads.nextOutgoing(session.id().toString(), soon).isEmpty())
        .toList();
  }

  private Optional<Waiting> waiting(Session session) {
    AgentKind agent = session.origin().agent();
    AgentDefaults defaults = agents.get(agent);
    return defaults == null
        ? Optional.empty()
        : host.waiting(session.id(), session.run().number(), agent, defaults.environment());
  }

  /// Only one and the same wait counts: another state in between was an answer.
  private void waits(Session session, Waiting words) throws InterruptedException {
    int incarnation = session.run().number();
    Seen before = seen.get(session.id());
    if (before == null || before.incarnation() != incarnation || !before.waiting().equals(words)) {
      seen.put(session.id(), new Seen(incarnation, words, time.nanoTime()));
    } else if (time.since(before.since()).compareTo(LOST_AFTER) >= 0) {
      seen.remove(session.id());
      boolean again = told.put(session.id(), time.nanoTime()) != null;
      steps.take(new Happening.LostQuestion(session.id(), incarnation, words.what(), again));
    }
  }
}
