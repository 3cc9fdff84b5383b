package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.text.Visible;
import dev.nightdesk.gateway.desk.Draft.Face;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    var waiting = waiting(session, draft);
    if (!waiting.isEmpty()) {
      blocks.add(new Block.Note(waitingLine(session, waiting)));
    }
    return new Face(
        tone(session.state()), blocks, statusButtons(session, draft, waiting, followUpOf));
  }

  /// What was said to it and is not given to its agent yet. The task it begins with is its title
  /// and goes without saying.
  static List<Prompt> waiting(Session session, Draft draft) {
    boolean begins = session.state() == State.QUEUED || session.state() == State.STARTING;
    var task = session.origin().message();
    return draft.openPrompts(session.id()).stream()
        .filter(prompt -> prompt.stage() != Prompt.Stage.GIVEN)
        .filter(prompt -> !begins || task == null || !task.equals(prompt.message()))
        .toList();
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

  /// What stays of a live card when another takes its place in the session's own thread.
  static Face elsewhere(Session session, Draft draft) {
    return new Face(
        Tone.PLAIN,
        List.of(
            new Block.Title("↪ " + session.origin().name()),
            new Block.Note(line(session, draft)),
            new Block.Text("It goes on in a topic of its own.")),
        List.of());
  }

  private static Optional<Block> activity(Session session, Draft draft) {
    return switch (session.state()) {
      case QUEUED -> Optional.of(new Block.Text(placeInLine(session, draft)));
      case STARTING ->
          session.run().number() > 1
              ? Optional.of(new Block.Text("picking up where it was"))
              : Optional.empty();
      case WORKING -> Optional.of(new Block.Text(workingLine(session)));
      case NEEDS_INPUT ->
          Optional.of(
              new Block.Text(
                  "waits for "
                      + Words.count(draft.openRequests(session.id()).size(), "answer")
                      + ", see below"));
      case IDLE -> Optional.of(new Block.Text("ready for the next words"));
      case COMPLETED -> Optional.empty();
      case STOPPED ->
          Optional.of(session.turn().troubleWords())
              .filter(words -> !words.isEmpty())
              .map(Block.Text::new);
      case FAILED ->
          Optional.of(
              new Block.Text(
                  Words.troubleName(
                      session.turn().trouble() == null
                          ? Trouble.OTHER
                          : session.turn().trouble())));
    };
  }

  private static String placeInLine(Session session, Draft draft) {
    if (draft.isDiskLow()) {
      return "waits for free space on the machine's disk";
    }
    int place = draft.waitingFor(session).indexOf(session.id());
    var limit = draft.limit(session.origin().agent());
    if (limit.isPresent()) {
      return "waits: the account's limit is reached until "
          + limit.get().untilWords(draft.at)
          + " · number "
          + (place + 1)
          + " in line";
    }
    return "waits for a free place · number " + (place + 1) + " in line";
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

  private static String waitingLine(Session session, List<Prompt> waiting) {
    String when =
        switch (session.state()) {
          case WORKING -> "after this turn";
          case NEEDS_INPUT -> "after the open answer";
          case QUEUED, STARTING -> "when it is up";
          case IDLE, COMPLETED, FAILED, STOPPED ->
              session.run().leaving() ? "when it is up again" : "not sent yet";
        };
    return "queued "
        + waiting.size()
        + " · "
        + when
        + ": “"
        + Words.cut(waiting.getFirst().text(), QUEUED_UNITS)
        + "”";
  }

  private static List<Button> statusButtons(
      Session session, Draft draft, List<Prompt> waiting, Optional<Session> followUpOf) {
    var buttons = new ArrayList<Button>();
    if (!waiting.isEmpty()) {
      waitingButtons(session, draft, waiting.getFirst(), buttons);
    }
    if (Ends.neverBegan(session) && waiting.isEmpty() && canRetry(session)) {
      buttons.add(retry(session, draft));
    }
    if (session.state().isOver()) {
      return buttons;
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

  private static void waitingButtons(
      Session session, Draft draft, Prompt prompt, List<Button> buttons) {
    boolean up = session.run().live() && !session.run().leaving();
    if (up || session.state() == State.FAILED) {
      buttons.add(draft.button("Send now", Button.Style.NEUTRAL, new Action.SendNow(prompt.id())));
    }
    if (up && !session.run().idle()) {
      buttons.add(
          draft.button(
              "Interrupt and send now",
              Button.Style.NEUTRAL,
              new Action.InterruptAndSend(prompt.id())));
    }
    buttons.add(draft.button("Drop", Button.Style.NEUTRAL, new Action.DropPrompt(prompt.id())));
  }

  /// The first or only message of what came of a turn.
  ///
  /// @param answer the part of the answer that belongs into it
  /// @param last whether the facts go under it
  static Face result(Session session, String answer, boolean last, Draft draft) {
    var blocks = new ArrayList<Block>();
    var trouble = session.turn().trouble();
    blocks.add(new Block.Title(resultMark(session) + " " + session.origin().name()));
    if (trouble != null) {
      blocks.add(new Block.Text(Words.trouble(trouble, session.turn().troubleWords())));
    }
    var face = withAnswer(session, blocks, answer, last);
    boolean again = session.state() == State.FAILED && canRetry(session);
    return again ? new Face(face.tone(), face.blocks(), List.of(retry(session, draft))) : face;
  }

  /// What came as files only has no words to begin with.
  static boolean canRetry(Session session) {
    return !session.origin().prompt().isBlank();
  }

  private static Button retry(Session session, Draft draft) {
    return draft.button(
        "Retry in a new session", Button.Style.NEUTRAL, new Action.Retry(session.id()));
  }

  /// A further message of a long answer.
  static Face more(Session session, String answer, boolean last) {
    return withAnswer(session, new ArrayList<>(), answer, last);
  }

  private static Face withAnswer(Session session, List<Block> blocks, String answer, boolean last) {
    if (!answer.isBlank()) {
      blocks.add(new Block.Markdown(answer));
    }
    if (last) {
      blocks.add(facts(session));
    }
    return new Face(tone(session.state()), blocks, List.of());
  }

  /// The answer stands above; what ran beside it is done as well.
  static Face finished(Session session) {
    return new Face(
        tone(session.state()),
        List.of(
            new Block.Title(resultMark(session) + " " + session.origin().name()),
            new Block.Text("Nothing runs any more; its answer stands above."),
            facts(session)),
        List.of());
  }

  /// The same result with what was changed; the facts are its last block.
  static Face surveyed(Card card, Session session, Happening.Result.Surveyed found, Draft draft) {
    var blocks = new ArrayList<>(card.blocks());
    var buttons = new ArrayList<>(card.buttons());
    if (found.files() > 0) {
      blocks.removeLast();
      blocks.add(facts(session, changes(found)));
      buttons.add(
          draft.button("Show the diff", Button.Style.NEUTRAL, new Action.ShowDiff(session.id())));
    }
    for (String path : found.named()) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      buttons.add(
          draft.button(
              "Get " + Visible.text(name),
              Button.Style.NEUTRAL,
              new Action.GetFile(session.id(), path)));
    }
    return new Face(card.tone(), blocks, buttons);
  }

  static Face without(Card card, String token) {
    return new Face(
        card.tone(),
        card.blocks(),
        card.buttons().stream().filter(button -> !button.token().equals(token)).toList());
  }

  static Face withoutButtons(Card card) {
    return new Face(card.tone(), card.blocks(), List.of());
  }

  private static String resultMark(Session session) {
    return switch (session.state()) {
      case COMPLETED, FAILED, STOPPED -> session.state().mark();
      case QUEUED, STARTING, WORKING, NEEDS_INPUT, IDLE -> "💬";
    };
  }

  static Block facts(Session session) {
    return facts(session, "");
  }

  private static String changes(Happening.Result.Surveyed found) {
    return "+"
        + found.added()
        + " −"
        + found.removed()
        + " in "
        + Words.count(found.files(), "file");
  }

  /// `7c5dcf5d · +12 −3 in 4 files · 5 turns · 2m 10s · $0.12`, and below it the branch, whose name
  /// is long.
  private static Block facts(Session session, String changes) {
    var tally = session.tally();
    String facts =
        Stream.of(
                session.shortId(),
                changes,
                tally.turns() > 0 ? Words.count(tally.turns(), "turn") : "",
                tally.turns() > 0 ? Words.took(tally.worked()) : "",
                tally.costUsd() > 0 ? Words.money(tally.costUsd()) : "")
            .filter(fact -> !fact.isEmpty())
            .collect(Collectors.joining(" · "));
    String branch = session.workplace().branch();
    return new Block.Note(branch.isEmpty() ? facts : facts + "\n" + branch);
  }

  /// What is missing when a line has nothing else to say, for boards.
  static String summary(Session session, Draft draft) {
    return switch (session.state()) {
      case QUEUED -> placeInLine(session, draft);
      case STARTING -> "starting";
      case WORKING -> workingLine(session);
      case NEEDS_INPUT ->
          draft.openRequests(session.id()).stream()
              .findFirst()
              .map(RequestFaces::brief)
              .orElse("waits for an answer");
      case IDLE -> "ready";
      case COMPLETED -> "result: " + Words.plain(session.turn().result());
      case FAILED ->
          session.turn().trouble() == null ? "failed" : Words.troubleName(session.turn().trouble());
      case STOPPED ->
          session.turn().troubleWords().isEmpty() ? "stopped" : session.turn().troubleWords();
    };
  }
}
