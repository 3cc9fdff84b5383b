package dev.nightdesk.gateway.desk;

import dev.nightdesk.gateway.desk.Prompt.Stage;
import dev.nightdesk.gateway.desk.Request.How;
import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentEvent.Exited;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionSpec.Start;
import dev.nightdesk.sessions.StopReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/// How processes and turns come to an end before their time: a person stops them, they die, they
/// are given up. Prompts outlive processes, verdicts do not outlive a person's stop (architecture
/// 4.5).
final class Ends {
  /// Sessions a digest names.
  static final int MOST_NAMED = 10;

  static final String NOT_ASKED_AGAIN = "The agent failed before it asked again";

  private static final String BEFORE_IT_BEGAN = ". It had not begun";

  private final Runs runs;

  Ends(Runs runs) {
    this.runs = runs;
  }

  /// Its process is gone.
  void exited(Draft draft, Session session, Exited exit) {
    Answers.lose(draft, session);
    var gone =
        draft.put(session.with(session.run().live(false)).with(session.turn().beside(List.of())));
    if (gone.state() == State.STOPPED || gone.state() == State.FAILED) {
      if (Runs.isWanted(draft, gone)) {
        // What a person asked to be sent is in the line of the next process: it cuts nothing short.
        runs.drive(draft, gone.with(gone.turn().makesWayFor(null)));
      }
      return;
    }
    boolean unfinished =
        draft.openPrompts(session.id()).stream().anyMatch(prompt -> prompt.stage() == Stage.GIVEN);
    if (!gone.state().isBusy() && !unfinished) {
      runs.drive(draft, gone);
      return;
    }
    switch (exit.death()) {
      case FAILED_START -> fail(draft, gone, "The agent did not come up: " + lastWords(exit));
      case IN_USE ->
          fail(
              draft,
              gone,
              "Its conversation is open in another Claude session. Close that one, then reply"
                  + " here.");
      case CLEAN, NO_CONVERSATION, CRASHED -> again(draft, session, gone, exit);
    }
  }

  private static String lastWords(Exited exit) {
    return exit.lastWords().isBlank() ? "it gave no reason" : exit.lastWords();
  }

  /// Resumes what died at work, a few times an hour.
  private void again(Draft draft, Session before, Session gone, Exited exit) {
    var restarts = new ArrayList<>(Runs.recent(gone, draft.at));
    // An end that was expected tells nothing about the agent.
    boolean counts = !before.run().leaving();
    if (counts && restarts.size() >= DeskSettings.MAX_RESTARTS_AN_HOUR) {
      fail(
          draft,
          gone,
          "The agent's process ended three times within an hour"
              + (exit.lastWords().isBlank() ? "" : " (" + exit.lastWords() + ")")
              + ". Reply here to try again.");
      return;
    }
    if (counts) {
      restarts.add(draft.at);
    }
    // A turn that nobody's prompt began is cut off as well when the agent was not idle.
    boolean cutOff =
        !before.run().idle()
            || draft.openPrompts(gone.id()).stream().anyMatch(it -> it.stage() == Stage.GIVEN);
    var how =
        exit.death() == Death.NO_CONVERSATION
            ? Start.FRESH
            : cutOff ? Start.CONTINUE : Start.RESUME;
    runs.startAgain(draft, gone.with(gone.run().restartedAt(restarts)), how);
  }

  /// All processes are gone at once, through no fault of theirs: what was at work goes on by itself
  /// as each end is read, and the owners hear of it once.
  static void rebooted(Draft draft) {
    var gone =
        draft.view.tended().stream()
            .filter(session -> session.run().live() && !session.run().leaving())
            .toList();
    gone.forEach(session -> draft.put(session.with(session.run().leaving(true))));
    var atWork = gone.stream().filter(session -> session.state().isBusy()).toList();
    if (!atWork.isEmpty()) {
      Doorkeeper.tellOwners(draft, digest(atWork));
    }
  }

  private static String digest(List<Session> atWork) {
    var lines = new ArrayList<String>();
    lines.add(
        "The machine restarted. "
            + Words.count(atWork.size(), "session")
            + " at work "
            + (atWork.size() == 1 ? "goes" : "go")
            + " on without your help; open questions are asked again.");
    atWork.stream()
        .limit(MOST_NAMED)
        .forEach(session -> lines.add(session.shortId() + " · " + session.origin().name()));
    if (atWork.size() > MOST_NAMED) {
      lines.add("and " + (atWork.size() - MOST_NAMED) + " more: /agents");
    }
    return String.join("\n", lines);
  }

  /// The process of an agent that was taken out of the config lives on, and nobody hears it: no
  /// card may look as if somebody did, nor as if nobody did when it is back.
  static void unheard(Draft draft) {
    for (Session session : draft.view.tended()) {
      boolean unheard = isUnheard(draft, session);
      String words = unheard(session);
      boolean said = session.turn().activity().equals(words);
      if (session.run().live() && session.state().isBusy() && unheard != said) {
        draft.put(session.with(session.turn().doing(unheard ? words : "")));
      }
    }
  }

  /// Its process lives and nobody speaks its language: nothing may be given to it, as nothing would
  /// come of it but the loss of what it was to be told.
  static boolean isUnheard(Draft draft, Session session) {
    return session.run().live() && !draft.settings.agents().contains(session.origin().agent());
  }

  /// What somebody reads who speaks to it.
  static String notPassedOn(Session session) {
    return "Nothing was passed on: the agent "
        + session.origin().agent()
        + " is not set up here any more. Put it back into the config and start again, or end the"
        + " session with /stop "
        + session.shortId()
        + ".";
  }

  private static String unheard(Session session) {
    return "cannot be heard: the agent "
        + session.origin().agent()
        + " is not set up any more; /stop ends it";
  }

  /// Its agent waits for an answer to something that never reached us. Started again, it asks
  /// again; one that loses its question once more is left to a person.
  void lostQuestion(Draft draft, Happening.LostQuestion lost) {
    var session = draft.session(lost.session()).orElse(null);
    if (session == null
        || session.run().number() != lost.incarnation()
        || !session.run().live()
        || session.run().leaving()
        || !session.state().isBusy()
        || !draft.openRequests(session.id()).isEmpty()) {
      return;
    }
    draft.audit("nightdesk", "found a lost question: " + lost.what(), session.shortId());
    var restarts = new ArrayList<>(Runs.recent(session, draft.at));
    if (lost.again() || restarts.size() >= DeskSettings.MAX_RESTARTS_AN_HOUR) {
      failAndEnd(
          draft,
          session,
          StopReason.SUSPEND,
          "The agent waits for something it does not tell us ("
              + lost.what()
              + "), also after a restart. Reply here to try again, or look at it on the machine.");
      return;
    }
    restarts.add(draft.at);
    draft.effect(new Effect.End(session.id(), StopReason.SUSPEND));
    draft.put(
        session
            .with(session.run().restartedAt(restarts).leaving(true))
            .with(session.turn().doing("restarting: its question did not arrive")));
  }

  /// Nothing is left that a person could stop.
  static boolean isOver(Draft draft, Session session) {
    return session.state().isOver() && draft.openPrompts(session.id()).isEmpty();
  }

  void fail(Draft draft, Session session, String words) {
    fail(draft, session, Trouble.OTHER, words);
  }

  /// Gives up on the turn, loudly. Prompts stay open: the next words of a person start it again
  /// with them.
  void fail(Draft draft, Session session, Trouble trouble, String words) {
    Answers.withdrawAll(draft, session, "The session failed");
    notAskedAgain(draft, session);
    var failed =
        draft.put(
            session.with(session.turn().ended("", trouble, words)).in(State.FAILED, draft.at));
    Boards.result(draft, failed);
  }

  /// What a process took along when it died was to be asked again, by one that is given up now.
  private static void notAskedAgain(Draft draft, Session session) {
    var requests = new LinkedHashMap<UUID, Request>();
    draft.cards(session.id()).stream()
        .filter(wanted -> wanted.request() != null)
        .forEach(
            wanted -> draft.request(wanted.request()).ifPresent(it -> requests.put(it.id(), it)));
    requests.values().stream()
        .filter(lost -> lost.settled() != null && lost.settled().how() == How.LOST)
        .filter(lost ->
            requests.values().stream()
                .noneMatch(later ->
                    later.incarnation() > lost.incarnation() && later.key().equals(lost.key())))
        .forEach(lost -> Answers.closeAnew(draft, session, lost, NOT_ASKED_AGAIN));
  }

  /// Gives up, and ends a process that can no longer be trusted or reached.
  void failAndEnd(Draft draft, Session session, StopReason why, String words) {
    draft.effect(new Effect.End(session.id(), why));
    fail(draft, session.with(session.run().leaving(true)), words);
  }

  /// Ends the running turn; the agent stays, and open requests of it are void.
  Session interrupt(Draft draft, Session session) {
    draft.effect(
        new Effect.Send(
            session.id(),
            session.run().number(),
            new InputId(draft.ids.next()),
            new AgentInput.Interrupt(),
            true));
    Answers.withdrawAll(draft, session, "Interrupted");
    return draft.put(session.in(State.WORKING, draft.at));
  }

  /// A person says: enough.
  ///
  /// @return whether there is a conversation to go on with: its task had begun
  boolean stop(Draft draft, Session session, String by) {
    var task = session.origin().message();
    boolean begun = true;
    int dropped = 0;
    for (Prompt prompt : draft.openPrompts(session.id())) {
      boolean given = prompt.stage() == Stage.GIVEN;
      boolean isTask = !given && task != null && task.equals(prompt.message());
      begun &= !isTask;
      dropped += given || isTask ? 0 : 1;
      draft.put(prompt.now(given ? Stage.DONE : Stage.DROPPED));
    }
    stop(
        draft,
        session,
        by,
        "Stopped by "
            + by
            + (dropped == 0 ? "" : ". " + Words.count(dropped, "waiting message") + " not sent")
            + (begun ? "" : BEFORE_IT_BEGAN));
    return begun;
  }

  /// Whether it was stopped before its agent was given the task: the words of its end are what is
  /// stored of that.
  static boolean neverBegan(Session session) {
    return session.state() == State.STOPPED
        && session.turn().troubleWords().endsWith(BEFORE_IT_BEGAN);
  }

  /// A person took back something it was to do. When that was all it was called for, it goes back
  /// to the rest it was called from, and no process is started for nothing.
  static void takenBack(Draft draft, Session session, String by) {
    boolean called = session.state() == State.QUEUED || session.state() == State.STARTING;
    if (!called || !draft.openPrompts(session.id()).isEmpty() || isCutOff(session)) {
      draft.put(session);
    } else if (session.restedIn() == null) {
      stop(draft, session, by, "Dropped by " + by);
    } else {
      if (Draft.counts(session)) {
        draft.effect(new Effect.End(session.id(), StopReason.PARK));
      }
      draft.put(session.in(session.restedIn(), draft.at));
    }
  }

  /// Its process died at work, and what it was at may be nobody's prompt.
  private static boolean isCutOff(Session session) {
    int first = session.state() == State.STARTING ? 1 : 0;
    return session.restedIn() == null && session.run().number() > first;
  }

  /// What began as a session of its own goes to another, with all that was said to it.
  void moveTo(Draft draft, Session session, Session to, String by) {
    draft.openPrompts(session.id()).forEach(prompt -> draft.put(prompt.now(Stage.DROPPED)));
    stop(draft, session, by, "Moved to " + to.shortId() + " by " + by);
  }

  private static void stop(Draft draft, Session session, String by, String words) {
    Answers.withdrawAll(draft, session, "Stopped");
    // What was allowed before the stop is not allowed after it.
    Answers.seen(draft, session, null);
    if (Draft.counts(session)) {
      draft.effect(new Effect.End(session.id(), StopReason.STOP));
    }
    draft.put(
        session
            .with(session.run().leaving(true))
            .with(session.turn().troubled(null, words))
            .in(State.STOPPED, draft.at));
    draft.audit(by, "stopped", session.shortId());
  }
}
