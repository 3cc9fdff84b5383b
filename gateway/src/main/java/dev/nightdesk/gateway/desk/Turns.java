package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.text.Excerpt;
import dev.nightdesk.adapters.text.Visible;
import dev.nightdesk.gateway.desk.Prompt.Stage;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import dev.nightdesk.sessions.InputId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an agent tells, turned into what is known about its session. An event in a state where it
/// should not come is taken for what it says and breaks nothing.
final class Turns {
  /// What may be the name of a file; whether there is one is found out where files are.
  private static final Pattern FILE = Pattern.compile("[\\p{L}\\p{N}_]\\.[A-Za-z0-9]{2,5}\\b");

  private static final int ACTIVITY_UNITS = 200;

  private static final int TOLD_UNITS = 200;

  /// Of an agent's last words: enough for a plan that stands in them. The answer is kept whole.
  private static final int SAID_UNITS = 8_000;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final Runs runs;
  private final Ends ends;
  private final Answers answers;

  Turns(Runs runs, Ends ends, Answers answers) {
    this.runs = runs;
    this.ends = ends;
    this.answers = answers;
  }

  /// One line of output, once: a line at or before the stored cursor says nothing new.
  void line(Draft draft, Happening.Line line) {
    var found = draft.session(line.session());
    if (found.isEmpty() || line.after().compareTo(found.get().run().cursor()) <= 0) {
      return;
    }
    var session = found.get();
    draft.put(session.with(session.run().at(line.after())));
    events(draft, line);
  }

  /// A line its session has gone on behind. What a process told that is over counts no more.
  void overdue(Draft draft, Happening.Line line) {
    draft
        .session(line.session())
        .map(Session::run)
        .filter(run -> run.number() == line.after().writtenBy() && run.live())
        .ifPresent(_ -> events(draft, line));
  }

  private void events(Draft draft, Happening.Line line) {
    for (AgentEvent event : line.events()) {
      var now = draft.session(line.session()).orElseThrow();
      if (now.isEnded()) {
        afterTheEnd(draft, now, event);
      } else {
        event(draft, now, event);
      }
    }
  }

  /// What is still told after a person stopped it is written down and changes nothing (MAN-15).
  private void afterTheEnd(Draft draft, Session session, AgentEvent event) {
    switch (event) {
      case AgentEvent.Started started ->
          draft.put(session.with(session.run().talking(started.conversation())));
      case AgentEvent.Restarted restarted ->
          draft.put(session.with(session.run().talking(restarted.conversation())));
      case AgentEvent.Ask ask -> answers.askedAfterTheEnd(draft, session, ask);
      case AgentEvent.InputMoved moved -> moved(draft, session, moved);
      case AgentEvent.StateIs is -> state(draft, session, is.state());
      case AgentEvent.BackgroundNow background ->
          draft.put(session.with(session.turn().beside(background.tasks())));
      case AgentEvent.TurnEnded ended -> {
        ended.answered().forEach(input -> finish(draft, session, input));
        draft.put(counted(session, ended));
      }
      case AgentEvent.Exited exited -> exited(draft, session, exited);
      case AgentEvent.Spoke _,
          AgentEvent.UsedTool _,
          AgentEvent.ToolEnded _,
          AgentEvent.Withdrew _,
          AgentEvent.Answered _,
          AgentEvent.Progress _,
          AgentEvent.ModeIs _,
          AgentEvent.Retrying _,
          AgentEvent.Limited _,
          AgentEvent.Linked _,
          AgentEvent.Noise _ -> {}
    }
  }

  /// It stands on a card as long as the tool runs, and a command may hold a secret (PERM-13).
  private static String activity(String words) {
    return Words.cut(Visible.masked(words), ACTIVITY_UNITS);
  }

  private void exited(Draft draft, Session session, AgentEvent.Exited exited) {
    ends.exited(draft, session, exited);
    runs.admitWaiting(draft);
  }

  private void event(Draft draft, Session session, AgentEvent event) {
    var turn = session.turn();
    switch (event) {
      case AgentEvent.Started started -> started(draft, session, started);
      case AgentEvent.Restarted restarted ->
          draft.put(session.with(session.run().talking(restarted.conversation())));
      case AgentEvent.Spoke spoke -> spoke(draft, session, spoke);
      case AgentEvent.UsedTool used -> {
        if (!used.subagent()) {
          String words =
              used.summary().isBlank() ? used.tool() : used.tool() + ": " + used.summary();
          draft.put(session.with(goingOn(turn).doing(activity(words))));
        }
      }
      case AgentEvent.ToolEnded ended -> Answers.seen(draft, session, ended.toolUse());
      case AgentEvent.Ask ask -> answers.asked(draft, session, ask);
      case AgentEvent.Withdrew withdrew -> answers.withdrew(draft, session, withdrew.request());
      case AgentEvent.InputMoved moved -> moved(draft, session, moved);
      case AgentEvent.StateIs is -> state(draft, session, is.state());
      case AgentEvent.Progress progress ->
          draft.put(session.with(turn.doing(activity(progress.words()))));
      case AgentEvent.Retrying retrying -> retrying(draft, session, retrying);
      case AgentEvent.Limited limited -> {
        if (limited.rejected()) {
          var resets = limited.resetsAt();
          String until = resets == null ? "" : " until " + CLOCK.format(resets);
          draft.put(session.with(turn.troubled(Trouble.RATE_LIMIT, "limit reached" + until)));
          if (resets != null) {
            draft.limited(session.origin().agent(), Optional.of(new Limit(resets, draft.at)));
          }
        }
      }
      case AgentEvent.BackgroundNow background ->
          draft.put(lookedAtAnew(session.with(turn.beside(background.tasks())), draft));
      case AgentEvent.TurnEnded ended -> ended(draft, session, ended);
      case AgentEvent.Exited exited -> exited(draft, session, exited);
      case AgentEvent.Answered _, AgentEvent.ModeIs _, AgentEvent.Linked _, AgentEvent.Noise _ -> {}
    }
  }

  /// An interrupt that came before the turn began had no effect (measured), so it is repeated now.
  private void started(Draft draft, Session session, AgentEvent.Started started) {
    var instead = session.turn().instead();
    var begun =
        draft.put(
            session
                .with(session.run().talking(started.conversation()))
                .with(session.turn().makesWayFor(null)));
    if (instead != null
        && draft.prompt(instead).filter(it -> it.stage() == Stage.QUEUED).isPresent()) {
      ends.interrupt(draft, begun);
    }
  }

  private static void spoke(Draft draft, Session session, AgentEvent.Spoke spoke) {
    if (spoke.subagent() || spoke.synthetic() || spoke.markdown().isBlank()) {
      return;
    }
    String line = Words.cut(Words.plain(spoke.markdown()), ACTIVITY_UNITS);
    String kept = Excerpt.headAndTail(spoke.markdown(), SAID_UNITS);
    draft.put(session.with(goingOn(session.turn()).saying(kept, line)));
  }

  /// A failed call that was tried again is over when more comes. A refused login is not: the turn
  /// was interrupted for it, and words that were cut off by that may come before the turn's end.
  private static Session.Turn goingOn(Session.Turn turn) {
    return turn.trouble() == Trouble.BAD_KEY ? turn : turn.troubled(null, "");
  }

  private void retrying(Draft draft, Session session, AgentEvent.Retrying retrying) {
    String words =
        Words.troubleName(retrying.trouble())
            + ", trying again ("
            + retrying.attempt()
            + " of "
            + retrying.maxAttempts()
            + ")";
    draft.put(session.with(session.turn().troubled(retrying.trouble(), words)));
    if (retrying.trouble() == Trouble.BAD_KEY && session.turn().trouble() != Trouble.BAD_KEY) {
      // A refused login stays refused; the CLI would go on trying for minutes.
      ends.interrupt(draft, draft.session(session.id()).orElse(session));
    }
  }

  private void moved(Draft draft, Session session, AgentEvent.InputMoved moved) {
    switch (moved.state()) {
      case QUEUED, STARTED -> {}
      case COMPLETED, CANCELLED -> finish(draft, session, moved.input());
      case DISCARDED, REFUSED -> {
        open(draft, session, moved.input())
            .ifPresent(prompt ->
                Boards.tell(
                    draft,
                    session.origin().place(),
                    prompt.message(),
                    "The agent did not take this message: “"
                        + Words.cut(prompt.text(), TOLD_UNITS)
                        + "”. Say it in other words."));
        finish(draft, session, moved.input());
      }
    }
  }

  /// What a session's agent says of another session's prompts counts for nothing.
  private static Optional<Prompt> open(Draft draft, Session session, InputId input) {
    return draft
        .prompt(input)
        .filter(prompt -> prompt.session().equals(session.id()))
        .filter(prompt -> prompt.stage().isOpen());
  }

  private static void finish(Draft draft, Session session, InputId input) {
    open(draft, session, input).ifPresent(prompt -> draft.put(prompt.now(Stage.DONE)));
  }

  private void state(Draft draft, Session session, AgentEvent.State state) {
    switch (state) {
      case IDLE -> {
        var idle = draft.put(lookedAtAnew(session.with(session.run().idle(true)), draft));
        if (Runs.isWanted(draft, idle)) {
          runs.drive(draft, idle);
        }
        runs.admitWaiting(draft);
      }
      case RUNNING -> {
        var running = session.with(session.run().idle(false));
        boolean stays = session.isEnded() || session.state() == State.NEEDS_INPUT;
        draft.put(stays ? running : running.in(State.WORKING, draft.at));
      }
      case REQUIRES_ACTION -> draft.put(session.with(session.run().idle(false)));
    }
  }

  /// The time it has had nothing to do is counted from here.
  private static Session lookedAtAnew(Session session, Draft draft) {
    return session.state() == State.WORKING && session.run().idle()
        ? session.anew(draft.at)
        : session;
  }

  private static Session counted(Session session, AgentEvent.TurnEnded ended) {
    return session.with(session.tally().plus(ended.turns(), ended.totalCostUsd(), ended.took()));
  }

  private void ended(Draft draft, Session session, AgentEvent.TurnEnded ended) {
    ended.answered().forEach(input -> finish(draft, session, input));
    if (ended.ending() != Ending.COMPLETED) {
      // What the turn had taken in is over with it, named or not: it must not be sent again.
      draft.openPrompts(session.id()).stream()
          .filter(prompt -> prompt.stage() == Stage.GIVEN)
          .filter(prompt -> prompt.incarnation() == session.run().number())
          .forEach(prompt -> draft.put(prompt.now(Stage.DONE)));
      Answers.withdrawAll(draft, session, "The turn ended");
    }
    Answers.seen(draft, session, null);
    // An interrupt of ours after a refused login is that failure, not a person's wish.
    boolean refused = session.turn().trouble() == Trouble.BAD_KEY;
    var ending = refused && ended.ending() == Ending.INTERRUPTED ? Ending.FAILED : ended.ending();
    var told = counted(session, ended).with(session.turn().ended(ended.text(), null, ""));
    switch (ending) {
      case INTERRUPTED -> interrupted(draft, told, ended);
      case FAILED -> {
        var trouble = refused ? Trouble.BAD_KEY : ended.trouble();
        var turn = told.turn().ended("", trouble == null ? Trouble.OTHER : trouble, ended.text());
        show(draft, draft.put(told.with(turn).in(State.FAILED, draft.at)));
      }
      case COMPLETED -> completed(draft, told, ended);
    }
  }

  private static void interrupted(Draft draft, Session told, AgentEvent.TurnEnded ended) {
    boolean more = ended.queuedTurns() > 0 || !draft.openPrompts(told.id()).isEmpty();
    draft.put(told.in(more ? State.WORKING : State.STOPPED, draft.at));
  }

  /// NOTE-8: it is not finished while anything is open, running beside it or waiting for it.
  private static void completed(Draft draft, Session told, AgentEvent.TurnEnded ended) {
    boolean asking = !draft.openRequests(told.id()).isEmpty();
    boolean busy =
        ended.queuedTurns() > 0
            || !draft.openPrompts(told.id()).isEmpty()
            || !told.turn().background().isEmpty();
    State next =
        asking
            ? State.NEEDS_INPUT
            : busy ? State.WORKING : ended.localOnly() ? State.IDLE : State.COMPLETED;
    if (!ended.localOnly()) {
      draft.limited(told.origin().agent(), Optional.empty());
    }
    var done = draft.put(told.in(next, draft.at));
    if (!ended.text().isBlank() || next == State.COMPLETED) {
      show(draft, done);
    }
  }

  /// The result card at once; a look at what changed adds to it.
  private static void show(Draft draft, Session session) {
    Boards.result(draft, session);
    var place = session.workplace();
    boolean worthALook = !place.branch().isEmpty() || FILE.matcher(session.turn().result()).find();
    if (place.directory() != null && worthALook) {
      draft.effect(new Effect.Survey(session.id()));
    }
  }
}
