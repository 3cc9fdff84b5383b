package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.Traits.Threads;
import dev.nightdesk.adapters.text.Excerpt;
import dev.nightdesk.gateway.desk.Draft.Face;
import dev.nightdesk.gateway.desk.Role.Right;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent.AskedQuestion;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What people say: whether it may be heard, whose it is, and what it starts.
final class Talk {
  /// Of a late message's words, on the card that asks about it.
  private static final int LATE_UNITS = 1_000;

  /// Longer than anything waits for an answer.
  private static final Duration AGES = Duration.ofDays(10_000);

  private final DeskSettings settings;
  private final Doorkeeper doorkeeper;
  private final Answers answers;
  private final Replies replies;
  private final Dispatches dispatches;
  private final Verbs verbs;

  Talk(
      DeskSettings settings,
      Doorkeeper doorkeeper,
      Runs runs,
      Ends ends,
      Answers answers,
      Replies replies) {
    this.settings = settings;
    this.doorkeeper = doorkeeper;
    this.answers = answers;
    this.replies = replies;
    this.dispatches = new Dispatches(settings, runs);
    this.verbs = new Verbs(settings, doorkeeper, ends, dispatches, replies);
  }

  void said(Draft draft, Inbound.Said said) {
    var admitted = doorkeeper.admit(draft, said);
    if (admitted.isEmpty()) {
      return;
    }
    var person = admitted.get();
    boolean known = said.reach() == Reach.PRIVATE || draft.view.isEnabled(said.place().wholeChat());
    // Whoever speaks to us there proves that we are there, and is answered.
    if ((known || said.reach() == Reach.MENTIONED) && draft.view.isMuted(said.place())) {
      draft.change(new Change.MutePlace(said.place(), false));
    }
    if (!known) {
      unknownPlace(draft, said, person);
      return;
    }
    if (said.reach() == Reach.PRIVATE
        && !draft.view.privatePlaceOf(person.name()).equals(Optional.of(said.place()))) {
      draft.change(new Change.Meet(person.name(), said.place()));
    }
    if (said.reply() != null) {
      Twins.adopt(draft, said.reply());
    }
    if (said.reach() == Reach.OVERHEARD
        && sessionOf(draft, said).filter(session -> !isGuest(draft, session, said)).isEmpty()
        && captureOf(draft, said, person.name()).isEmpty()) {
      return;
    }
    if (!said.marks().isEmpty()) {
      Doorkeeper.reply(
          draft,
          said,
          "Forwarded, anonymous and bots' messages are never run. Send it in your own words.");
      return;
    }
    if (isLate(said) && !isLook(said)) {
      if (Doorkeeper.allowed(draft, person, Right.DISPATCH, said)) {
        askAbout(draft, said, person);
      }
      return;
    }
    act(draft, said, person, captureOf(draft, said, person.name()));
  }

  /// In a thread that people had before, as among them in a chat: what does not name us is not for
  /// us, unless the channel can tell that it answers us.
  private static boolean isGuest(Draft draft, SessionId id, Inbound.Said said) {
    return said.reply() == null
        && draft
            .session(id)
            .filter(session -> draft.view.traits(said.place()).threads() == Threads.UNDER_CARDS)
            .filter(session -> Dispatches.isGuest(session, said.place()))
            .isPresent();
  }

  private static boolean isLate(Inbound.Said said) {
    return said.age().compareTo(DeskSettings.LATE_AFTER) > 0;
  }

  /// A group is deaf until an owner says otherwise.
  private void unknownPlace(Draft draft, Inbound.Said said, Person person) {
    if (said.reach() != Reach.MENTIONED || !said.marks().isEmpty()) {
      return;
    }
    if (CommandParser.parse(said.text()) instanceof Command.EnableHere(boolean on) && on) {
      if (isLate(said)) {
        Doorkeeper.reply(
            draft,
            said,
            "This reached me "
                + Words.age(said.age())
                + " late. Write /enable again if I should listen here.");
      } else {
        verbs.enable(draft, said, person, true);
      }
    } else {
      Doorkeeper.reply(
          draft, said, "I do not listen in this group yet. An owner can write /enable.");
    }
  }

  private static boolean isLook(Inbound.Said said) {
    return switch (CommandParser.parse(said.text())) {
      case Command.Board _,
          Command.Peek _,
          Command.Help _,
          Command.Diff _,
          Command.Get _,
          Command.Watch _,
          Command.Unwatch _ ->
          true;
      case Command.Words _,
          Command.Dispatch _,
          Command.Reply _,
          Command.Attach _,
          Command.Detach _,
          Command.Stop _,
          Command.Pair _,
          Command.Unpair _,
          Command.EnableHere _,
          Command.Incomplete _,
          Command.Unknown _ ->
          false;
    };
  }

  /// LIFE-16: never run blindly, never dropped. Whoever runs it lends its writer their rights, and
  /// reads whose words they are and how they end.
  private static void askAbout(Draft draft, Inbound.Said said, Person writer) {
    String what = said.reach() == Reach.PRIVATE ? "This" : "What " + writer.name() + " wrote here";
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
                    what + " reached me " + Words.age(said.age()) + " late. Should I still do it?"),
                new Block.Quote(lateWords(said))),
            List.of(
                draft.button("Run", Button.Style.GO, new Action.RunLate(said)),
                draft.button("Drop", Button.Style.STOP, new Action.DropLate(said.sourceId())))));
  }

  /// What a late message said, for the card that asks about it.
  static String lateWords(Inbound.Said said) {
    String files =
        said.files().isEmpty() ? "" : " (" + Words.count(said.files().size(), "file") + ")";
    return (Excerpt.headAndTail(said.text(), LATE_UNITS) + files).strip();
  }

  /// A late message that is to be run after all. Whatever is asked now was asked after it was
  /// written, unless it says what it answers.
  void late(Draft draft, Inbound.Said said, Person person) {
    var capture =
        said.reply() == null ? Optional.<Capture>empty() : captureOf(draft, said, person.name());
    act(draft, said.older(AGES).openly(), person, capture);
  }

  /// A voice note whose text was looked at and is to be run. It answers what its speaker was asked,
  /// whoever has it run.
  void spoken(Draft draft, Inbound.Said said, Person person) {
    var capture =
        draft.view.person(said.from()).flatMap(speaker -> captureOf(draft, said, speaker.name()));
    act(draft, said.openly(), person, capture);
  }

  private void act(Draft draft, Inbound.Said said, Person person, Optional<Capture> capture) {
    if (Voice.isNote(said)) {
      Voice.heard(draft, said, person);
      return;
    }
    var command = CommandParser.parse(said.text());
    if (capture.isPresent() && isNoVerbOfOurs(command)) {
      captured(draft, said, person, capture.get());
      return;
    }
    var session = sessionOf(draft, said).flatMap(draft::session);
    if (command instanceof Command.Words(String text)) {
      words(draft, said, person, text, session);
    } else if (isNoVerbOfOurs(command) && session.isPresent()) {
      // Inside a session such a slash word is the agent's own.
      replies.reply(draft, session.get(), said.text(), said, person);
    } else {
      verbs.act(draft, said, person, command, session);
    }
  }

  /// Nor a slip of one. Who was asked for a path may answer so.
  private static boolean isNoVerbOfOurs(Command command) {
    return switch (command) {
      case Command.Words _ -> true;
      case Command.Unknown unknown -> unknown.nearest() == null;
      default -> false;
    };
  }

  /// The task of a session once more.
  Session again(Draft draft, Session before, Inbound.Pressed pressed, Person person) {
    return dispatches.again(draft, before, pressed, person);
  }

  private void words(
      Draft draft, Inbound.Said said, Person person, String text, Optional<Session> session) {
    if (session.isPresent()) {
      replies.reply(draft, session.get(), text, said, person);
      return;
    }
    var asking = Replies.isDigits(text) ? askingIn(draft, said.place()) : List.<Session>of();
    switch (asking.size()) {
      case 0 -> dispatches.dispatch(draft, text, said, person);
      case 1 -> replies.reply(draft, asking.getFirst(), text, said, person);
      default ->
          Doorkeeper.reply(
              draft, said, "Several sessions ask something. Reply to the question you mean.");
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
    return draft.view.bound(said.place()).or(() -> underItsMessage(draft, said.place()));
  }

  /// Where a thread hangs under a message, it is about that message.
  private static Optional<SessionId> underItsMessage(Draft draft, Place place) {
    return place.isThread() && draft.view.traits(place).threads() == Threads.UNDER_CARDS
        ? draft.view.sessionOf(new MessageRef(place.wholeChat(), place.thread()))
        : Optional.empty();
  }

  private static Optional<Capture> captureOf(Draft draft, Inbound.Said said, String name) {
    var quoted = said.reply();
    var repliedTo = quoted == null ? Optional.<WantedCard>empty() : draft.cardAt(quoted.message());
    return draft.view.captures(said.place()).stream()
        .filter(capture ->
            quoted == null
                ? capture.person().equals(name) && holds(draft, capture, said)
                : repliedTo.filter(it -> it.card().id().equals(capture.card())).isPresent())
        .reduce((_, newest) -> newest);
  }

  private static boolean holds(Draft draft, Capture capture, Inbound.Said said) {
    return draft
        .request(capture.request())
        .filter(request -> capture.holds(request, draft.sent(said)))
        .isPresent();
  }

  private void captured(Draft draft, Inbound.Said said, Person person, Capture capture) {
    var request = draft.request(capture.request()).orElse(null);
    var session = request == null ? null : draft.session(request.session()).orElse(null);
    if (request == null || session == null) {
      draft.change(new Change.DropCapture(capture));
      Doorkeeper.reply(
          draft,
          said,
          "This is no longer asked; your words were not sent. /agents shows who asks something"
              + " now.");
      return;
    }
    var settled = request.settled();
    if (settled != null) {
      draft.change(new Change.DropCapture(capture));
      Doorkeeper.reply(draft, said, RequestFaces.tooLate(settled));
      return;
    }
    if (!Doorkeeper.allowed(draft, person, Right.ANSWER, said)) {
      return;
    }
    if (Ends.isUnheard(draft, session)) {
      Doorkeeper.reply(draft, said, Ends.notPassedOn(session));
      return;
    }
    if (said.text().isBlank()) {
      Doorkeeper.reply(draft, said, "I need it in words. Write it here, or press Never mind.");
      return;
    }
    endCapture(draft, session.id(), capture, "Thank you");
    draft.change(new Change.LinkMessage(said.message(), session.id()));
    int question = capture.question();
    if (!answers.words(draft, session, request, question, said.text(), person.name())) {
      Doorkeeper.reply(draft, said, Replies.PART_ANSWERED);
    } else if (!said.files().isEmpty()) {
      Doorkeeper.reply(
          draft,
          said,
          "Your words were passed on, the "
              + (said.files().size() == 1 ? "file" : "files")
              + " not: an answer takes none along. Send "
              + (said.files().size() == 1 ? "it" : "them")
              + " once more, as a reply to a message of session "
              + session.shortId()
              + ".");
    }
  }

  /// The card that asked for words has had its day.
  static void endCapture(Draft draft, SessionId session, Capture capture, String words) {
    draft.change(new Change.DropCapture(capture));
    draft.cards(session).stream()
        .filter(wanted -> wanted.card().id().equals(capture.card()))
        .forEach(wanted -> draft.reface(wanted, RequestFaces.forgotten(words)));
  }

  /// PEEK-3: the sessions of this chat that a bare digit may be meant for.
  private static List<Session> askingIn(Draft draft, Place place) {
    return draft.view.tended().stream()
        .filter(session -> session.state() == State.NEEDS_INPUT)
        .filter(session -> session.origin().place().wholeChat().equals(place.wholeChat()))
        .filter(session ->
            draft.openRequests(session.id()).stream()
                .anyMatch(request -> request.ask() instanceof AskedQuestion))
        .toList();
  }

  /// Who opens their own page sees the board there, as they do by `/agents`.
  void visited(Draft draft, Inbound.Visited visited) {
    if (draft.view.person(visited.from()).isEmpty()) {
      doorkeeper.note(draft, visited.from(), "opened their page");
      return;
    }
    draft.card(Kind.REPLY, visited.place(), null, null, false, null, Boards.board(draft, settings));
  }

  /// An edit is never a command; who edits a message is told so, where it could have been one.
  void edited(Draft draft, Inbound.Edited edited) {
    boolean known = draft.view.person(edited.from()).isPresent();
    boolean acted = draft.view.sessionOf(edited.message()).isPresent();
    boolean meant =
        switch (edited.reach()) {
          case PRIVATE -> true;
          case MENTIONED -> draft.view.isEnabled(edited.place().wholeChat());
          case OVERHEARD -> false;
        };
    if (known && (acted || meant)) {
      Boards.tell(
          draft,
          edited.place(),
          edited.message(),
          acted
              ? "I work with the message as you first sent it. To change course, reply to the"
                  + " session's message."
              : "I read a message only as it was first sent. Send it again if I should act on it.");
    }
  }
}
