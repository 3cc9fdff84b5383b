package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.text.Excerpt;
import dev.nightdesk.adapters.text.Markdown;
import dev.nightdesk.gateway.desk.Draft.Face;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts cards where they belong: a session's live card, what came of it, the board, a peek.
final class Boards {
  /// Left in a message for the title, the facts and the words around an answer.
  private static final int ROOM_FOR_FACTS = 700;

  /// Of what a session does, in its row: about two lines of a phone with its name.
  private static final int LINE_UNITS = 60;

  /// Of what it was asked to do, in a peek.
  private static final int TASK_UNITS = 330;

  /// A board with more rows than this has shorter ones, so that it fits one message.
  private static final int LONG_BOARD = 12;

  private static final int SHORT_LINE_UNITS = 40;

  /// STATE-8: so many that failed, and again of what is done, newest first; more is only counted.
  private static final int MAX_OVER_ROWS = 10;

  /// STATE-6 and STATE-7: the groups.
  private static final Set<State> NEEDS_INPUT = EnumSet.of(State.NEEDS_INPUT);

  private static final Set<State> FAILED = EnumSet.of(State.FAILED);
  private static final Set<State> DONE = EnumSet.of(State.COMPLETED, State.STOPPED, State.IDLE);
  private static final Set<State> COMPLETED =
      EnumSet.of(State.COMPLETED, State.STOPPED, State.IDLE, State.FAILED);
  private static final Set<State> WORKING = EnumSet.of(State.QUEUED, State.STARTING, State.WORKING);

  private static final int PEEK_UNITS = 2_000;

  /// What a round of a session begins and ends with.
  private static final Set<Kind> ROUNDS = Set.of(Kind.STATUS, Kind.RESULT);

  private Boards() {}

  static void tell(Draft draft, Place place, @Nullable MessageRef replyTo, String words) {
    draft.card(
        Kind.REPLY,
        place,
        null,
        null,
        false,
        replyTo,
        new Face(Tone.PLAIN, List.of(new Block.Text(words)), List.of()));
  }

  /// The session's live card: the newest, unless a result came after it.
  static Optional<WantedCard> openStatusCard(Draft draft, Session session) {
    return draft.newestCard(session.id(), ROUNDS).filter(wanted -> wanted.kind() == Kind.STATUS);
  }

  /// A live card for a new round of the session, silent.
  static WantedCard statusCard(Draft draft, Session session, @Nullable MessageRef replyTo) {
    return draft.card(
        Kind.STATUS,
        session.origin().place(),
        session.id(),
        null,
        false,
        replyTo,
        SessionFaces.status(session, draft, Optional.empty()));
  }

  /// What came of a turn. Rings when the session is over; otherwise it is only shown, and a new
  /// live card stands below it.
  static void result(Draft draft, Session session) {
    closeBefore(draft, session);
    var place = session.origin().place();
    String answer = session.turn().result();
    int room = draft.view.traits(place).maxText() - ROOM_FOR_FACTS;
    var parts = Markdown.split(answer, Math.max(room, ROOM_FOR_FACTS));
    boolean asFile = parts.size() > DeskSettings.MAX_ANSWER_MESSAGES;
    var shown = parts.isEmpty() ? List.of("") : asFile ? parts.subList(0, 1) : parts;
    for (int i = 0; i < shown.size(); i++) {
      boolean last = i == shown.size() - 1;
      var face =
          i == 0
              ? SessionFaces.result(session, shown.getFirst(), last, draft)
              : SessionFaces.more(session, shown.get(i), last);
      resultCard(draft, session, session.state().rings() && i == 0, face);
    }
    if (asFile) {
      draft.effect(
          new Effect.SendText(session.id(), place, "answer-" + session.shortId() + ".md", answer));
    }
    boolean waiting = !SessionFaces.waiting(session, draft).isEmpty();
    if (session.state().isBusy() || waiting) {
      statusCard(draft, session, null);
    }
  }

  /// A session whose last answer was shown already came to its end.
  static void finished(Draft draft, Session session) {
    closeBefore(draft, session);
    resultCard(draft, session, session.state().rings(), SessionFaces.finished(session));
  }

  private static void resultCard(Draft draft, Session session, boolean rings, Face face) {
    draft.card(Kind.RESULT, session.origin().place(), session.id(), null, rings, null, face);
    if (rings) {
      String state = session.state().word().toLowerCase(Locale.ROOT);
      Doorkeeper.ringElsewhere(draft, session, "has " + state);
    }
  }

  /// The live card gives way to the result below it, and only the newest result has buttons.
  private static void closeBefore(Draft draft, Session session) {
    openStatusCard(draft, session)
        .ifPresent(wanted -> draft.reface(wanted, SessionFaces.closed(session, draft)));
    draft.cardsWithButtons(session.id()).stream()
        .filter(wanted -> wanted.kind() == Kind.RESULT)
        .forEach(wanted -> draft.reface(wanted, SessionFaces.withoutButtons(wanted.card())));
  }

  /// Adds to the newest result what the session changed.
  static void surveyed(Draft draft, Session session, Happening.Result.Surveyed found) {
    if (found.files() == 0 && found.named().isEmpty()) {
      return;
    }
    draft
        .newestCard(session.id(), Set.of(Kind.RESULT))
        .ifPresent(wanted ->
            draft.reface(wanted, SessionFaces.surveyed(wanted.card(), session, found, draft)));
  }

  /// STATE-6, as far as there is something to group: needs input, working, completed.
  static Face board(Draft draft, DeskSettings settings) {
    var counts = draft.view.sessionCounts();
    if (counts.isEmpty()) {
      return new Face(
          Tone.PLAIN,
          List.of(
              new Block.Title("No sessions yet"),
              new Block.Text("Write what an agent should do, and it starts.")),
          List.of());
    }
    var shown = shown(draft.view.board(MAX_OVER_ROWS));
    int needs = count(counts, NEEDS_INPUT);
    var blocks = new ArrayList<Block>();
    blocks.add(
        new Block.Title(needs == 0 ? "The board" : "The board · " + needs + " awaiting input"));
    int units = shown.size() > LONG_BOARD ? SHORT_LINE_UNITS : LINE_UNITS;
    group(blocks, "Needs input", needs, in(NEEDS_INPUT, shown), units, draft);
    group(blocks, "Working", count(counts, WORKING), in(WORKING, shown), units, draft);
    group(blocks, "Completed", count(counts, COMPLETED), in(COMPLETED, shown), units, draft);
    double cost = shown.stream().mapToDouble(session -> session.tally().costUsd()).sum();
    blocks.add(
        new Block.Note(
            draft.view.liveSessions()
                + " of "
                + settings.maxLive()
                + " processes"
                + (cost > 0 ? " · " + Words.money(cost) + " on this board" : "")
                + limits(draft, settings)
                + " · /peek <id> for more"));
    return new Face(Tone.PLAIN, blocks, List.of());
  }

  private static String limits(Draft draft, DeskSettings settings) {
    return settings.agents().stream()
        .flatMap(agent ->
            draft.limit(agent).stream()
                .map(limit ->
                    " · "
                        + agent
                        + ": limit reached until "
                        + limit.untilWords(draft.at)
                        + ", new work waits"))
        .collect(Collectors.joining());
  }

  /// The rows there is room for, in the board's order: who waits for an answer and what failed
  /// before what goes on, and that before what is done.
  private static List<Session> shown(List<Session> all) {
    // Idle ones are no more than done.
    var done = in(DONE, all).stream().limit(MAX_OVER_ROWS).toList();
    var kept =
        Stream.of(in(NEEDS_INPUT, all), in(FAILED, all), in(WORKING, all), done)
            .flatMap(List::stream)
            .limit(DeskSettings.MAX_BOARD_ROWS)
            .collect(Collectors.toSet());
    return all.stream().filter(kept::contains).toList();
  }

  private static List<Session> in(Set<State> states, List<Session> sessions) {
    return sessions.stream().filter(session -> states.contains(session.state())).toList();
  }

  private static int count(Map<State, Integer> counts, Set<State> states) {
    return states.stream().mapToInt(state -> counts.getOrDefault(state, 0)).sum();
  }

  private static void group(
      List<Block> blocks, String name, int count, List<Session> rows, int units, Draft draft) {
    if (count == 0) {
      return;
    }
    blocks.add(new Block.Title(name + " (" + count + ")"));
    var lines = new ArrayList<String>();
    rows.forEach(session -> lines.add(row(session, units, draft)));
    if (rows.size() < count) {
      lines.add("… " + (count - rows.size()) + " more");
    }
    blocks.add(new Block.Text(String.join("\n", lines)));
  }

  private static String row(Session session, int units, Draft draft) {
    return session.icon()
        + " "
        + session.shortId()
        + " "
        + session.origin().name()
        + " · "
        + Excerpt.line(SessionFaces.summary(session, draft), units)
        + " · "
        + SessionFaces.age(session, draft);
  }

  /// PEEK-1: the exact question, the result, or what goes on; then how long it waits, and whose it
  /// is.
  static void peek(Draft draft, Session session, Place place, @Nullable MessageRef replyTo) {
    var open = draft.openRequests(session.id());
    var blocks = new ArrayList<Block>();
    blocks.add(new Block.Title(SessionFaces.headline(session)));
    blocks.add(new Block.Note(SessionFaces.line(session, draft)));
    if (!open.isEmpty()) {
      var waiting = Duration.between(open.getFirst().at(), draft.at);
      blocks.add(new Block.Text(RequestFaces.brief(open.getFirst())));
      blocks.add(new Block.Note(Words.waiting(waiting)));
    } else if (session.state().isOver() && !session.turn().result().isBlank()) {
      blocks.add(new Block.Markdown(Excerpt.headAndTail(session.turn().result(), PEEK_UNITS)));
    } else {
      blocks.add(new Block.Text(SessionFaces.summary(session, draft)));
      if (!session.turn().said().isBlank()) {
        blocks.add(new Block.Quote(Excerpt.headAndTail(session.turn().said(), PEEK_UNITS)));
      }
    }
    if (session.turn().trouble() != null) {
      blocks.add(
          new Block.Text(Words.trouble(session.turn().trouble(), session.turn().troubleWords())));
    }
    if (session.tally().turns() > 0 || !session.workplace().branch().isEmpty()) {
      blocks.add(SessionFaces.facts(session));
    }
    blocks.add(
        new Block.Note(
            "dispatched by " + session.origin().person() + " in " + session.origin().place()));
    blocks.add(new Block.Quote(Excerpt.headAndTail(session.origin().prompt(), TASK_UNITS)));
    draft.card(
        Kind.REPLY,
        place,
        session.id(),
        null,
        false,
        replyTo,
        new Face(SessionFaces.tone(session.state()), blocks, List.of()));
    // The question itself, with its buttons: where somebody looks is where it can be answered.
    for (Request request : open) {
      draft.card(
          Kind.REQUEST,
          place,
          session.id(),
          request.id(),
          false,
          null,
          RequestFaces.open(session, request, draft));
    }
  }

  static Face help(Person person, DeskSettings settings) {
    var lines = new ArrayList<String>();
    for (CommandParser.Verb verb : CommandParser.VERBS) {
      if (person.may(verb.right())) {
        lines.add(verb.usage() + " — " + verb.what());
      }
    }
    var blocks = new ArrayList<Block>();
    blocks.add(new Block.Title("What you can do here"));
    if (person.may(Role.Right.DISPATCH)) {
      blocks.add(
          new Block.Text(
              "Write what an agent should do: every message starts a session of its own. Reply to"
                  + " one of its messages to go on with it."));
      blocks.add(choice("Repositories", settings.repos().stream().map(DeskSettings.Repo::name)));
      if (settings.agents().size() > 1) {
        blocks.add(choice("Agents", settings.agents().stream().map(AgentKind::value)));
      }
    }
    blocks.add(new Block.Text(String.join("\n", lines)));
    return new Face(Tone.PLAIN, blocks, List.of());
  }

  private static Block choice(String what, Stream<String> names) {
    return new Block.Note(
        what
            + names.map(name -> "@" + name).collect(Collectors.joining(", ", ": ", ""))
            + " (the first when you name none)");
  }
}
