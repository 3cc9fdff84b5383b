package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.desk.Draft.Face;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Buttons. Every press is answered, privately where the channel can: the button stops waiting, and
/// whoever is late or not allowed reads why.
final class Presses {
  /// Of words that were not sent, in the answer that gives them back.
  private static final int KEPT_UNITS = 1_500;

  private final Doorkeeper doorkeeper;
  private final Talk talk;
  private final Replies replies;
  private final Ends ends;
  private final Answers answers;
  private final Steering steering;
  private final Proposals proposals;

  Presses(
      Doorkeeper doorkeeper, Talk talk, Replies replies, Runs runs, Ends ends, Answers answers) {
    this.doorkeeper = doorkeeper;
    this.talk = talk;
    this.replies = replies;
    this.ends = ends;
    this.answers = answers;
    this.steering = new Steering(runs, ends);
    this.proposals = new Proposals(talk);
  }

  void pressed(Draft draft, Inbound.Pressed pressed) {
    var person = draft.view.person(pressed.from());
    if (person.isEmpty()) {
      doorkeeper.note(draft, pressed.from(), "pressed a button");
      whisper(draft, pressed, "This button is for the people on this desk's list.");
      return;
    }
    var action = draft.view.action(pressed.token());
    if (action.isEmpty()) {
      whisper(draft, pressed, "I no longer know this button. /agents shows what there is.");
      return;
    }
    // A card of ours that we have no record of is a twin of one; its buttons work.
    boolean inPlace =
        draft.cardAt(pressed.message()).isPresent()
            || draft.view.isEnabled(pressed.place().wholeChat())
            || draft.view.isPrivatePlaceOf(person.get().name(), pressed.place());
    if (!inPlace) {
      whisper(draft, pressed, "This button does not belong here.");
      return;
    }
    Twins.adopt(draft, pressed);
    act(draft, pressed, person.get(), action.get());
  }

  private void act(Draft draft, Inbound.Pressed pressed, Person person, Action action) {
    switch (action) {
      case Action.OfRequest of -> {
        if (may(draft, pressed, person, Role.Right.ANSWER)) {
          request(draft, pressed, person, of);
        }
      }
      case Action.ShowDiff diff -> {
        draft.effect(new Effect.SendDiff(diff.session(), pressed.place(), pressed.message()));
        whisper(draft, pressed, "The diff is on its way.");
      }
      case Action.SendNow it -> steering.steer(draft, pressed, person, it.prompt(), action);
      case Action.InterruptAndSend it ->
          steering.steer(draft, pressed, person, it.prompt(), action);
      case Action.DropPrompt it -> steering.steer(draft, pressed, person, it.prompt(), action);
      case Action.MeantAsReply meant -> {
        if (may(draft, pressed, person, Role.Right.DISPATCH)) {
          move(draft, pressed, person, meant);
        }
      }
      case Action.Stop stop -> {
        if (may(draft, pressed, person, Role.Right.DISPATCH)) {
          stop(draft, pressed, person, stop);
        }
      }
      case Action.Retry retry -> {
        if (may(draft, pressed, person, Role.Right.DISPATCH)) {
          retry(draft, pressed, person, retry);
        }
      }
      case Action.GetFile get -> {
        draft.effect(
            new Effect.SendFile(get.session(), pressed.place(), get.path(), pressed.message()));
        whisper(draft, pressed, "The file is on its way.");
      }
      case Action.RunLate it -> proposals.decide(draft, pressed, person, Proposals.late(it.said()));
      case Action.DropLate _ -> proposals.decide(draft, pressed, person, Proposals.DROP_LATE);
      case Action.SendSpoken it ->
          proposals.decide(draft, pressed, person, Proposals.spoken(it.said()));
      case Action.DiscardSpoken _ ->
          proposals.decide(draft, pressed, person, Proposals.DISCARD_SPOKEN);
    }
  }

  static boolean may(Draft draft, Inbound.Pressed pressed, Person person, Role.Right right) {
    if (!person.may(right)) {
      String unsent = pressed.words();
      String refusal = Doorkeeper.refusal(person, right);
      whisper(draft, pressed, unsent == null ? refusal : refusal + kept(unsent));
      return false;
    }
    return true;
  }

  private void request(
      Draft draft, Inbound.Pressed pressed, Person person, Action.OfRequest action) {
    var request = draft.request(action.request()).orElse(null);
    var session = request == null ? null : draft.session(request.session()).orElse(null);
    if (request == null || session == null) {
      whisper(draft, pressed, "This is no longer asked. /agents shows who asks something now.");
      return;
    }
    var settled = request.settled();
    if (settled != null) {
      String unsent = pressed.words();
      whisper(
          draft,
          pressed,
          unsent == null
              ? RequestFaces.already(settled)
              : RequestFaces.tooLate(settled) + kept(unsent));
      return;
    }
    if (Ends.isUnheard(draft, session) && !(action instanceof Action.ForgetCapture)) {
      whisper(draft, pressed, Ends.notPassedOn(session));
      return;
    }
    String by = person.name();
    String said =
        switch (action) {
          case Action.AllowOnce _, Action.ApprovePlan _ -> {
            answers.allow(draft, session, request, false, by);
            yield toast(draft, pressed, "Done.");
          }
          case Action.AllowInSession _ -> {
            answers.allow(draft, session, request, true, by);
            yield toast(draft, pressed, "Allowed for this session.");
          }
          case Action.Deny _ -> {
            answers.deny(draft, session, request, null, by);
            yield toast(draft, pressed, "Denied.");
          }
          case Action.Pick pick -> {
            if (pick.question() != request.openQuestion()) {
              yield partAnswered(session);
            }
            answers.pick(draft, session, request, pick.question(), pick.option(), by);
            yield "";
          }
          case Action.PicksDone done -> done(draft, session, request, done, by);
          case Action.DenyWhy _ when pressed.words() != null ->
              answered(draft, session, request, -1, pressed.words(), by);
          case Action.KeepPlanning _ when pressed.words() != null ->
              answered(draft, session, request, -1, pressed.words(), by);
          case Action.OwnWords own when pressed.words() != null ->
              answered(draft, session, request, own.question(), pressed.words(), by);
          case Action.DenyWhy _ ->
              ask(
                  draft,
                  pressed,
                  person,
                  session,
                  request,
                  -1,
                  "Why not? Write it as a reply to this message; the agent reads it.");
          case Action.KeepPlanning _ ->
              ask(
                  draft,
                  pressed,
                  person,
                  session,
                  request,
                  -1,
                  "What should the plan do differently? Write it as a reply to this message.");
          case Action.OwnWords own ->
              ask(
                  draft,
                  pressed,
                  person,
                  session,
                  request,
                  own.question(),
                  "Write your answer as a reply to this message.");
          case Action.ForgetCapture _ -> {
            forget(draft, pressed, capture -> isMeant(draft, capture, pressed, request, person));
            yield toast(draft, pressed, "All right.");
          }
        };
    whisper(draft, pressed, said);
  }

  private String done(
      Draft draft, Session session, Request request, Action.PicksDone done, String by) {
    if (done.question() != request.openQuestion()) {
      return partAnswered(session);
    }
    var chosen = request.picks().get(done.question()).chosen();
    if (chosen.isEmpty()) {
      return "Choose at least one first, or press Other….";
    }
    answers.answer(draft, session, request, done.question(), chosen, by);
    return "";
  }

  /// Words that the card says anyway: only where they pass by.
  private static String toast(Draft draft, Inbound.Pressed pressed, String words) {
    return draft.view.traits(pressed.place()).can(Traits.Feature.TOASTS) ? words : "";
  }

  /// Words that came in a form of their own need no message to be looked for.
  private String answered(
      Draft draft, Session session, Request request, int question, String words, String by) {
    if (words.isBlank()) {
      return "I need it in words. Press the button again and write a few.";
    }
    return answers.words(draft, session, request, question, words.strip(), by)
        ? ""
        : partAnswered(session) + kept(words);
  }

  /// What somebody wrote is given back to them when it was not sent.
  private static String kept(String words) {
    return " You wrote: “" + Words.cut(words.strip(), KEPT_UNITS) + "”";
  }

  private static String partAnswered(Session session) {
    return "This part is answered already. /peek "
        + session.shortId()
        + " shows what is asked now.";
  }

  /// Asks for words, on a channel without forms: the person's next message here is the answer.
  private static String ask(
      Draft draft,
      Inbound.Pressed pressed,
      Person person,
      Session session,
      Request request,
      int question,
      String words) {
    // One at a time: their next words must have one meaning.
    forget(draft, pressed, capture -> capture.person().equals(person.name()));
    var cancel =
        draft.button("Never mind", Button.Style.NEUTRAL, new Action.ForgetCapture(request.id()));
    var card =
        draft.card(
            Kind.CAPTURE,
            pressed.place(),
            session.id(),
            request.id(),
            false,
            pressed.message(),
            new Face(
                Tone.NEEDS_INPUT,
                List.of(
                    new Block.Text("✍ " + words),
                    new Block.Note(person.name() + " · " + session.origin().name())),
                List.of(cancel)));
    draft.change(
        new Change.PutCapture(
            new Capture(person.name(), pressed.place(), card.card().id(), request.id(), question)));
    return "";
  }

  /// The one whose card was pressed, whoever was asked there; on a card that we have no record of,
  /// the presser's own.
  private static boolean isMeant(
      Draft draft, Capture capture, Inbound.Pressed pressed, Request request, Person presser) {
    return draft
        .cardAt(pressed.message())
        .map(wanted -> wanted.card().id().equals(capture.card()))
        .orElseGet(() ->
            capture.person().equals(presser.name()) && capture.request().equals(request.id()));
  }

  private static void forget(Draft draft, Inbound.Pressed pressed, Predicate<Capture> which) {
    draft.view.captures(pressed.place()).stream()
        .filter(which)
        .forEach(capture -> forget(draft, capture));
  }

  /// The card of what was settled says so already.
  private static void forget(Draft draft, Capture capture) {
    var open = draft.request(capture.request()).filter(Request::isOpen);
    if (open.isPresent()) {
      Talk.endCapture(draft, open.get().session(), capture, "Never mind");
    } else {
      draft.change(new Change.DropCapture(capture));
    }
  }

  /// What began as a session of its own was meant for another.
  private void move(
      Draft draft, Inbound.Pressed pressed, Person person, Action.MeantAsReply meant) {
    var from = draft.session(meant.session()).orElse(null);
    var to = draft.session(meant.to()).orElse(null);
    if (from == null || to == null || from.state().isOver()) {
      whisper(
          draft, pressed, "It is too late for that. Reply to the other session's message instead.");
      return;
    }
    var prompts = draft.openPrompts(from.id());
    ends.moveTo(draft, from, to, person.name());
    for (Prompt prompt : prompts) {
      replies.moved(draft, draft.session(to.id()).orElse(to), prompt, person, pressed.place());
    }
    whisper(draft, pressed, "Moved to " + to.shortId() + ".");
  }

  private void stop(Draft draft, Inbound.Pressed pressed, Person person, Action.Stop stop) {
    var session = draft.session(stop.session()).orElse(null);
    if (session == null || Ends.isOver(draft, session)) {
      String next = session == null ? "/agents shows what there is." : Verbs.wayOn(session);
      whisper(draft, pressed, "It is over already. " + next);
      return;
    }
    ends.stop(draft, session, person.name());
    whisper(draft, pressed, "Stopped.");
  }

  /// Once: the card loses the button, wherever it is shown.
  private void retry(Draft draft, Inbound.Pressed pressed, Person person, Action.Retry retry) {
    var before = draft.session(retry.session()).orElse(null);
    var card = draft.cardAt(pressed.message());
    if (before == null || !isOffered(draft, before, card, pressed.token())) {
      whisper(draft, pressed, "This was tried again already. /agents shows it.");
    } else if (draft.isDiskLow()) {
      whisper(
          draft,
          pressed,
          "The machine's disk is nearly full, so nothing new starts. Free some space first.");
    } else {
      draft.cardsWithButtons(before.id()).stream()
          .filter(wanted -> Proposals.has(wanted, pressed.token()))
          .forEach(
              wanted -> draft.reface(wanted, SessionFaces.without(wanted.card(), pressed.token())));
      var again = talk.again(draft, before, pressed, person);
      boolean follows = Dispatches.isBound(draft, pressed.place(), before);
      whisper(
          draft,
          pressed,
          "It begins anew as "
              + again.shortId()
              + "."
              + (follows ? " What is written here goes to it now." : ""));
    }
  }

  /// A twin keeps its button when the card has lost it, and does not know which card it is of.
  private static boolean isOffered(
      Draft draft, Session session, Optional<WantedCard> card, String token) {
    var cards = card.map(List::of).orElseGet(() -> draft.cardsWithButtons(session.id()));
    return cards.stream().anyMatch(wanted -> Proposals.has(wanted, token));
  }

  static void whisper(Draft draft, Inbound.Pressed pressed, String words) {
    draft.effect(new Effect.Whisper(pressed.place(), pressed.press(), words));
  }
}
