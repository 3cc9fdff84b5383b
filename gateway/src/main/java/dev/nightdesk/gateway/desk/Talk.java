package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.gateway.desk.DeskSettings.Repo;
import dev.nightdesk.gateway.desk.Draft.Face;
import dev.nightdesk.gateway.desk.Prompt.Stage;
import dev.nightdesk.gateway.desk.Role.Right;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent.AskedPermission;
import dev.nightdesk.sessions.AgentEvent.AskedPlan;
import dev.nightdesk.sessions.AgentEvent.AskedQuestion;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people say: whether it may be heard, whose it is, and what it starts.
final class Talk {
  private final DeskSettings settings;
  private final Doorkeeper doorkeeper;
  private final Runs runs;
  private final Answers answers;
  private final Verbs verbs;

  Talk(DeskSettings settings, Doorkeeper doorkeeper, Runs runs, Answers answers) {
    this.settings = settings;
    this.doorkeeper = doorkeeper;
    this.runs = runs;
    this.answers = answers;
    this.verbs = new Verbs(settings, doorkeeper, runs, this);
  }

  void said(Draft draft, Inbound.Said said) {
    var admitted = doorkeeper.admit(draft, said);
    if (admitted.isEmpty()) {
      return;
    }
    var person = admitted.get();
    boolean known = said.reach() == Reach.PRIVATE || draft.view.isEnabled(said.place().wholeChat());
    if (!known) {
      unknownPlace(draft, said, person);
      return;
    }
    if (draft.view.isMuted(said.place())) {
      draft.change(new Change.MutePlace(said.place(), false));
    }
    if (said.reach() == Reach.PRIVATE
        && !draft.view.privatePlaceOf(person.name()).equals(Optional.of(said.place()))) {
      draft.change(new Change.Meet(person.name(), said.place()));
    }
    if (said.reach() == Reach.OVERHEARD
        && sessionOf(draft, said).isEmpty()
        && captureOf(draft, said, person).isEmpty()) {
      return;
    }
    if (!said.marks().isEmpty()) {
      Doorkeeper.reply(
          draft,
          said,
          "Forwarded, anonymous and bots' messages are never run. Send it in your own words.");
      return;
    }
    if (said.age().compareTo(DeskSettings.LATE_AFTER) > 0 && !isLook(said)) {
      late(draft, said);
      return;
    }
    onTime(draft, said, person);
  }

  /// A group is deaf until an owner says otherwise.
  private void unknownPlace(Draft draft, Inbound.Said said, Person person) {
    if (said.reach() != Reach.MENTIONED || !said.marks().isEmpty()) {
      return;
    }
    if (CommandParser.parse(said.text()) instanceof Command.EnableHere(boolean on) && on) {
      verbs.enable(draft, said, person, true);
    } else {
      Doorkeeper.reply(
          draft, said, "I do not listen in this group yet. An owner can write /enable.");
    }
  }

  private static boolean isLook(Inbound.Said said) {
    return switch (CommandParser.parse(said.text())) {
      case Command.Board _, Command.Peek _, Command.Help _, Command.Diff _ -> true;
      case Command.Words _,
          Command.Dispatch _,
          Command.Reply _,
          Command.Attach _,
          Command.Detach _,
          Command.Stop _,
          Command.Pair _,
          Command.EnableHere _,
          Command.Incomplete _,
          Command.Unknown _ ->
          false;
    };
  }

  /// LIFE-16: never run blindly, never dropped.
  private static void late(Draft draft, Inbound.Said said) {
    draft.card(
        Kind.REPLY,
        said.place(),
        null,
        null,
        true,
        said.message(),
        new Face(
            Tone.NEEDS_INPUT,
            List.of(
                new Block.Text(
                    "This reached me " + Words.age(said.age()) + " late. Should I still do it?"),
                new Block.Quote(Words.cut(said.text(), 300))),
            List.of(
                draft.button("Run", Button.Style.GO, new Action.RunLate(said)),
                draft.button("Drop", Button.Style.STOP, new Action.DropLate(said.sourceId())))));
  }

  /// A message that may act.
  void onTime(Draft draft, Inbound.Said said, Person person) {
    var command = CommandParser.parse(said.text());
    var capture = captureOf(draft, said, person);
    if (capture.isPresent() && !said.text().startsWith("/")) {
      captured(draft, said, person, capture.get());
      return;
    }
    var session = sessionOf(draft, said).flatMap(draft::session);
    if (command instanceof Command.Words(String text)) {
      if (session.isPresent()) {
        reply(draft, session.get(), text, said, person);
      } else {
        var asked = digitFor(draft, said, text);
        if (asked.isPresent()) {
          reply(draft, asked.get(), text, said, person);
        } else {
          dispatch(draft, text, said, person);
        }
      }
    } else if (command instanceof Command.Unknown && session.isPresent()) {
      // Inside a session a slash word nobody here knows is the agent's own.
      reply(draft, session.get(), said.text(), said, person);
    } else {
      verbs.act(draft, said, person, command, session);
    }
  }

  /// Whose message this answers: by what it replies to, by its thread, by what the chat is attached
  /// to.
  private static Optional<SessionId> sessionOf(Draft draft, Inbound.Said said) {
    var quoted = said.reply();
    if (quoted != null) {
      var found = draft.view.sessionOf(quoted.message()).or(() -> Twins.find(draft.view, quoted));
      if (found.isPresent()) {
        return found;
      }
    }
    return draft.view.bound(said.place());
  }

  private static Optional<Capture> captureOf(Draft draft, Inbound.Said said, Person person) {
    var quoted = said.reply();
    var repliedTo =
        quoted == null ? Optional.<WantedCard>empty() : draft.view.cardAt(quoted.message());
    return draft.view.captures(said.place()).stream()
        .filter(capture ->
            quoted == null
                ? capture.person().equals(person.name())
                : repliedTo.filter(it -> it.card().id().equals(capture.card())).isPresent())
        .findFirst();
  }

  private void captured(Draft draft, Inbound.Said said, Person person, Capture capture) {
    var request = draft.request(capture.request()).filter(Request::isOpen).orElse(null);
    var session = request == null ? null : draft.session(request.session()).orElse(null);
    if (request == null || session == null) {
      draft.change(new Change.DropCapture(capture));
      Doorkeeper.reply(draft, said, "This was settled meanwhile; your words were not sent.");
      return;
    }
    if (!Doorkeeper.allowed(draft, person, Right.ANSWER, said) || said.text().isBlank()) {
      return;
    }
    endCapture(draft, session.id(), capture, "Thank you");
    draft.change(new Change.LinkMessage(said.message(), session.id()));
    answers.words(draft, session, request, capture.question(), said.text(), person.name());
  }

  /// The card that asked for words has had its day.
  static void endCapture(Draft draft, SessionId session, Capture capture, String words) {
    draft.change(new Change.DropCapture(capture));
    draft.cards(session).stream()
        .filter(wanted -> wanted.card().id().equals(capture.card()))
        .forEach(wanted ->
            draft.reface(wanted, new Face(Tone.PLAIN, List.of(new Block.Note(words)), List.of())));
  }

  /// PEEK-3: a bare digit picks from the one question that is open in this chat.
  private static Optional<Session> digitFor(Draft draft, Inbound.Said said, String text) {
    if (!text.matches("[1-9]")) {
      return Optional.empty();
    }
    var asking =
        draft.view.tended().stream()
            .filter(session -> session.state() == State.NEEDS_INPUT)
            .filter(
                session -> session.origin().place().wholeChat().equals(said.place().wholeChat()))
            .toList();
    return asking.size() == 1 ? Optional.of(asking.getFirst()) : Optional.empty();
  }

  /// Words to a session: an answer where one is asked for, its next prompt otherwise.
  void reply(Draft draft, Session session, String text, Inbound.Said said, Person person) {
    if (text.isBlank() && said.files().isEmpty()) {
      return;
    }
    if (text.startsWith("!")) {
      Doorkeeper.reply(
          draft, said, "Shell commands are not taken from chat. Ask the agent to run it instead.");
      return;
    }
    draft.change(new Change.LinkMessage(said.message(), session.id()));
    if (said.files().isEmpty() && answered(draft, session, text, said, person)) {
      return;
    }
    if (Doorkeeper.allowed(draft, person, Right.DISPATCH, said)) {
      enqueue(draft, session, text, said.files(), person, said.message(), said.place());
    }
  }

  private boolean answered(
      Draft draft, Session session, String text, Inbound.Said said, Person person) {
    var quoted = said.reply();
    var about =
        quoted == null
            ? Optional.<Request>empty()
            : draft
                .view
                .cardAt(quoted.message())
                .flatMap(card -> Optional.ofNullable(card.request()))
                .flatMap(draft::request);
    var open = draft.openRequests(session.id());
    boolean digit = text.matches("[1-9]");
    var request =
        about
            .filter(Request::isOpen)
            .or(() -> open.size() == 1 ? Optional.of(open.getFirst()) : Optional.empty());
    if (request.isEmpty() || !(about.isPresent() || digit || isVerdict(text))) {
      return false;
    }
    if (!Doorkeeper.allowed(draft, person, Right.ANSWER, said)) {
      return true;
    }
    return answer(draft, session, request.get(), text, about.isPresent(), person);
  }

  private static boolean isVerdict(String text) {
    return text.toLowerCase(Locale.ROOT).matches("(y|yes|n|no)");
  }

  private boolean answer(
      Draft draft,
      Session session,
      Request request,
      String text,
      boolean toItsCard,
      Person person) {
    String word = text.toLowerCase(Locale.ROOT);
    switch (request.ask()) {
      case AskedQuestion _ -> {
        if (!toItsCard && !text.matches("[1-9]")) {
          return false;
        }
        answers.words(draft, session, request, -1, text, person.name());
      }
      case AskedPermission _, AskedPlan _ -> {
        if (word.matches("y|yes")) {
          answers.allow(draft, session, request, false, person.name());
        } else if (word.matches("n|no")) {
          answers.deny(draft, session, request, null, person.name());
        } else if (toItsCard) {
          // Words under a request that are neither yes nor no are the reason for a no.
          answers.deny(draft, session, request, text, person.name());
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /// Puts a prompt in a session's line and lets it go when its turn comes.
  void enqueue(
      Draft draft,
      Session session,
      String text,
      List<Attachment> files,
      Person person,
      @Nullable MessageRef message,
      Place place) {
    var open = draft.openPrompts(session.id());
    long waiting = open.stream().filter(prompt -> prompt.stage() != Stage.GIVEN).count();
    if (waiting >= DeskSettings.MAX_QUEUED_PROMPTS) {
      Boards.tell(
          draft,
          place,
          message,
          "Session "
              + session.shortId()
              + " already has "
              + waiting
              + " messages waiting. Drop some, or let it work them off first.");
      return;
    }
    var prompt = prompt(draft, session.id(), text, files, person, message);
    if (!files.isEmpty()) {
      draft.effect(new Effect.Fetch(session.id(), prompt.id(), place, files));
    }
    if (Boards.openStatusCard(draft, session).isEmpty()) {
      Boards.statusCard(draft, session, sameChat(session, message));
    }
    draft.put(session);
    runs.drive(draft, session);
  }

  static @Nullable MessageRef sameChat(Session session, @Nullable MessageRef message) {
    boolean same = message != null && message.place().equals(session.origin().place());
    return same ? message : null;
  }

  private static Prompt prompt(
      Draft draft,
      SessionId session,
      String text,
      List<Attachment> files,
      Person person,
      @Nullable MessageRef message) {
    return draft.put(
        new Prompt(
            new InputId(draft.ids.next()),
            session,
            text,
            person.name(),
            message,
            files,
            files.isEmpty() ? Stage.QUEUED : Stage.FETCHING,
            0,
            draft.at));
  }

  /// DISP-1: a session of its own.
  void dispatch(Draft draft, String text, Inbound.Said said, Person person) {
    if (!Doorkeeper.allowed(draft, person, Right.DISPATCH, said)) {
      return;
    }
    var order = Order.read(text, settings);
    if (order.prompt().length() < DeskSettings.SHORTEST_PROMPT && said.files().isEmpty()) {
      Doorkeeper.reply(
          draft,
          said,
          "Too short: “"
              + text
              + "”. Tell the agent what to do in a few words, or reply to a session's message to"
              + " answer it.");
      return;
    }
    if (draft.view.freeDiskBytes() < settings.diskFloorBytes()) {
      Doorkeeper.reply(
          draft,
          said,
          "The machine's disk is nearly full, so nothing new starts. Free some space and send this"
              + " again: “"
              + Words.cut(text, 200)
              + "”");
      return;
    }
    begin(draft, order, said, person);
  }

  private void begin(Draft draft, Order order, Inbound.Said said, Person person) {
    Repo repo = order.repo();
    AgentKind agent = order.agent();
    var id = new SessionId(draft.ids.next());
    var session =
        draft.put(
            new Session(
                id,
                new Session.Origin(
                    Words.name(order.prompt()),
                    order.prompt(),
                    agent,
                    person.name(),
                    said.place(),
                    said.message(),
                    draft.at),
                new Session.Workplace(repo.name(), null, "", "", repo.warning()),
                State.QUEUED,
                draft.at,
                new Session.Run(
                    0,
                    false,
                    false,
                    dev.nightdesk.sessions.Cursor.startOf(0),
                    id.toString(),
                    List.of()),
                Session.Turn.fresh(draft.at),
                Session.Tally.NONE));
    draft.change(new Change.LinkMessage(said.message(), id));
    draft.audit(person.name(), "dispatched", session.shortId());
    var prompt = prompt(draft, id, order.prompt(), said.files(), person, said.message());
    if (!said.files().isEmpty()) {
      draft.effect(new Effect.Fetch(id, prompt.id(), said.place(), said.files()));
    }
    boolean thread =
        said.reach() != Reach.PRIVATE
            && !said.place().isThread()
            && draft.view.traits(said.place()).threads();
    if (thread) {
      draft.effect(new Effect.OpenThread(id, said.place(), session.origin().name()));
    } else {
      Boards.statusCard(draft, session, said.message());
    }
    runs.drive(draft, session);
  }

  /// An edit is never a command; who edits a message that did something is told so.
  void edited(Draft draft, Inbound.Edited edited) {
    boolean known = draft.view.person(edited.from()).isPresent();
    if (known && draft.view.sessionOf(edited.message()).isPresent()) {
      Boards.tell(
          draft,
          edited.place(),
          edited.message(),
          "I work with the message as you first sent it. To change course, reply to the session's"
              + " message.");
    }
  }
}
