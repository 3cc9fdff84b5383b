package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.desk.Prompt.Stage;
import dev.nightdesk.gateway.desk.Role.Right;
import dev.nightdesk.sessions.AgentEvent.AskedPermission;
import dev.nightdesk.sessions.AgentEvent.AskedPlan;
import dev.nightdesk.sessions.AgentEvent.AskedQuestion;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
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

  static final String PART_ANSWERED =
      "This part was answered meanwhile; your words were not sent. Look at the question as it is now.";

  private static final Pattern DIGITS = Pattern.compile("[1-9](?:[\\s,]+[1-9])*");

  /// What decides also when it may have been said about something else.
  private static final Pattern PLAIN = Pattern.compile("y|yes|n|no");

  /// A thumb comes in five colours.
  private static final String SKIN = "[\\x{1F3FB}-\\x{1F3FF}]?";

  private static final Pattern YES =
      Pattern.compile(
          "y|yes|yes,? please|ok|okay|sure|go|go ahead|do it|allow|allow once|approved?|lgtm"
              + "|looks good|fine|👍"
              + SKIN);
  private static final Pattern NO = Pattern.compile("n|no|nope|no,? thanks|deny|denied|👎" + SKIN);

  /// A yes with more behind it: the button says yes to all of it, and what follows may be a but. Or
  /// a no that means one.
  private static final Pattern HALF_YES =
      Pattern.compile(
          "(?:y|yes|ok|okay|sure|go ahead|approved?|lgtm|looks good|fine)\\b.+"
              + "|no (?:problem|worries)\\b.*",
          Pattern.DOTALL);

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
    if (Ends.isUnheard(draft, session)) {
      Doorkeeper.reply(draft, said, Ends.notPassedOn(session));
      return;
    }
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
    var quoted = quotedCard(draft, said).orElse(null);
    var request = quoted == null ? null : requestOf(draft, session, quoted);
    if (quoted == null || request == null) {
      return answeredUnquoted(draft, session, text, said, person);
    }
    var settled = request.settled();
    if (settled != null) {
      boolean meant = isAnswer(text) || quoted.kind() == WantedCard.Kind.CAPTURE;
      if (meant) {
        Doorkeeper.reply(
            draft,
            said,
            isAnswer(text) ? RequestFaces.already(settled) : RequestFaces.tooLate(settled));
      }
      return meant;
    }
    if (request.partAt() != null && isNewer(draft.sent(said), request)) {
      Doorkeeper.reply(draft, said, PART_ANSWERED);
      return true;
    }
    answer(draft, session, request, text, said, person);
    return true;
  }

  /// Words in a session's line that do not say what they answer.
  private boolean answeredUnquoted(
      Draft draft, Session session, String text, Inbound.Said said, Person person) {
    var open = draft.openRequests(session.id());
    if (open.size() > 1 && isPlain(text)) {
      Doorkeeper.reply(
          draft,
          said,
          "Session " + session.shortId() + " asks several things. Reply to the one you mean.");
      return true;
    }
    if (open.size() != 1 || !fits(open.getFirst(), text)) {
      return false;
    }
    var request = open.getFirst();
    if (isNewer(draft.sent(said), request)) {
      boolean partly = request.partAt() != null && !isNewer(draft.sent(said), request.at());
      if (partly) {
        Doorkeeper.reply(draft, said, PART_ANSWERED);
      } else if (isPlain(text)) {
        tellUnseen(draft, session, said);
      }
      return partly || isPlain(text);
    }
    answer(draft, session, request, text, said, person);
    return true;
  }

  /// Words may be under way for minutes, and what is asked by then is not what they answer.
  private static boolean isNewer(Instant sent, Request request) {
    return isNewer(sent, request.askedAt());
  }

  private static boolean isNewer(Instant sent, Instant asked) {
    return asked.isAfter(sent.plus(CLOCKS_DIFFER_BY));
  }

  private static void tellUnseen(Draft draft, Session session, Inbound.Said said) {
    Doorkeeper.reply(
        draft,
        said,
        "Session "
            + session.shortId()
            + " asked this after you had written, so I did not take it for an answer. Look at the"
            + " question, then answer there.");
  }

  private static Optional<WantedCard> quotedCard(Draft draft, Inbound.Said said) {
    var quoted = said.reply();
    return quoted == null ? Optional.empty() : draft.cardAt(quoted.message());
  }

  /// What the card asks for; of this session only.
  private static @Nullable Request requestOf(Draft draft, Session session, WantedCard card) {
    return Optional.ofNullable(card.request())
        .flatMap(draft::request)
        .filter(request -> request.session().equals(session.id()))
        .orElse(null);
  }

  private static String word(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return word.replaceFirst("[.!]+$", "");
  }

  private static boolean isPlain(String text) {
    return isDigits(text) || PLAIN.matcher(word(text)).matches();
  }

  private static boolean isAnswer(String text) {
    String word = word(text);
    return isDigits(word) || YES.matcher(word).matches() || NO.matcher(word).matches();
  }

  /// Words in a session's line answer its one question, and comment on its one plan. A permission
  /// takes a plain yes or no; other words are a reason for a no only under its own card, and
  /// otherwise wait behind it.
  private static boolean fits(Request request, String text) {
    return switch (request.ask()) {
      case AskedQuestion _, AskedPlan _ -> true;
      case AskedPermission _ -> isPlain(text) && !isDigits(text);
    };
  }

  private void answer(
      Draft draft,
      Session session,
      Request request,
      String text,
      Inbound.Said said,
      Person person) {
    if (!Doorkeeper.allowed(draft, person, Right.ANSWER, said)) {
      return;
    }
    var unclear = answer(draft, session, request, text, person);
    if (unclear.isPresent()) {
      Doorkeeper.reply(draft, said, unclear.get());
    } else {
      confirm(draft, session, said.place(), said.message());
    }
  }

  /// @return why the words settled nothing
  private Optional<String> answer(
      Draft draft, Session session, Request request, String text, Person person) {
    if (request.ask() instanceof AskedQuestion) {
      answers.words(draft, session, request, -1, text, person.name());
      return Optional.empty();
    }
    String word = word(text);
    if (isDigits(word)) {
      return Optional.of(
          "There are no numbers to choose from. Press a button, or write yes or no.");
    }
    if (YES.matcher(word).matches()) {
      answers.allow(draft, session, request, false, person.name());
    } else if (NO.matcher(word).matches()) {
      answers.deny(draft, session, request, null, person.name());
    } else if (HALF_YES.matcher(word).matches()) {
      return Optional.of(
          "Is that a yes? I passed nothing on. Press a button, or write just yes; or say what should"
              + " be different, beginning with no.");
    } else {
      answers.deny(draft, session, request, text, person.name());
    }
    return Optional.empty();
  }

  /// The words of a session that was meant as a reply: an answer to what they were written about,
  /// or else this session's next prompt.
  void moved(Draft draft, Session session, Prompt prompt, Person person, Place place) {
    var open = draft.openRequests(session.id());
    boolean answers =
        open.size() == 1
            && prompt.files().isEmpty()
            && person.may(Right.ANSWER)
            && fits(open.getFirst(), prompt.text())
            && !isNewer(prompt.at(), open.getFirst());
    if (!answers) {
      enqueue(draft, session, prompt.text(), prompt.files(), person, prompt.message(), place);
      return;
    }
    answer(draft, session, open.getFirst(), prompt.text(), person)
        .ifPresent(unclear -> Boards.tell(draft, place, prompt.message(), unclear));
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
    if (message != null && draft.view.traits(place).can(Traits.Feature.RECEIPTS)) {
      draft.effect(new Effect.Receipt(message));
    }
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
