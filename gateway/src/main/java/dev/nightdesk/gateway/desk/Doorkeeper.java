package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.gateway.desk.Draft.Face;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who may come in. The one gate in front of every kind of inbound.
final class Doorkeeper {
  /// A stranger is written down at most so often.
  static final Duration STRANGER_NOTED_EVERY = Duration.ofHours(1);

  private static final Pattern CODE =
      Pattern.compile("(?:/(?:start|pair)\\s+)?([A-Za-z0-9]{" + Pairing.CODE_LENGTH + "})");

  private static final Pattern WORD =
      Pattern.compile("\\b[A-Za-z0-9]{" + Pairing.CODE_LENGTH + "}\\b");

  /// Who this is, if they are on the list and say more than a pairing code. A stranger hears
  /// nothing and leaves one audit row an hour, unless a pairing window is open and they bring the
  /// code.
  Optional<Person> admit(Draft draft, Inbound.Said said) {
    if (said.reach() != Inbound.Reach.PRIVATE && holdsTheCode(draft, said)) {
      exposed(draft, said);
      return Optional.empty();
    }
    var person = draft.view.person(said.from());
    if (person.isPresent()) {
      return brings(draft, said, person.get()) ? Optional.empty() : person;
    }
    if (!pair(draft, said) && said.reach() != Inbound.Reach.OVERHEARD) {
      note(draft, said.from(), "spoke");
    }
    return Optional.empty();
  }

  /// Also among other words, as when somebody passes on what we wrote.
  private static boolean holdsTheCode(Draft draft, Inbound.Said said) {
    var words = WORD.matcher(said.text()).results().map(MatchResult::group).toList();
    return !words.isEmpty()
        && open(draft)
            .filter(it -> words.stream().anyMatch(it.code()::equalsIgnoreCase))
            .isPresent();
  }

  /// A code that a whole group has read is nobody's secret. Whoever wrote it knew it, and may be
  /// told: also when nobody owns this desk yet.
  private static void exposed(Draft draft, Inbound.Said said) {
    draft.change(new Change.PutPairing(null));
    draft.audit("nightdesk", "closed pairing", "its code was written in a group");
    reply(
        draft,
        said,
        "Everybody here has read this pairing code, so it is no longer good. "
            + (draft.view.hasOwner()
                ? "An owner gets another with /pair"
                : "Start Nightdesk anew for another, and send it to me")
            + " in our private chat.");
  }

  void note(Draft draft, Sender stranger, String what) {
    boolean noted =
        draft
            .view
            .lastStranger(stranger)
            .filter(last -> draft.at.isBefore(last.plus(STRANGER_NOTED_EVERY)))
            .isPresent();
    if (!noted) {
      draft.audit("stranger", what, stranger.channel() + ":" + stranger.user());
    }
  }

  /// Opens the first window when nobody owns this desk yet.
  void opened(Draft draft) {
    if (!draft.view.hasOwner()) {
      draft.change(new Change.PutPairing(new Pairing(draft.ids.code(), Role.OWNER, draft.at, 0)));
    } else if (draft.view.pairing().isPresent()) {
      if (open(draft).isPresent()) {
        tellOwners(
            draft, "I was started anew, so the last pairing code is void. /pair gives another.");
      }
      draft.change(new Change.PutPairing(null));
    }
  }

  /// An owner opens the window for one more person.
  void openWindow(Draft draft, Person owner, Inbound.Said said, String word) {
    Role role = role(word).orElse(null);
    if (role == null) {
      reply(draft, said, "I know the roles owner, operator and viewer. Write `/pair operator`.");
      return;
    }
    if (said.reach() != Inbound.Reach.PRIVATE) {
      reply(draft, said, "Ask me for a pairing code in our private chat, so that only you see it.");
      return;
    }
    var pairing = new Pairing(draft.ids.code(), role, draft.at, 0);
    draft.change(new Change.PutPairing(pairing));
    draft.audit(owner.name(), "opened pairing", role.name().toLowerCase(Locale.ROOT));
    reply(
        draft,
        said,
        "One more "
            + role.name().toLowerCase(Locale.ROOT)
            + " can join within "
            + Pairing.OPEN_FOR.toMinutes()
            + " minutes. Give them this code, to send to me in a private chat:\n"
            + pairing.code());
  }

  private static Optional<Role> role(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "", "operator" -> Optional.of(Role.OPERATOR);
      case "viewer" -> Optional.of(Role.VIEWER);
      case "owner" -> Optional.of(Role.OWNER);
      default -> Optional.empty();
    };
  }

  /// Whether somebody who is on the list brought the code of the open window. It is no task for an
  /// agent, and it raises whom it can raise.
  private static boolean brings(Draft draft, Inbound.Said said, Person person) {
    if (!said.marks().isEmpty()) {
      return false;
    }
    // Most words are none, and need no look at the store.
    var window = code(said).flatMap(code -> open(draft).filter(it -> code.equals(it.code())));
    window.ifPresent(it -> takeCode(draft, said, person, it.role()));
    return window.isPresent();
  }

  /// What may be a pairing code.
  private static Optional<String> code(Inbound.Said said) {
    var match = CODE.matcher(said.text().strip());
    return match.matches()
        ? Optional.of(match.group(1).toUpperCase(Locale.ROOT))
        : Optional.empty();
  }

  private static Optional<Pairing> open(Draft draft) {
    return draft.view.pairing().filter(window -> window.isOpen(draft.at));
  }

  private static void takeCode(Draft draft, Inbound.Said said, Person person, Role role) {
    if (role.compareTo(person.role()) <= 0) {
      reply(
          draft,
          said,
          "You are "
              + article(person.role())
              + " already. The code is still good, for whoever is to join.");
    } else if (draft.view.isConfigured(person.name())) {
      reply(
          draft,
          said,
          "You stand in the config as "
              + article(person.role())
              + ", and only the config can change that. The code is still good.");
    } else {
      draft.change(new Change.AddPerson(new Person(person.name(), role), said.from()));
      draft.change(new Change.PutPairing(null));
      draft.audit(person.name(), "raised by pairing", role.name().toLowerCase(Locale.ROOT));
      reply(draft, said, "You are " + article(role) + " from now on. /help lists what you can do.");
    }
  }

  /// Whether the words were a try to go through an open window.
  private boolean pair(Draft draft, Inbound.Said said) {
    boolean counts = said.reach() == Inbound.Reach.PRIVATE && said.marks().isEmpty();
    var code = counts ? code(said) : Optional.<String>empty();
    var pairing = code.flatMap(_ -> open(draft));
    if (pairing.isEmpty()) {
      return false;
    }
    var window = pairing.get();
    if (!window.code().equals(code.get())) {
      var missed = window.missed();
      draft.change(new Change.PutPairing(missed));
      note(draft, said.from(), "tried a pairing code");
      if (!missed.isOpen(draft.at)) {
        draft.audit("nightdesk", "closed pairing", "too many wrong codes");
        alertOwners(
            draft,
            "Somebody tried "
                + Pairing.MAX_TRIES
                + " wrong pairing codes, so the window is closed. /pair opens a new one.");
      }
      return true;
    }
    var person = new Person(said.from().channel() + "-" + said.from().user(), window.role());
    draft.change(new Change.AddPerson(person, said.from()));
    draft.change(new Change.Meet(person.name(), said.place()));
    if (draft.view.isMuted(said.place())) {
      draft.change(new Change.MutePlace(said.place(), false));
    }
    draft.change(new Change.PutPairing(null));
    draft.audit(person.name(), "paired", window.role().name().toLowerCase(Locale.ROOT));
    reply(
        draft,
        said,
        "Welcome. You are "
            + (window.role() == Role.OWNER ? "the owner of this desk" : article(window.role()))
            + ". Write what an agent should do, or /help.");
    return true;
  }

  private static String article(Role role) {
    return switch (role) {
      case OPERATOR -> "an operator here";
      case VIEWER -> "a viewer here";
      case OWNER -> "an owner here";
    };
  }

  /// Refuses, with what to do instead.
  static boolean allowed(Draft draft, Person person, Role.Right right, Inbound.Said said) {
    if (person.may(right)) {
      return true;
    }
    reply(draft, said, refusal(person, right));
    return false;
  }

  /// What somebody reads who may not.
  static String refusal(Person person, Role.Right right) {
    return switch (person.role()) {
      case VIEWER ->
          "As a viewer you can look (/agents, /peek) but not "
              + right.words()
              + ". An owner can change that: with a code from /pair operator, or in the config.";
      case OPERATOR, OWNER -> "Only an owner can " + right.words() + ".";
    };
  }

  /// Words for the owners, in their private chats.
  static void tellOwners(Draft draft, String words) {
    owners(draft).forEach(place -> say(draft, place, null, words));
  }

  /// The same, and their phones ring.
  static void alertOwners(Draft draft, String words) {
    owners(draft).forEach(place -> say(draft, place, null, words, true));
  }

  /// A card that should ring where we say nothing any more is seen by nobody: the owners hear of it
  /// in their private chats.
  ///
  /// @param news what the session did, as in "needs input"
  static void ringElsewhere(Draft draft, Session session, String news) {
    var place = session.origin().place();
    if (!draft.view.isMuted(place)) {
      return;
    }
    String id = session.shortId();
    owners(draft).stream()
        .filter(owner -> !draft.view.isMuted(owner))
        .forEach(owner ->
            say(
                draft,
                owner,
                null,
                "%s, begun where I may not write any more, %s: %s · /peek %s shows it here."
                    .formatted(id, news, session.origin().name(), id),
                true));
  }

  private static List<Place> owners(Draft draft) {
    return draft.view.owners().stream()
        .flatMap(owner -> draft.view.privatePlaceOf(owner).stream())
        .distinct()
        .toList();
  }

  void lost(Draft draft, Happening.PlaceLost lost) {
    if (!draft.view.isMuted(lost.place())) {
      mute(
          draft,
          lost.place(),
          "I can no longer write in " + lost.place() + " (" + lost.why() + ")");
    }
  }

  /// Nobody sees that it waits, or what came of it, where it should be seen.
  static void unshown(Draft draft, Happening.Unshown unshown) {
    var session = draft.session(unshown.session()).orElse(null);
    boolean asks = unshown.kind() == Kind.REQUEST;
    if (session == null || (asks && session.state() != State.NEEDS_INPUT)) {
      return;
    }
    String id = session.shortId();
    alertOwners(
        draft,
        (asks
                ? "Session " + id + " waits for an answer, and its question"
                : "What came of session " + id)
            + " could not be shown in "
            + unshown.place()
            + " ("
            + unshown.why()
            + "). /peek "
            + id
            + " brings it here.");
  }

  /// We were removed, or blocked. Of places where nobody ever worked with us there is nothing to
  /// tell: anybody can add a bot to a group.
  void left(Draft draft, Place place) {
    boolean used =
        draft.view.isEnabled(place.wholeChat())
            || draft.view.newestIn(place.wholeChat()).isPresent();
    if (!used) {
      draft.change(new Change.MutePlace(place, true));
    } else if (!draft.view.isMuted(place)) {
      mute(draft, place, "I was removed from " + place);
    }
  }

  /// Says nothing there any more, and tells the owners so elsewhere. Whoever waits for an answer
  /// there cannot be seen by anybody now, so that makes their phones ring.
  private static void mute(Draft draft, Place place, String what) {
    draft.change(new Change.MutePlace(place, true));
    long asking =
        draft.view.tended().stream()
            .filter(session -> session.state() == State.NEEDS_INPUT)
            .map(session -> session.origin().place())
            .filter(at -> at.equals(place) || at.wholeChat().equals(place))
            .count();
    String words =
        what
            + ". Its sessions go on; /agents shows them. "
            + (asking == 0
                ? ""
                : Words.count(Math.toIntExact(asking), "session")
                    + " there "
                    + (asking == 1 ? "waits" : "wait")
                    + " for an answer: /peek <id> brings the question here. ")
            + "I write there again once somebody speaks to me there.";
    owners(draft).stream()
        .filter(owner -> !owner.equals(place))
        .forEach(owner -> say(draft, owner, null, words, asking > 0));
  }

  /// Answers words: among others for their writer alone, where the channel can.
  static void reply(Draft draft, Inbound.Said said, String words) {
    if (said.whisper() != null && said.reach() != Inbound.Reach.PRIVATE) {
      draft.effect(new Effect.Whisper(said.place(), said.whisper(), words));
    } else {
      say(draft, said.place(), said.message(), words);
    }
  }

  private static void say(Draft draft, Place place, @Nullable MessageRef to, String words) {
    say(draft, place, to, words, false);
  }

  private static void say(
      Draft draft, Place place, @Nullable MessageRef to, String words, boolean rings) {
    draft.card(
        Kind.REPLY,
        place,
        null,
        null,
        rings,
        to,
        new Face(Tone.PLAIN, List.of(new Block.Text(words)), List.of()));
  }
}
