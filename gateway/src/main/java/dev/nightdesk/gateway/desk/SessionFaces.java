package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.gateway.desk.Draft.Face;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a session's own cards look like: the live one, and what came of a turn.
final class SessionFaces {
  private static final int ACTIVITY_UNITS = 160;
  private static final int QUEUED_UNITS = 60;

  private SessionFaces() {}

  /// `✻ Working · fix the login test`
  static String headline(Session session) {
    return session.icon() + " " + session.state().word() + " · " + session.origin().name();
  }

  /// `7c5dcf5d · shop · 4m`
  static String line(Session session, Draft draft) {
    var parts = new ArrayList<String>();
    parts.add(session.shortId());
    parts.add(session.workplace().repo());
    parts.add(age(session, draft));
    return String.join(" · ", parts);
  }

  /// STATE-11: counts from the dispatch, and stands still when it is over.
  static String age(Session session, Draft draft) {
    var until = session.state().isOver() ? session.since() : draft.at;
    return Words.age(Duration.between(session.origin().at(), until));
  }

  static Tone tone(State state) {
    return switch (state) {
      case QUEUED -> Tone.QUEUED;
      case STARTING, WORKING, IDLE -> Tone.WORKING;
      case NEEDS_INPUT -> Tone.NEEDS_INPUT;
      case COMPLETED -> Tone.GOOD;
      case FAILED -> Tone.BAD;
      case STOPPED -> Tone.STOPPED;
    };
  }

  /// The live card.
  static Face status(Session session, Draft draft, Optional<Session> followUpOf) {
    var blocks = new ArrayList<Block>();
    blocks.add(new Block.Title(headline(session)));
    blocks.add(new Block.Note(line(session, draft)));
    activity(session, draft).ifPresent(blocks::add);
    if (!session.workplace().note().isEmpty() && !session.state().isOver()) {
      blocks.add(new Block.Note("⚠ " + session.workplace().note()));
    }
    var queued =
        draft.openPrompts(session.id()).stream()
            .filter(prompt -> prompt.stage() != Prompt.Stage.GIVEN)
            .toList();
    boolean first = session.run().number() <= 1 && !session.run().live();
    if (!queued.isEmpty() && !first) {
      blocks.add(new Block.Note(queuedLine(session, queued)));
    }
    return new Face(
        tone(session.state()), blocks, statusButtons(session, draft, queued, first, followUpOf));
  }

  /// What stays of a live card when the result stands below it.
  static Face closed(Session session, Draft draft) {
    String title =
        session.state().isBusy() ? "💬 Answered · " + session.origin().name() : headline(session);
    return new Face(
        tone(session.state()),
        List.of(new Block.Title(title), new Block.Note(line(session, draft))),
        List.of());
  }

  private static Optional<Block> activity(Session session, Draft draft) {
    return switch (session.state()) {
      case QUEUED -> Optional.of(new Block.Text(waitingLine(session, draft)));
      case STARTING ->
          Optional.of(
              new Block.Text(session.run().number() > 1 ? "picking up where it was" : "starting"));
      case WORKING -> Optional.of(new Block.Text(workingLine(session)));
      case NEEDS_INPUT ->
          Optional.of(
              new Block.Text(
                  "waits for "
                      + Words.count(draft.openRequests(session.id()).size(), "answer")
                      + ", see below"));
      case IDLE -> Optional.of(new Block.Text("ready for the next words"));
      case COMPLETED, STOPPED -> Optional.empty();
      case FAILED ->
          Optional.of(
              new Block.Text(
                  Words.troubleName(
                      session.turn().trouble() == null
                          ? Trouble.OTHER
                          : session.turn().trouble())));
    };
  }

  private static String waitingLine(Session session, Draft draft) {
    var line = draft.view.waitingSessions();
    int place = line.indexOf(session.id());
    return "waits for a free place · number "
        + (place < 0 ? line.size() + 1 : place + 1)
        + " in line";
  }

  private static String workingLine(Session session) {
    var turn = session.turn();
    var parts = new ArrayList<String>();
    if (turn.trouble() != null) {
      parts.add(turn.troubleWords());
    } else {
      parts.add(
          turn.activity().isEmpty() ? "thinking" : Words.cut(turn.activity(), ACTIVITY_UNITS));
    }
    if (!turn.background().isEmpty()) {
      parts.add("background: " + turn.background().size());
    }
    return String.join(" · ", parts);
  }

  private static String queuedLine(Session session, List<Prompt> queued) {
    String when =
        switch (session.state()) {
          case WORKING -> "after this turn";
          case NEEDS_INPUT -> "after the open answer";
          case QUEUED, STARTING -> "when it is up";
          case IDLE, COMPLETED, FAILED, STOPPED -> "not sent";
        };
    return "queued "
        + queued.size()
        + " · "
        + when
        + ": “"
        + Words.cut(queued.getFirst().text(), QUEUED_UNITS)
        + "”";
  }

  private static List<Button> statusButtons(
      Session session,
      Draft draft,
      List<Prompt> queued,
      boolean first,
      Optional<Session> followUpOf) {
    var buttons = new ArrayList<Button>();
    if (session.state().isOver()) {
      return buttons;
    }
    if (!queued.isEmpty() && !first) {
      var prompt = queued.getFirst();
      if (session.run().live()) {
        buttons.add(
            draft.button("Send now", Button.Style.NEUTRAL, new Action.SendNow(prompt.id())));
        buttons.add(
            draft.button(
                "Interrupt and send now",
                Button.Style.NEUTRAL,
                new Action.InterruptAndSend(prompt.id())));
      }
      buttons.add(draft.button("Drop", Button.Style.NEUTRAL, new Action.DropPrompt(prompt.id())));
    }
    followUpOf.ifPresent(other ->
        buttons.add(
            draft.button(
                "Meant as a reply to " + other.shortId(),
                Button.Style.NEUTRAL,
                new Action.MeantAsReply(session.id(), other.id()))));
    buttons.add(draft.button("Stop", Button.Style.STOP, new Action.Stop(session.id())));
    return buttons;
  }

  /// The first or only message of what came of a turn.
  ///
  /// @param answer the part of the answer that belongs into it
  /// @param last whether the facts go under it
  static Face result(
      Session session,
      Draft draft,
      String answer,
      boolean last,
      Optional<Happening.Result.Surveyed> survey) {
    var blocks = new ArrayList<Block>();
    var trouble = session.turn().trouble();
    blocks.add(new Block.Title(resultMark(session) + " " + session.origin().name()));
    if (trouble != null) {
      blocks.add(new Block.Text(Words.trouble(trouble, session.turn().troubleWords())));
    }
    if (!answer.isBlank()) {
      blocks.add(new Block.Markdown(answer));
    }
    if (last) {
      blocks.add(facts(session, survey));
    }
    return new Face(
        tone(session.state()), blocks, last ? resultButtons(session, draft, survey) : List.of());
  }

  /// A further message of a long answer.
  static Face more(
      Session session,
      Draft draft,
      String answer,
      boolean last,
      Optional<Happening.Result.Surveyed> survey) {
    var blocks = new ArrayList<Block>();
    blocks.add(new Block.Markdown(answer));
    if (last) {
      blocks.add(facts(session, survey));
    }
    return new Face(
        tone(session.state()), blocks, last ? resultButtons(session, draft, survey) : List.of());
  }

  private static String resultMark(Session session) {
    return switch (session.state()) {
      case COMPLETED, FAILED, STOPPED -> session.state().mark();
      case QUEUED, STARTING, WORKING, NEEDS_INPUT, IDLE -> "💬";
    };
  }

  /// `main..worktree-fix · +12 −3 in 4 files · 5 turns · 2m 10s · $0.12 · 7c5dcf5d`
  static Block facts(Session session, Optional<Happening.Result.Surveyed> survey) {
    var parts = new ArrayList<String>();
    if (!session.workplace().branch().isEmpty()) {
      parts.add(session.workplace().branch());
    }
    survey
        .filter(found -> found.files() > 0)
        .ifPresent(found ->
            parts.add(
                "+"
                    + found.added()
                    + " −"
                    + found.removed()
                    + " in "
                    + Words.count(found.files(), "file")));
    if (session.tally().turns() > 0) {
      parts.add(Words.count(session.tally().turns(), "turn"));
    }
    parts.add(Words.took(session.tally().worked()));
    if (session.tally().costUsd() > 0) {
      parts.add(Words.money(session.tally().costUsd()));
    }
    parts.add(session.shortId());
    return new Block.Note(String.join(" · ", parts));
  }

  private static List<Button> resultButtons(
      Session session, Draft draft, Optional<Happening.Result.Surveyed> survey) {
    return survey.filter(found -> found.files() > 0).isPresent()
        ? List.of(
            draft.button("Show the diff", Button.Style.NEUTRAL, new Action.ShowDiff(session.id())))
        : List.of();
  }

  /// What is missing when a line has nothing else to say, for boards.
  static String summary(Session session, Draft draft) {
    return switch (session.state()) {
      case QUEUED -> waitingLine(session, draft);
      case STARTING -> "starting";
      case WORKING -> workingLine(session);
      case NEEDS_INPUT ->
          draft.openRequests(session.id()).stream()
              .findFirst()
              .map(RequestFaces::brief)
              .orElse("waits for an answer");
      case IDLE -> "ready";
      case COMPLETED -> "result: " + session.turn().result();
      case FAILED ->
          session.turn().trouble() == null ? "failed" : Words.troubleName(session.turn().trouble());
      case STOPPED -> "stopped";
    };
  }
}
