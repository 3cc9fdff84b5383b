package dev.nightdesk.gateway.desk;

import dev.nightdesk.gateway.desk.Prompt.Stage;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec.Start;
import dev.nightdesk.sessions.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps sessions going: when a process is started, given its next prompt or parked. Order and
/// places are ours.
final class Runs {
  /// A working session that says it is idle and has nothing beside it is over after this; a session
  /// is young for as long.
  static final Duration QUIET = Duration.ofSeconds(30);

  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final DeskSettings settings;

  Runs(DeskSettings settings) {
    this.settings = settings;
  }

  /// Does the next thing a session can do now, if there is one.
  Session drive(Draft draft, Session session) {
    var run = session.run();
    if (run.leaving() || Ends.isUnheard(draft, session)) {
      return session;
    }
    if (run.live()) {
      boolean free = run.idle() && draft.openRequests(session.id()).isEmpty();
      var next = free ? nextPrompt(draft, session) : Optional.<Prompt>empty();
      return next.isPresent() ? give(draft, session, next.get()) : session;
    }
    if (session.state() == State.STARTING || draft.openPrompts(session.id()).isEmpty()) {
      return session;
    }
    return start(draft, session, startOf(draft, session));
  }

  private static Optional<Prompt> nextPrompt(Draft draft, Session session) {
    return draft.openPrompts(session.id()).stream()
        .filter(prompt -> prompt.stage() == Stage.QUEUED)
        .findFirst();
  }

  /// Whether it may go on by itself. One that was stopped or failed goes on when a person spoke to
  /// it since, or asked for something that waits; a stop closes every prompt there is, a failure
  /// keeps them.
  static boolean isWanted(Draft draft, Session session) {
    var open = draft.openPrompts(session.id());
    return switch (session.state()) {
      case QUEUED, STARTING, WORKING, NEEDS_INPUT, IDLE, COMPLETED -> true;
      case STOPPED -> !open.isEmpty();
      case FAILED ->
          open.stream()
              .anyMatch(prompt ->
                  prompt.at().isAfter(session.since())
                      || prompt.id().equals(session.turn().instead()));
    };
  }

  /// A conversation with a prompt that an agent had begun goes on by itself; another only waits.
  private static Start startOf(Draft draft, Session session) {
    if (session.run().number() == 0) {
      return Start.FRESH;
    }
    boolean begun =
        draft.openPrompts(session.id()).stream().anyMatch(it -> it.stage() == Stage.GIVEN);
    return begun ? Start.CONTINUE : Start.RESUME;
  }

  /// Starts the next incarnation, or puts the session in line for a place.
  Session start(Draft draft, Session session, Start how) {
    var line = draft.waitingFor(session);
    boolean first = line.isEmpty() || line.getFirst().equals(session.id());
    return first && hasPlace(draft, session) ? launch(draft, session, how) : wait(draft, session);
  }

  /// Starts what just died at work: it keeps its place, whoever waits for one.
  Session startAgain(Draft draft, Session session, Start how) {
    return hasPlace(draft, session) ? launch(draft, session, how) : wait(draft, session);
  }

  private static Session wait(Draft draft, Session session) {
    return draft.put(session.in(State.QUEUED, draft.at));
  }

  private static Session launch(Draft draft, Session session, Start how) {
    var next =
        session
            .with(session.run().next(recent(session, draft.at)))
            .with(session.turn().starting(draft.at))
            .in(State.STARTING, draft.at);
    draft.effect(new Effect.Launch(next.id(), next.run().number(), how));
    // One that died while it started is starting still, but not since the same time.
    return draft.put(next.anew(draft.at));
  }

  private boolean hasPlace(Draft draft, Session session) {
    int others = draft.liveSessions() - (Draft.counts(session) ? 1 : 0);
    if (draft.isDiskLow() || draft.limit(session.origin().agent()).isPresent()) {
      return false;
    }
    if (others < settings.maxLive()) {
      return true;
    }
    makeRoom(draft, session);
    return false;
  }

  /// Parks the process that was idle longest, unless one is on its way out already. Its place is
  /// free when it is gone.
  private static void makeRoom(Draft draft, Session forWhom) {
    var others =
        draft.view.tended().stream()
            .map(session -> draft.session(session.id()).orElse(session))
            .filter(session -> !session.id().equals(forWhom.id()))
            .toList();
    // What failed on its way out may never be gone.
    if (others.stream().noneMatch(it -> it.run().leaving() && it.state() != State.FAILED)) {
      others.stream()
          .filter(session -> canPark(draft, session))
          .min(Comparator.comparing(Session::since))
          .ifPresent(session -> park(draft, session));
    }
  }

  private static boolean canPark(Draft draft, Session session) {
    return session.run().live()
        && session.run().idle()
        && !session.run().leaving()
        && (session.state().isOver() || session.state() == State.IDLE)
        && session.turn().background().isEmpty()
        && draft.openPrompts(session.id()).isEmpty();
  }

  private static void park(Draft draft, Session session) {
    draft.effect(new Effect.End(session.id(), StopReason.PARK));
    draft.put(session.with(session.run().leaving(true)));
  }

  /// Gives a prompt to the running agent.
  Session give(Draft draft, Session session, Prompt prompt) {
    int number = session.run().number();
    draft.put(prompt.givenTo(number));
    draft.effect(
        new Effect.Send(
            session.id(), number, prompt.id(), new AgentInput.Prompt(prompt.text(), false), false));
    if (Boards.openStatusCard(draft, session).isEmpty()) {
      Boards.statusCard(draft, session, Replies.sameChat(session, prompt.message()));
    }
    boolean fresh = session.run().idle();
    var next = session.with(session.run().idle(false));
    next = fresh ? next.with(next.turn().began(draft.at)) : next;
    boolean asking = !draft.openRequests(session.id()).isEmpty();
    return draft.put(asking ? next : next.in(State.WORKING, draft.at));
  }

  /// When it was resumed without a person asking, within the last hour.
  static List<Instant> recent(Session session, Instant at) {
    return session.run().restarts().stream()
        .filter(restart -> restart.isAfter(at.minus(AN_HOUR)))
        .toList();
  }

  /// Time passed.
  ///
  /// @param awakeSince `null` for always
  void tick(Draft draft, @Nullable Instant awakeSince) {
    for (Session stored : draft.view.tended()) {
      var session = draft.session(stored.id()).orElse(stored);
      var since = awakeSince == null ? session.since() : later(session.since(), awakeSince);
      var quietFor = Duration.between(since, draft.at);
      if (canPark(draft, session) && quietFor.compareTo(DeskSettings.PARK_AFTER) >= 0) {
        park(draft, session);
      } else if (hasNothingToDo(session) && quietFor.compareTo(QUIET) >= 0) {
        finish(draft, session);
      } else if (session.state().isBusy()) {
        draft.put(session);
      }
    }
    admitWaiting(draft);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static boolean hasNothingToDo(Session session) {
    return session.state() == State.WORKING
        && session.run().idle()
        && session.turn().background().isEmpty();
  }

  /// An agent that has been idle for long is finished with what it was given, whether it named it
  /// or not; with nothing left to give it, its work is done.
  private void finish(Draft draft, Session session) {
    for (Prompt prompt : draft.openPrompts(session.id())) {
      if (prompt.stage() == Stage.GIVEN) {
        draft.put(prompt.now(Stage.DONE));
      }
    }
    if (draft.openPrompts(session.id()).isEmpty()) {
      Boards.finished(draft, draft.put(session.in(State.COMPLETED, draft.at)));
    } else {
      drive(draft, draft.put(session));
    }
  }

  /// Starts what waits in line, as far as there are places; who still waits sees how long the line
  /// is.
  void admitWaiting(Draft draft) {
    var line = draft.waiting();
    for (SessionId id : line) {
      var session = draft.session(id).orElseThrow();
      if (draft.limit(session.origin().agent()).isPresent()) {
        continue;
      }
      if (start(draft, session, startOf(draft, session)).state() == State.QUEUED) {
        break;
      }
    }
    draft.waiting().stream().map(id -> draft.session(id).orElseThrow()).forEach(draft::put);
  }

  /// Brings the live card of every touched session up to date.
  static void refresh(Draft draft) {
    for (Session session : draft.touched()) {
      Boards.openStatusCard(draft, session)
          .ifPresent(wanted ->
              draft.reface(
                  wanted, SessionFaces.status(session, draft, followUpOf(draft, session))));
    }
  }

  /// The session that a plain message, which began this one by DISP-1, may have been meant for: the
  /// one before it in the same chat, by the same person, as long as this one is young.
  private static Optional<Session> followUpOf(Draft draft, Session session) {
    var age = Duration.between(session.origin().at(), draft.at);
    boolean young =
        session.run().number() <= 1
            && (session.state() == State.QUEUED
                || (session.state().isBusy() && age.compareTo(QUIET) < 0));
    if (!young) {
      return Optional.empty();
    }
    return draft.view.sessionBefore(session);
  }
}
