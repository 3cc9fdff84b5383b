package dev.nightdesk.gateway.desk;

import dev.nightdesk.gateway.desk.Prompt.Stage;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.AgentEvent.Lifecycle;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import dev.nightdesk.sessions.InputId;
import java.util.Optional;

/// What an agent tells, turned into what is known about its session. An event in a state where it
/// should not come is taken for what it says and breaks nothing.
final class Turns {
  private static final int ACTIVITY_UNITS = 200;

  private final Runs runs;
  private final Answers answers;

  Turns(Runs runs, Answers answers) {
    this.runs = runs;
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
    for (AgentEvent event : line.events()) {
      event(draft, draft.session(line.session()).orElseThrow(), event);
    }
  }

  private void event(Draft draft, Session session, AgentEvent event) {
    var turn = session.turn();
    switch (event) {
      case AgentEvent.Started started ->
          draft.put(session.with(session.run().talking(started.conversation())));
      case AgentEvent.Restarted restarted ->
          draft.put(session.with(session.run().talking(restarted.conversation())));
      case AgentEvent.Spoke spoke -> spoke(draft, session, spoke);
      case AgentEvent.UsedTool used -> {
        if (!used.subagent()) {
          String words =
              used.summary().isBlank() ? used.tool() : used.tool() + ": " + used.summary();
          draft.put(session.with(turn.troubled(null, "").doing(Words.cut(words, ACTIVITY_UNITS))));
        }
      }
      case AgentEvent.ToolEnded ended -> answers.seen(draft, session, ended.toolUse());
      case AgentEvent.Ask ask -> answers.asked(draft, session, ask);
      case AgentEvent.Withdrew withdrew -> answers.withdrew(draft, session, withdrew.request());
      case AgentEvent.InputMoved moved -> moved(draft, session, moved);
      case AgentEvent.StateIs is -> state(draft, session, is.state());
      case AgentEvent.Progress progress ->
          draft.put(session.with(turn.doing(Words.cut(progress.words(), ACTIVITY_UNITS))));
      case AgentEvent.Retrying retrying -> retrying(draft, session, retrying);
      case AgentEvent.Limited limited -> {
        if (limited.rejected()) {
          String until = limited.resetsAt() == null ? "" : " until " + limited.resetsAt();
          draft.put(session.with(turn.troubled(Trouble.RATE_LIMIT, "limit reached" + until)));
        }
      }
      case AgentEvent.BackgroundNow background ->
          draft.put(session.with(turn.beside(background.tasks())));
      case AgentEvent.TurnEnded ended -> ended(draft, session, ended);
      case AgentEvent.Exited exited -> {
        runs.exited(draft, session, exited);
        runs.admitWaiting(draft);
      }
      case AgentEvent.Answered _, AgentEvent.ModeIs _, AgentEvent.Linked _, AgentEvent.Noise _ -> {}
    }
  }

  private static void spoke(Draft draft, Session session, AgentEvent.Spoke spoke) {
    if (spoke.subagent() || spoke.synthetic() || spoke.markdown().isBlank()) {
      return;
    }
    String line = Words.cut(spoke.markdown(), ACTIVITY_UNITS);
    draft.put(session.with(session.turn().troubled(null, "").saying(spoke.markdown(), line)));
  }

  private static void retrying(Draft draft, Session session, AgentEvent.Retrying retrying) {
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
      Runs.interrupt(draft, draft.session(session.id()).orElse(session));
    }
  }

  private void moved(Draft draft, Session session, AgentEvent.InputMoved moved) {
    switch (moved.state()) {
      case QUEUED, STARTED -> {}
      case COMPLETED, CANCELLED, DISCARDED, REFUSED -> {
        finish(draft, moved.input());
        if (moved.state() == Lifecycle.REFUSED) {
          draft
              .prompt(moved.input())
              .ifPresent(prompt ->
                  Boards.tell(
                      draft,
                      session.origin().place(),
                      prompt.message(),
                      "The agent did not take this message."));
        }
      }
    }
  }

  private static void finish(Draft draft, InputId input) {
    draft
        .prompt(input)
        .filter(prompt -> prompt.stage().isOpen())
        .ifPresent(prompt -> draft.put(prompt.now(Stage.DONE)));
  }

  private void state(Draft draft, Session session, AgentEvent.State state) {
    switch (state) {
      case IDLE -> {
        var idle = draft.put(session.with(session.run().idle(true)));
        if (idle.state() != State.STOPPED && idle.state() != State.FAILED) {
          runs.drive(draft, idle);
        }
        runs.admitWaiting(draft);
      }
      case RUNNING -> {
        var running = session.with(session.run().idle(false));
        boolean stays = running.state() == State.STOPPED || running.state() == State.NEEDS_INPUT;
        draft.put(stays ? running : running.in(State.WORKING, draft.at));
      }
      case REQUIRES_ACTION -> draft.put(session.with(session.run().idle(false)));
    }
  }

  private void ended(Draft draft, Session session, AgentEvent.TurnEnded ended) {
    ended.answered().forEach(input -> finish(draft, input));
    if (ended.ending() != Ending.COMPLETED) {
      // What the turn had taken in is over with it, named or not: it must not be sent again.
      draft.openPrompts(session.id()).stream()
          .filter(prompt -> prompt.stage() == Stage.GIVEN)
          .filter(prompt -> prompt.incarnation() == session.run().number())
          .forEach(prompt -> draft.put(prompt.now(Stage.DONE)));
    }
    answers.seen(draft, session, null);
    // An interrupt of ours after a refused login is that failure, not a person's wish.
    boolean refused = session.turn().trouble() == Trouble.BAD_KEY;
    var ending = refused && ended.ending() == Ending.INTERRUPTED ? Ending.FAILED : ended.ending();
    var told =
        session
            .with(session.tally().plus(ended.turns(), ended.totalCostUsd(), ended.took()))
            .with(session.turn().ended(ended.text(), null, ""));
    if (session.state() == State.STOPPED) {
      draft.put(told);
      return;
    }
    boolean more = ended.queuedTurns() > 0 || !draft.openPrompts(session.id()).isEmpty();
    switch (ending) {
      case INTERRUPTED -> draft.put(told.in(more ? State.WORKING : State.STOPPED, draft.at));
      case FAILED -> {
        var trouble = refused ? Trouble.BAD_KEY : ended.trouble();
        var turn = told.turn().ended("", trouble == null ? Trouble.OTHER : trouble, ended.text());
        show(draft, draft.put(told.with(turn).in(State.FAILED, draft.at)));
      }
      case COMPLETED -> {
        boolean busy = more || !told.turn().background().isEmpty();
        State next = busy ? State.WORKING : ended.localOnly() ? State.IDLE : State.COMPLETED;
        var done = draft.put(told.in(next, draft.at));
        if (!ended.text().isBlank() || next == State.COMPLETED) {
          show(draft, done);
        }
      }
    }
  }

  /// The result card, after a look at what changed where there is something to look at.
  private static void show(Draft draft, Session session) {
    if (session.workplace().branch().isEmpty()) {
      Boards.result(draft, session, Optional.empty());
    } else {
      draft.effect(new Effect.Survey(session.id()));
    }
  }
}
