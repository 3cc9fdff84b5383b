package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Prompt.Stage;
import dev.nightdesk.gateway.desk.Role.Right;
import dev.nightdesk.sessions.AgentEvent.AskedPermission;
import dev.nightdesk.sessions.AgentEvent.AskedPlan;
import dev.nightdesk.sessions.AgentEvent.AskedQuestion;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Words to a session: an answer where one is asked for, its next prompt otherwise.
final class Replies {
  static final String NO_SHELL =
      "Shell commands are not taken from chat. Ask the agent to run it instead.";

  static final String NO_CONTENT = "I can pass on words, photos and files; this was none of them.";

  /// Platforms tell whole seconds, and nobody reads and answers faster.
  static final Duration CLOCKS_DIFFER_BY = Duration.ofSeconds(2);

  private static final Pattern DIGITS = Pattern.compile("[1-9](?:[\\s,]+[1-9])*");
  private static final Pattern YES = Pattern.compile("y|yes");
  private static final Pattern NO = Pattern.compile("n|no");

  private final Runs runs;
  private final Answers answers;

  Replies(Runs runs, Answers answers) {
    this.runs = runs;
    this.answers = answers;
  }

  /// A leading `!` means a shell everywhere agents are spoken to (DISP-7, PEEK-6).
  static boolean isShell(String text) {
    return text.startsWith("!");
  }

  /// Whether the words pick options by their numbers (PEEK-3).
  static boolean isDigits(String text) {
    return DIGITS.matcher(text.strip()).matches();
  }

  void reply(Draft draft, Session session, String text, Inbound.Said said, Person person) {
    if (text.isBlank() && said.files().isEmpty()) {
      Doorkeeper.reply(draft, said, NO_CONTENT);
      return;
    }
    if (isShell(text)) {
      Doorkeeper.reply(draft, said, NO_SHELL);
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

  /// Whether the words were meant for something the agent asks, and were dealt with.
  private boolean answered(
      Draft draft, Session session, String text, Inbound.Said said, Person person) {
    var quoted = quotedRequest(draft, session, said).orElse(null);
    var open = draft.openRequests(session.id());
    if (quoted != null && !quoted.isOpen()) {
      return isAnswer(text) && tellSettled(draft, said, quoted);
    }
    if (quoted == null && open.size() > 1 && isAnswer(text)) {
      Doorkeeper.reply(
          draft,
          said,
          "Session " + session.shortId() + " asks several things. Reply to the one you mean.");
      return true;
    }
    if (quoted == null && open.size() != 1) {
      return false;
    }
    var request = quoted == null ? open.getFirst() : quoted;
    if (!fits(request, text, quoted != null)) {
      return false;
    }
    if (quoted == null && isNewerThan(draft, said, request)) {
      return isAnswer(text) && tellUnseen(draft, session, said);
    }
    if (Doorkeeper.allowed(draft, person, Right.ANSWER, said)) {
      answer(draft, session, request, text, said, person);
      if (!draft.request(request.id()).equals(Optional.of(request))) {
        confirm(draft, session, said.place(), said.message());
      }
    }
    return true;
  }

  /// Words may be under way for minutes, and what is asked by then is not what they answer.
  private static boolean isNewerThan(Draft draft, Inbound.Said said, Request request) {
    var sent = draft.at.minus(said.age());
    return request.at().isAfter(sent.plus(CLOCKS_DIFFER_BY));
  }

  private static boolean tellUnseen(Draft draft, Session session, Inbound.Said said) {
    Doorkeeper.reply(
        draft,
        said,
        "Session "
            + session.shortId()
            + " asked this after you had written, so I did not take it for an answer. Look at the"
            + " question, then answer there.");
    return true;
  }

  /// The request whose card was replied to; of this session only.
  private static Optional<Request> quotedRequest(Draft draft, Session session, Inbound.Said said) {
    var quoted = said.reply();
    return quoted == null
        ? Optional.empty()
        : draft
            .cardAt(quoted.message())
            .flatMap(card -> Optional.ofNullable(card.request()))
            .flatMap(draft::request)
            .filter(request -> request.session().equals(session.id()));
  }

  private static boolean isAnswer(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return isDigits(word) || YES.matcher(word).matches() || NO.matcher(word).matches();
  }

  private static boolean tellSettled(Draft draft, Inbound.Said said, Request request) {
    var settled = request.settled();
    if (settled != null) {
      Doorkeeper.reply(draft, said, RequestFaces.already(settled));
    }
    return settled != null;
  }

  /// Words in a session's line answer its one question, and comment on its one plan. A permission
  /// takes a plain yes or no; other words are a reason for a no only under its own card, and
  /// otherwise wait behind it.
  private static boolean fits(Request request, String text, boolean toItsCard) {
    return switch (request.ask()) {
      case AskedQuestion _, AskedPlan _ -> true;
      case AskedPermission _ -> toItsCard || (isAnswer(text) && !isDigits(text));
    };
  }

  private void answer(
      Draft draft,
      Session session,
      Request request,
      String text,
      Inbound.Said said,
      Person person) {
    if (request.ask() instanceof AskedQuestion) {
      answers.words(draft, session, request, -1, text, person.name());
      return;
    }
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (YES.matcher(word).matches()) {
      answers.allow(draft, session, request, false, person.name());
    } else if (NO.matcher(word).matches()) {
      answers.deny(draft, session, request, null, person.name());
    } else if (isDigits(word)) {
      Doorkeeper.reply(
          draft, said, "There are no numbers to choose from. Press a button, or write yes or no.");
    } else {
      answers.deny(draft, session, request, text, person.name());
    }
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
    // A live card of a stopped session is history; what comes now has its own.
    boolean begins = session.state() == State.STOPPED && open.isEmpty();
    var prompt = prompt(draft, session.id(), text, files, person, message);
    if (!files.isEmpty()) {
      draft.effect(new Effect.Fetch(session.id(), prompt.id(), place, files));
    }
    if (begins || Boards.openStatusCard(draft, session).isEmpty()) {
      Boards.statusCard(draft, session, sameChat(session, message));
    }
    draft.put(session);
    runs.drive(draft, session);
    confirm(draft, session, place, message);
  }

  /// Who speaks to a session from another place does not see its card change.
  private static void confirm(
      Draft draft, Session session, Place place, @Nullable MessageRef message) {
    if (!place.equals(session.origin().place())) {
      Boards.tell(draft, place, message, "Passed on to " + session.shortId() + ".");
    }
  }

  static @Nullable MessageRef sameChat(Session session, @Nullable MessageRef message) {
    boolean same = message != null && message.place().equals(session.origin().place());
    return same ? message : null;
  }

  static Prompt prompt(
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
}
