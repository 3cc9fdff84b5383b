package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// What holds after every step, whatever happened. Looks at what the step touched.
///
/// @param sessions and what else the step is about to change, as it was before
record Invariants(
    Map<SessionId, Session> sessions, Map<InputId, Prompt> prompts, Map<CardId, WantedCard> cards) {

  static Invariants before(MemoryView view, Decision decision) {
    var before = new Invariants(new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (Change change : decision.changes()) {
      if (change instanceof Change.PutSession(Session session)) {
        view.session(session.id()).ifPresent(it -> before.sessions.put(it.id(), it));
      } else if (change instanceof Change.PutPrompt(Prompt prompt)) {
        view.prompt(prompt.id()).ifPresent(it -> before.prompts.put(it.id(), it));
      }
    }
    for (WantedCard wanted : decision.cards()) {
      var old = view.cards.get(wanted.card().id());
      if (old != null) {
        before.cards.put(old.card().id(), old);
      }
    }
    return before;
  }

  /// Fails when something does not hold.
  ///
  /// @return the moves from state to state that the step made
  Set<String> check(MemoryView now, Happening what, Decision decision, DeskSettings settings) {
    var moves = new TreeSet<String>();
    var requests = new LinkedHashSet<UUID>();
    for (Change change : decision.changes()) {
      switch (change) {
        case Change.PutSession(Session session) -> {
          asksExactlyWhenItNeedsInput(now, session);
          moves.addAll(move(now, session, what));
        }
        case Change.PutPrompt(Prompt prompt) -> isNotReopened(prompt);
        case Change.PutRequest(Request request) -> {
          requests.add(request.id());
          asksExactlyWhenItNeedsInput(now, now.session(request.session()).orElseThrow());
        }
        case Change.PutAction _,
            Change.PutCapture _,
            Change.DropCapture _,
            Change.Bind _,
            Change.Watch _,
            Change.EnablePlace _,
            Change.Meet _,
            Change.MutePlace _,
            Change.MovePlace _,
            Change.AddPerson _,
            Change.DropPerson _,
            Change.PutPairing _,
            Change.PutLimit _,
            Change.LinkMessage _,
            Change.Audit _ -> {}
      }
    }
    decision.cards().stream()
        .map(WantedCard::request)
        .filter(Objects::nonNull)
        .forEach(requests::add);
    requests.forEach(id -> cardsFit(now, now.request(id).orElseThrow()));
    assertThat(now.liveSessions()).as("processes").isLessThanOrEqualTo(settings.maxLive());
    decision.effects().forEach(effect -> belongsToItsIncarnation(now, effect));
    decision.cards().forEach(this::revisionsGrow);
    nobodyKnownMeetsSilence(now, what, decision);
    return moves;
  }

  private static void asksExactlyWhenItNeedsInput(MemoryView now, Session session) {
    assertThat(session.state() == State.NEEDS_INPUT)
        .as("%s %s asks %s", session.shortId(), session.state(), now.openRequests(session.id()))
        .isEqualTo(!now.openRequests(session.id()).isEmpty());
  }

  private Set<String> move(MemoryView now, Session session, Happening what) {
    var old = sessions.get(session.id());
    if (old == null) {
      return Set.of("(dispatched) -> " + session.state());
    }
    if (old.state() == session.state()) {
      return Set.of();
    }
    if (old.state() == State.STOPPED) {
      boolean spokenTo =
          now.prompts.values().stream()
              .anyMatch(it -> it.session().equals(session.id()) && !it.at().isBefore(old.since()));
      assertThat(spokenTo).as("only a person's words wake a stopped session: %s", what).isTrue();
    }
    return Set.of(old.state() + " -> " + session.state());
  }

  private void belongsToItsIncarnation(MemoryView now, Effect effect) {
    switch (effect) {
      case Effect.Launch it -> {
        var run = now.session(it.session()).orElseThrow().run();
        var old = sessions.get(it.session());
        assertThat(run.number()).isEqualTo(it.incarnation());
        assertThat(it.incarnation())
            .as("the next incarnation")
            .isEqualTo(old == null ? 1 : old.run().number() + 1);
        assertThat(run.live()).as("the one before lives").isFalse();
      }
      case Effect.Send it ->
          assertThat(now.session(it.session()).orElseThrow().run().number())
              .isEqualTo(it.incarnation());
      case Effect.End _,
          Effect.Fetch _,
          Effect.Survey _,
          Effect.SendDiff _,
          Effect.SendText _,
          Effect.SendFile _,
          Effect.Transcribe _,
          Effect.OpenThread _,
          Effect.Whisper _,
          Effect.Receipt _ -> {}
    }
  }

  private void isNotReopened(Prompt prompt) {
    var old = prompts.get(prompt.id());
    if (old != null && !old.stage().isOpen()) {
      assertThat(prompt.stage()).as("a finished prompt stays so").isEqualTo(old.stage());
    }
  }

  /// An open request can be answered somewhere, a settled one nowhere.
  private static void cardsFit(MemoryView now, Request request) {
    boolean pressable =
        now.cards.values().stream()
            .filter(it -> request.id().equals(it.request()))
            .anyMatch(it -> !it.card().buttons().isEmpty());
    assertThat(pressable)
        .as("buttons of request %s, settled: %s", request.ask(), request.settled())
        .isEqualTo(request.isOpen());
  }

  private void revisionsGrow(WantedCard wanted) {
    var old = cards.get(wanted.card().id());
    long last = old == null ? 0 : old.card().revision();
    assertThat(wanted.card().revision()).as("revision").isEqualTo(last + 1);
  }

  private static void nobodyKnownMeetsSilence(MemoryView now, Happening what, Decision decision) {
    if (!(what instanceof Happening.Came(Inbound inbound))) {
      return;
    }
    switch (inbound) {
      case Inbound.Said said -> {
        boolean addressed = said.reach() == Reach.PRIVATE || said.reach() == Reach.MENTIONED;
        if (addressed && said.marks().isEmpty() && now.person(said.from()).isPresent()) {
          assertThat(decision.cards().size() + decision.effects().size())
              .as("an answer to %s in %s", said, decision.changes())
              .isPositive();
        }
      }
      case Inbound.Pressed _ ->
          assertThat(decision.effects()).as("a press").anyMatch(Effect.Whisper.class::isInstance);
      case Inbound.Visited _,
          Inbound.Edited _,
          Inbound.Moved _,
          Inbound.Left _,
          Inbound.Garbled _ -> {}
    }
  }

  /// The same for everything there is, at the end of a long run.
  static void ofEverything(MemoryView now) {
    now.sessions.values().forEach(session -> asksExactlyWhenItNeedsInput(now, session));
    now.requests.values().forEach(request -> cardsFit(now, request));
  }
}
