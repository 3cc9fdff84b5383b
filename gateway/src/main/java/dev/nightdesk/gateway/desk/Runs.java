package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.Prompt.Stage;
import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentEvent.Exited;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.Outcome.Reason;
import dev.nightdesk.sessions.SessionSpec.Start;
import dev.nightdesk.sessions.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Keeps sessions going: when a process is started, given its next prompt, parked, resumed or given
/// up. Order and places are ours (architecture 4.4–4.6).
final class Runs {
  /// A working session that says it is idle and has nothing beside it is over after this; a session
  /// is young for as long.
  private static final Duration QUIET = Duration.ofSeconds(30);

  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final DeskSettings settings;

  Runs(DeskSettings settings) {
    this.settings = settings;
  }

  /// Does the next thing a session can do now, if there is one.
  Session drive(Draft draft, Session session) {
    if (session.run().live()) {
      boolean free = session.run().idle() && draft.openRequests(session.id()).isEmpty();
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
    if (draft.view.freeDiskBytes() < settings.diskFloorBytes()
        || (draft.liveSessions() >= settings.maxLive() && !makeRoom(draft, session))) {
      return draft.put(session.in(State.QUEUED, draft.at));
    }
    var next =
        session
            .with(session.run().next(recent(session, draft.at)))
            .with(session.turn().began(draft.at))
            .in(State.STARTING, draft.at);
    draft.effect(new Effect.Launch(next.id(), next.run().number(), how));
    return draft.put(next);
  }

  /// Parks the process that was idle longest. Its place is free when it is gone.
  private static boolean makeRoom(Draft draft, Session forWhom) {
    var idle =
        draft.view.tended().stream()
            .map(session -> draft.session(session.id()).orElse(session))
            .filter(session -> !session.id().equals(forWhom.id()))
            .filter(session -> canPark(draft, session))
            .min(Comparator.comparing(Session::since));
    idle.ifPresent(session -> draft.effect(new Effect.End(session.id(), StopReason.PARK)));
    return false;
  }

  private static boolean canPark(Draft draft, Session session) {
    return session.run().live()
        && session.run().idle()
        && (session.state().isOver() || session.state() == State.IDLE)
        && session.turn().background().isEmpty()
        && draft.openPrompts(session.id()).isEmpty();
  }

  /// Gives a prompt to the running agent.
  Session give(Draft draft, Session session, Prompt prompt) {
    int number = session.run().number();
    draft.put(prompt.givenTo(number));
    draft.effect(
        new Effect.Send(
            session.id(), number, prompt.id(), new AgentInput.Prompt(prompt.text(), false), false));
    if (Boards.openStatusCard(draft, session).isEmpty()) {
      Boards.statusCard(draft, session, Talk.sameChat(session, prompt.message()));
    }
    boolean fresh = session.run().idle();
    var next = session.with(session.run().idle(false));
    next = fresh ? next.with(next.turn().began(draft.at)) : next;
    return draft.put(asking(draft, next) ? next : next.in(State.WORKING, draft.at));
  }

  private static boolean asking(Draft draft, Session session) {
    return !draft.openRequests(session.id()).isEmpty();
  }

  /// Something we asked of the world came to its end.
  void ended(Draft draft, Happening.Ended ended) {
    switch (ended.effect()) {
      case Effect.Launch launch -> launched(draft, launch, ended.result());
      case Effect.Send send -> sent(draft, send, ended.result());
      case Effect.Fetch fetch -> fetched(draft, fetch, ended.result());
      case Effect.Survey survey -> surveyed(draft, survey, ended.result());
      case Effect.OpenThread open -> opened(draft, open, ended.result());
      case Effect.SendDiff diff -> {
        if (ended.result() instanceof Result.Refused refused) {
          Boards.tell(draft, diff.to(), diff.replyTo(), refused.why());
        }
      }
      case Effect.End _, Effect.SendText _, Effect.Whisper _ -> {}
    }
  }

  private void launched(Draft draft, Effect.Launch launch, Result result) {
    var found = draft.session(launch.session());
    if (found.isEmpty() || found.get().run().number() != launch.incarnation()) {
      return;
    }
    var session = found.get();
    switch (result) {
      case Result.Launched at -> up(draft, session, launch.start(), at);
      case Result.Refused no when no.reason() == Reason.NOT_ALIVE -> {
        // It lived and died while we were away: the end of its output tells the rest.
        draft.put(session.with(session.run().live(true)));
      }
      case Result.Refused no ->
          fail(draft, session, Trouble.OTHER, "It could not be started: " + no.why());
      case Result.Unknown unknown ->
          fail(draft, session, Trouble.OTHER, "It could not be started: " + unknown.why());
      case Result.Done _, Result.Fetched _, Result.Surveyed _, Result.Opened _ -> {}
    }
  }

  private void up(Draft draft, Session session, Start how, Result.Launched at) {
    var run = session.run();
    var next =
        session
            .with(
                new Session.Workplace(
                    session.workplace().repo(), at.directory(), at.branch(), at.base(), at.note()))
            .with(run.live(true).idle(true));
    draft.put(next);
    if (session.state() == State.STOPPED) {
      draft.effect(new Effect.End(session.id(), StopReason.STOP));
      return;
    }
    // A new process first gets every prompt the old one had begun, under the same ids.
    for (Prompt prompt : draft.openPrompts(session.id())) {
      if (prompt.stage() == Stage.GIVEN && prompt.incarnation() < run.number()) {
        next = give(draft, next, prompt);
      }
    }
    next = drive(draft, next);
    if (next.state() == State.STARTING) {
      draft.put(next.in(how == Start.CONTINUE ? State.WORKING : State.IDLE, draft.at));
    }
  }

  private void sent(Draft draft, Effect.Send send, Result result) {
    if (!(result instanceof Result.Refused refused)) {
      return;
    }
    var session = draft.session(send.session()).orElse(null);
    if (session == null || session.run().number() != send.incarnation()) {
      return;
    }
    if (refused.reason() == Reason.TAMPERED) {
      draft.effect(new Effect.End(session.id(), StopReason.TAMPERED));
      draft.audit("nightdesk", "found a forged input", session.shortId());
      fail(
          draft,
          session,
          Trouble.OTHER,
          "Somebody else wrote into this session's input, so it was ended. Look at what the agent"
              + " ran before you start another.");
      Doorkeeper.tellOwners(
          draft, "Session " + session.shortId() + " was ended: its input was forged.");
    }
    // NOT_ALIVE: the end of its output comes next, and takes the prompt to the next process.
  }

  private void fetched(Draft draft, Effect.Fetch fetch, Result result) {
    var prompt = draft.prompt(fetch.prompt()).orElse(null);
    if (prompt == null || prompt.stage() != Stage.FETCHING) {
      return;
    }
    var lines = new ArrayList<String>();
    if (!prompt.text().isBlank()) {
      lines.add(prompt.text());
    }
    if (result instanceof Result.Fetched got) {
      got.paths().forEach(path -> lines.add("Attached file: " + path));
      got.failures().forEach(why -> lines.add("(A file could not be fetched: " + why + ")"));
      if (!got.failures().isEmpty()) {
        Boards.tell(
            draft,
            fetch.from(),
            prompt.message(),
            "Not all files came through: " + String.join("; ", got.failures()));
      }
    } else {
      lines.add("(The attached files could not be fetched.)");
      Boards.tell(
          draft,
          fetch.from(),
          prompt.message(),
          "The files could not be fetched. Send them once more.");
    }
    draft.put(prompt.fetched(String.join("\n", lines)));
    draft.session(fetch.session()).ifPresent(session -> drive(draft, session));
  }

  private static void surveyed(Draft draft, Effect.Survey survey, Result result) {
    draft
        .session(survey.session())
        .ifPresent(session ->
            Boards.result(
                draft,
                session,
                result instanceof Result.Surveyed found ? Optional.of(found) : Optional.empty()));
  }

  /// The first card of a session waits for its thread, or for the news that there will be none.
  private static void opened(Draft draft, Effect.OpenThread open, Result result) {
    var session = draft.session(open.session()).orElse(null);
    if (session == null) {
      return;
    }
    if (result instanceof Result.Opened(Place thread)) {
      var moved = draft.put(session.with(session.origin().at(thread)));
      draft.change(new Change.Bind(thread, session.id()));
      Boards.statusCard(draft, moved, null);
    } else {
      draft.put(session);
      Boards.statusCard(draft, session, session.origin().message());
    }
  }

  /// Its process is gone.
  void exited(Draft draft, Session session, Exited exit) {
    Answers.lose(draft, session);
    var gone =
        draft.put(session.with(session.run().live(false)).with(session.turn().beside(List.of())));
    boolean unfinished =
        draft.openPrompts(session.id()).stream().anyMatch(prompt -> prompt.stage() == Stage.GIVEN);
    if (session.state() == State.STOPPED || session.state() == State.FAILED) {
      return;
    }
    if (!gone.state().isBusy() && !unfinished) {
      drive(draft, gone);
    } else if (exit.death() == Death.FAILED_START || exit.death() == Death.IN_USE) {
      fail(
          draft,
          gone,
          Trouble.OTHER,
          exit.death() == Death.IN_USE
              ? "Its conversation is open in another Claude session. Close that one, then reply here."
              : "The agent did not come up: "
                  + (exit.lastWords().isEmpty() ? "it gave no reason" : exit.lastWords()));
    } else if (recent(session, draft.at).size() >= DeskSettings.MAX_RESTARTS_AN_HOUR) {
      fail(
          draft,
          gone,
          Trouble.OTHER,
          "The agent's process ended three times within an hour"
              + (exit.lastWords().isEmpty() ? "" : " (" + exit.lastWords() + ")")
              + ". Reply here to try again.");
    } else {
      var restarts = new ArrayList<>(recent(session, draft.at));
      restarts.add(draft.at);
      var run = gone.run();
      var again =
          gone.with(
              new Session.Run(
                  run.number(), false, false, run.cursor(), run.conversation(), restarts));
      start(
          draft,
          again,
          exit.death() == Death.NO_CONVERSATION
              ? Start.FRESH
              : unfinished ? Start.CONTINUE : Start.RESUME);
    }
  }

  private static List<Instant> recent(Session session, Instant at) {
    return session.run().restarts().stream()
        .filter(restart -> restart.isAfter(at.minus(AN_HOUR)))
        .toList();
  }

  /// Gives up on the turn, loudly. Prompts stay open: the next words of a person start it again
  /// with them.
  void fail(Draft draft, Session session, Trouble trouble, String words) {
    var failed =
        draft.put(
            session.with(session.turn().ended("", trouble, words)).in(State.FAILED, draft.at));
    Boards.result(draft, failed, Optional.empty());
  }

  /// Ends the running turn; the agent stays, and open requests of it are void.
  static void interrupt(Draft draft, Session session) {
    draft.effect(
        new Effect.Send(
            session.id(),
            session.run().number(),
            new InputId(draft.ids.next()),
            new AgentInput.Interrupt(),
            true));
    Answers.withdrawAll(draft, session, "Interrupted");
    draft.put(session.in(State.WORKING, draft.at));
  }

  /// A person says: enough.
  void stop(Draft draft, Session session, String by) {
    int dropped = 0;
    for (Prompt prompt : draft.openPrompts(session.id())) {
      boolean given = prompt.stage() == Stage.GIVEN;
      dropped += given ? 0 : 1;
      draft.put(prompt.now(given ? Stage.DONE : Stage.DROPPED));
    }
    Answers.withdrawAll(draft, session, "Stopped");
    if (Draft.counts(session)) {
      draft.effect(new Effect.End(session.id(), StopReason.STOP));
    }
    String words =
        "Stopped by "
            + by
            + (dropped == 0 || session.run().number() == 0
                ? ""
                : ". " + Words.count(dropped, "waiting message") + " not sent");
    draft.put(session.with(session.turn().troubled(null, words)).in(State.STOPPED, draft.at));
    draft.audit(by, "stopped", session.shortId());
  }

  /// Time passed.
  void tick(Draft draft) {
    for (Session stored : draft.view.tended()) {
      var session = draft.session(stored.id()).orElse(stored);
      var quietFor = Duration.between(session.since(), draft.at);
      if (canPark(draft, session) && quietFor.compareTo(DeskSettings.PARK_AFTER) >= 0) {
        draft.effect(new Effect.End(session.id(), StopReason.PARK));
      } else if (session.state() == State.WORKING
          && session.run().idle()
          && session.turn().background().isEmpty()
          && draft.openPrompts(session.id()).isEmpty()
          && quietFor.compareTo(QUIET) >= 0) {
        draft.put(session.in(State.COMPLETED, draft.at));
      } else if (session.state().isBusy()) {
        draft.put(session);
      }
    }
    admitWaiting(draft);
  }

  /// Starts what waits in line, as far as there are places.
  void admitWaiting(Draft draft) {
    for (var id : draft.view.waitingSessions()) {
      var session = draft.session(id).orElse(null);
      if (session == null || session.state() != State.QUEUED) {
        continue;
      }
      if (start(draft, session, startOf(draft, session)).state() == State.QUEUED) {
        return;
      }
    }
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
        session.state() == State.QUEUED
            || (session.run().number() <= 1
                && session.state().isBusy()
                && age.compareTo(QUIET) < 0);
    if (!young) {
      return Optional.empty();
    }
    var chat = session.origin().place().wholeChat();
    return draft.view.board(DeskSettings.MAX_BOARD_ROWS).stream()
        .filter(other -> !other.id().equals(session.id()))
        .filter(other -> other.origin().at().isBefore(session.origin().at()))
        .filter(other -> other.origin().place().wholeChat().equals(chat))
        .filter(other -> other.origin().person().equals(session.origin().person()))
        .findFirst();
  }
}
