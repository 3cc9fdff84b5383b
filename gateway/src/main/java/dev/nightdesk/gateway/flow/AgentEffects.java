package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.store.Outgoing;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The effects that concern an agent: its start, its input, its end, and what it changed.
public final class AgentEffects {
  static final Backoff AGAIN = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15));

  /// A start or an end whose outcome stays unknown is reported so after this many tries. A line of
  /// input is tried for as long as its process may live: it is never known not to stand there.
  static final int TRIES = 6;

  /// Finished prompts that a start is told of. The one that a conversation on disk ends with is
  /// among the newest: it stands there, and few came behind it that do not.
  static final int FINISHED_TOLD = 100;

  private final Store store;
  private final SessionHost host;
  private final Workplaces workplaces;
  private final Map<AgentKind, AgentDefaults> defaults;

  public AgentEffects(
      Store store,
      SessionHost host,
      Workplaces workplaces,
      Map<AgentKind, AgentDefaults> defaults) {
    this.store = store;
    this.host = host;
    this.workplaces = workplaces;
    this.defaults = Map.copyOf(defaults);
  }

  Attempt launch(Effect.Launch launch, int failures) throws InterruptedException {
    Optional<Session> session = session(launch.session());
    if (session.isEmpty()
        || session.get().state() != State.STARTING
        || session.get().run().number() != launch.incarnation()) {
      return Attempt.done();
    }
    AgentDefaults agent = defaults.get(session.get().origin().agent());
    if (agent == null) {
      return Attempt.refused(
          Outcome.Reason.CANNOT_START,
          "the agent " + session.get().origin().agent() + " is not configured");
    }
    return switch (workplaces.prepare(session.get())) {
      case Workplaces.Prepared.Refused(String why) ->
          Attempt.refused(Outcome.Reason.CANNOT_START, why);
      case Workplaces.Prepared.Ready ready -> {
        Point.WORKPLACE_PREPARED.reach();
        yield start(launch, session.get(), agent, ready, failures);
      }
    };
  }

  private Attempt start(
      Effect.Launch launch,
      Session session,
      AgentDefaults agent,
      Workplaces.Prepared.Ready place,
      int failures)
      throws InterruptedException {
    var spec =
        new SessionSpec(
            session.id(),
            launch.incarnation(),
            session.origin().agent(),
            place.directory(),
            session.run().conversation(),
            launch.start(),
            agent.model(),
            agent.permissionMode(),
            agent.maxTurns(),
            agent.maxBudgetUsd(),
            agent.environment(),
            finished(launch));
    Outcome outcome = host.ensure(spec);
    Point.AGENT_LAUNCHED.reach();
    return switch (outcome) {
      case Outcome.Done _ ->
          Attempt.ended(
              new Result.Launched(
                  place.directory().toString(), place.branch(), place.base(), place.note()));
      case Outcome.Refused(Outcome.Reason reason, String why) -> Attempt.refused(reason, why);
      case Outcome.Unknown(String why) -> unknown(why, failures);
    };
  }

  /// What a continuation must leave alone. Without one, nothing is taken up anyway.
  private Set<InputId> finished(Effect.Launch launch) throws InterruptedException {
    return launch.start() == SessionSpec.Start.CONTINUE
        ? Set.copyOf(
            StoreWait.with(
                () -> store.read(reads -> reads.finishedPrompts(launch.session(), FINISHED_TOLD))))
        : Set.of();
  }

  /// Writes one line. When there is no room, or it is not known whether it stands there, the same
  /// line is written again: what stands there already is completed, never repeated.
  Attempt send(Effect.Send send, Outgoing row) throws InterruptedException {
    if (row.stale()) {
      return Attempt.refused(Outcome.Reason.NOT_ALIVE, "that process of the agent is gone");
    }
    InputLine line = Objects.requireNonNull(row.line(), "a send has its line");
    Outcome outcome = host.send(send.session(), send.incarnation(), row.journalAt(), line);
    Point.SEND_APPENDED.reach();
    return switch (outcome) {
      case Outcome.Done _ -> Attempt.done();
      case Outcome.Refused refused -> notSent(refused, row.failures());
      case Outcome.Unknown(String why) -> new Attempt.Again(AGAIN.after(row.failures() + 1), why);
    };
  }

  private static Attempt notSent(Outcome.Refused refused, int failures) {
    return switch (refused.reason()) {
      case NO_SPACE -> new Attempt.Again(AGAIN.after(failures + 1), refused.why());
      case NOT_ALIVE, TAMPERED, TAKEN, CANNOT_START, INVALID ->
          Attempt.refused(refused.reason(), refused.why());
    };
  }

  Attempt end(Effect.End end, int failures) throws InterruptedException {
    Outcome outcome = host.stop(end.session(), end.why());
    Point.AGENT_STOPPED.reach();
    return switch (outcome) {
      case Outcome.Done _ -> Attempt.done();
      case Outcome.Refused(Outcome.Reason reason, String why) -> Attempt.refused(reason, why);
      case Outcome.Unknown(String why) -> unknown(why, failures);
    };
  }

  Attempt survey(Effect.Survey survey) throws InterruptedException {
    Optional<Session> session = session(survey.session());
    return session.isEmpty()
        ? Attempt.refused(Outcome.Reason.INVALID, "there is no such session")
        : Attempt.ended(workplaces.survey(session.get()));
  }

  private Attempt unknown(String why, int failures) {
    return failures + 1 >= TRIES
        ? Attempt.ended(new Result.Unknown(why))
        : new Attempt.Again(AGAIN.after(failures + 1), why);
  }

  private Optional<Session> session(SessionId id) throws InterruptedException {
    return StoreWait.with(() -> store.read(reads -> reads.session(id)));
  }
}
