package dev.nightdesk.gateway.desk;

import dev.nightdesk.gateway.desk.Request.How;
import dev.nightdesk.gateway.desk.Request.Pick;
import dev.nightdesk.gateway.desk.Request.Settled;
import dev.nightdesk.gateway.desk.Request.Verdict;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent.Ask;
import dev.nightdesk.sessions.AgentEvent.AskedPermission;
import dev.nightdesk.sessions.AgentEvent.AskedPlan;
import dev.nightdesk.sessions.AgentEvent.AskedQuestion;
import dev.nightdesk.sessions.AgentEvent.Option;
import dev.nightdesk.sessions.AgentEvent.Question;
import dev.nightdesk.sessions.AgentEvent.Rule;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.InputId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Requests of agents, from being asked to being settled. A request is settled once; what comes
/// later is told who was first (PEEK-11).
final class Answers {
  /// An agent asks. It may be the same ask as one that was answered just before its process died.
  void asked(Draft draft, Session session, Ask ask) {
    var request = request(draft, session, ask);
    if (ask instanceof AskedQuestion asked && asked.questions().isEmpty()) {
      turnDown(draft, session, request, "Not readable", "The questions came without a text.");
      return;
    }
    var earlier = answeredBefore(draft, session, request);
    if (earlier.isPresent()) {
      again(draft, session, request, earlier.get());
      return;
    }
    draft.put(request);
    draft.put(session.in(State.NEEDS_INPUT, draft.at));
    draft.card(
        Kind.REQUEST,
        session.origin().place(),
        session.id(),
        request.id(),
        true,
        null,
        RequestFaces.open(session, request, draft));
    Doorkeeper.ringElsewhere(draft, session, "needs input");
  }

  /// Nobody is asked for a session that a person stopped; an agent that is to live on is told so.
  void askedAfterTheEnd(Draft draft, Session session, Ask ask) {
    turnDown(
        draft, session, request(draft, session, ask), "Stopped", "The person stopped this work.");
  }

  private static Request request(Draft draft, Session session, Ask ask) {
    int questions = ask instanceof AskedQuestion asked ? asked.questions().size() : 0;
    return new Request(
        draft.ids.next(),
        session.id(),
        session.run().number(),
        ask,
        draft.at,
        Collections.nCopies(questions, Pick.NOTHING),
        null,
        null);
  }

  private static void turnDown(
      Draft draft, Session session, Request request, String words, String message) {
    draft.put(request.settled(settled(draft, How.WITHDRAWN, "", words, null)));
    if (session.run().live() && !session.run().leaving()) {
      send(draft, session, request, new Verdict.Deny(message));
    }
  }

  private static Optional<Request> answeredBefore(Draft draft, Session session, Request request) {
    return draft.unseenVerdicts(session.id()).stream()
        .filter(old -> old.incarnation() < request.incarnation() && old.key().equals(request.key()))
        .filter(old ->
            old.settled() != null
                && old.settled().at().isAfter(draft.at.minus(DeskSettings.VERDICT_HOLDS)))
        .findFirst();
  }

  /// Gives the verdict of a request that its process did not live to see.
  private static void again(Draft draft, Session session, Request request, Request earlier) {
    var how = earlier.settled();
    if (how == null || how.verdict() == null) {
      return;
    }
    draft.put(earlier.settled(how.nowSeen()));
    // Once: should this process die as well before it acts, a person is asked again.
    var copy =
        new Request(
            request.id(),
            request.session(),
            request.incarnation(),
            request.ask(),
            request.at(),
            earlier.picks().size() == request.picks().size() ? earlier.picks() : request.picks(),
            null,
            null);
    draft.put(
        copy.settled(
            new Settled(How.ANSWERED, how.by(), how.at(), how.words(), how.verdict(), true)));
    send(draft, session, copy, how.verdict());
  }

  /// Settles a request: the agent is told, every copy of the card says who decided.
  void settle(
      Draft draft, Session session, Request request, String by, String words, Verdict verdict) {
    var how = new Settled(How.ANSWERED, by, draft.at, words, verdict, false);
    var done = draft.put(request.settled(how));
    send(draft, session, done, verdict);
    draft.audit(by, words.toLowerCase(Locale.ROOT), session.shortId() + " " + request.id());
    close(draft, session, done, how);
    if (draft.openRequests(session.id()).isEmpty() && session.state() == State.NEEDS_INPUT) {
      draft.put(afterwards(session, request).in(State.WORKING, draft.at));
    } else {
      draft.put(session);
    }
  }

  /// What was asked is no longer what goes on; a tool that was allowed is.
  private static Session afterwards(Session session, Request request) {
    return switch (request.ask()) {
      case AskedPermission _ -> session;
      case AskedQuestion _, AskedPlan _ -> session.with(session.turn().doing(""));
    };
  }

  private static void send(Draft draft, Session session, Request request, Verdict verdict) {
    draft.effect(
        new Effect.Send(
            session.id(),
            request.incarnation(),
            new InputId(draft.ids.next()),
            input(request, verdict),
            true));
  }

  private static AgentInput input(Request request, Verdict verdict) {
    String id = request.ask().request();
    return switch (verdict) {
      case Verdict.Allow allow -> new AgentInput.Allow(id, allow.rules());
      case Verdict.Deny deny -> new AgentInput.Deny(id, deny.message());
      case Verdict.Answers answers -> {
        var asked = (AskedQuestion) request.ask();
        var byText = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < asked.questions().size(); i++) {
          byText.put(asked.questions().get(i).text(), answers.chosen().get(i));
        }
        yield new AgentInput.Answers(id, asked.input(), byText, null);
      }
    };
  }

  /// Every copy of the card loses its buttons and says what came of it. Whoever was asked for words
  /// may be writing them: [Capture] says what becomes of those.
  private static void close(Draft draft, Session session, Request request, Settled how) {
    for (WantedCard wanted : copies(draft, request)) {
      draft.reface(
          wanted,
          wanted.kind() == Kind.CAPTURE
              ? RequestFaces.forgotten(how.words())
              : RequestFaces.settled(session, request, how));
    }
  }

  /// Wherever it is shown. A copy that was left without buttons, as it is watched from there no
  /// more, stays as it was left.
  private static List<WantedCard> copies(Draft draft, Request request) {
    return draft.cards(request.session()).stream()
        .filter(wanted -> request.id().equals(wanted.request()))
        .filter(wanted -> wanted.isOriginal() || !wanted.card().buttons().isEmpty())
        .toList();
  }

  /// Shows the picks as they are now, on every copy.
  private static void show(Draft draft, Session session, Request request) {
    draft.put(request);
    copies(draft, request).stream()
        .filter(wanted -> wanted.kind() == Kind.REQUEST)
        .forEach(wanted -> draft.reface(wanted, RequestFaces.open(session, request, draft)));
  }

  void pick(Draft draft, Session session, Request request, int question, int option, String by) {
    if (!(request.ask() instanceof AskedQuestion asked)
        || question != request.openQuestion()
        || option >= asked.questions().get(question).options().size()) {
      return;
    }
    var about = asked.questions().get(question);
    String label = about.options().get(option).label();
    if (!about.multiSelect()) {
      answer(draft, session, request, question, List.of(label), by);
      return;
    }
    var chosen = new ArrayList<>(request.picks().get(question).chosen());
    if (!chosen.remove(label)) {
      chosen.add(label);
    }
    var order = about.options().stream().map(it -> it.label()).toList();
    chosen.sort((a, b) -> Integer.compare(order.indexOf(a), order.indexOf(b)));
    show(draft, session, request.picking(question, new Pick(chosen, false), draft.at));
  }

  /// The final answer to one question; the last one settles the request.
  void answer(
      Draft draft, Session session, Request request, int question, List<String> chosen, String by) {
    var next = request.picking(question, new Pick(chosen, true), draft.at);
    if (next.openQuestion() < next.picks().size()) {
      show(draft, session, next);
      return;
    }
    var all = next.picks().stream().map(Pick::chosen).toList();
    settle(draft, session, next, by, "Answered", new Verdict.Answers(all));
  }

  /// Lets the tool run, or the plan begin.
  void allow(Draft draft, Session session, Request request, boolean always, String by) {
    switch (request.ask()) {
      case AskedPermission asked -> {
        var rules = always ? asked.rules().stream().map(Rule::json).toList() : List.<String>of();
        String words = always ? "Allowed for this session" : "Allowed once";
        settle(draft, session, request, by, words, new Verdict.Allow(rules));
      }
      case AskedPlan _ ->
          settle(draft, session, request, by, "Approved", new Verdict.Allow(List.of()));
      case AskedQuestion _ -> {}
    }
  }

  void deny(Draft draft, Session session, Request request, @Nullable String why, String by) {
    String words =
        switch (request.ask()) {
          case AskedPermission _ ->
              why == null ? "Denied" : "Denied: “" + Words.cut(why, 200) + "”";
          case AskedPlan _ ->
              why == null ? "Sent back" : "Sent back: “" + Words.cut(why, 200) + "”";
          case AskedQuestion _ -> "Left unanswered";
        };
    settle(
        draft, session, request, by, words, new Verdict.Deny(why == null ? refusal(request) : why));
  }

  private static String refusal(Request request) {
    return request.ask() instanceof AskedPlan
        ? "The person does not want this plan. Ask them what it should do differently."
        : "The person said no to this. Do not try it again another way.";
  }

  /// Words of a person's own, for the question that is open or as a reason.
  ///
  /// @param question which one they are for, -1 for the one that is open
  /// @return false when that question was answered meanwhile; nothing happened then
  boolean words(
      Draft draft, Session session, Request request, int question, String text, String by) {
    if (!(request.ask() instanceof AskedQuestion asked)) {
      deny(draft, session, request, text, by);
      return true;
    }
    int index = question < 0 ? request.openQuestion() : question;
    if (index != request.openQuestion()) {
      return false;
    }
    var about = asked.questions().get(index);
    var picked = picked(about, text);
    // Words come beside what was ticked, as on a form; numbers say all there is to say.
    var chosen = new ArrayList<>(picked.isEmpty() ? request.picks().get(index).chosen() : picked);
    if (picked.isEmpty()) {
      chosen.add(text);
    }
    answer(draft, session, request, index, chosen, by);
    return true;
  }

  /// PEEK-3: the options that digits stand for; nothing when the words are words.
  private static List<String> picked(Question question, String text) {
    if (!Replies.isDigits(text)) {
      return List.of();
    }
    var labels = question.options().stream().map(Option::label).toList();
    var numbers =
        Stream.of(text.strip().split("[\\s,]+")).map(Integer::valueOf).distinct().toList();
    boolean fit = numbers.stream().allMatch(number -> number <= labels.size());
    boolean one = question.multiSelect() || numbers.size() == 1;
    return fit && one
        ? numbers.stream().sorted().map(number -> labels.get(number - 1)).toList()
        : List.of();
  }

  /// The agent took a request back.
  void withdrew(Draft draft, Session session, String agentRequest) {
    draft.openRequests(session.id()).stream()
        .filter(request -> request.ask().request().equals(agentRequest))
        .forEach(request -> end(draft, session, request, How.WITHDRAWN, "No longer asked"));
    if (session.state() == State.NEEDS_INPUT && draft.openRequests(session.id()).isEmpty()) {
      draft.put(session.in(State.WORKING, draft.at));
    }
  }

  static void withdrawAll(Draft draft, Session session, String words) {
    draft
        .openRequests(session.id())
        .forEach(request -> end(draft, session, request, How.WITHDRAWN, words));
  }

  /// The process that asked is gone.
  static void lose(Draft draft, Session session) {
    draft
        .openRequests(session.id())
        .forEach(request ->
            end(draft, session, request, How.LOST, "The agent restarted and will ask again"));
  }

  /// What was said of a settled request turned out otherwise.
  static void closeAnew(Draft draft, Session session, Request request, String words) {
    var was = request.settled();
    if (was != null && !was.words().equals(words)) {
      var now = new Settled(was.how(), was.by(), was.at(), words, was.verdict(), was.seen());
      close(draft, session, draft.put(request.settled(now)), now);
    }
  }

  private static void end(Draft draft, Session session, Request request, How how, String words) {
    var settled = settled(draft, how, "", words, null);
    var done = draft.put(request.settled(settled));
    close(draft, session, done, settled);
  }

  private static Settled settled(
      Draft draft, How how, String by, String words, @Nullable Verdict verdict) {
    return new Settled(how, by, draft.at, words, verdict, true);
  }

  /// A tool or a turn ended: its verdict was seen to act.
  ///
  /// @param toolUse `null` for every verdict of the session
  static void seen(Draft draft, Session session, @Nullable String toolUse) {
    for (Request request : draft.unseenVerdicts(session.id())) {
      var how = request.settled();
      if (how != null && (toolUse == null || request.ask().toolUse().equals(toolUse))) {
        draft.put(request.settled(how.nowSeen()));
      }
    }
  }
}
