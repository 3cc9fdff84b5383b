package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// What holds after every step, whatever happened (architecture 6).
///
/// @param sessions and what else was known before the step
record Invariants(
    Map<SessionId, Session> sessions, Map<InputId, Prompt> prompts, Map<CardId, WantedCard> cards) {

  static Invariants before(MemoryView view) {
    return new Invariants(
        Map.copyOf(view.sessions), Map.copyOf(view.prompts), Map.copyOf(view.cards));
  }

  /// Fails when something does not hold.
  ///
  /// @return the moves from state to state that the step made
  Set<String> check(MemoryView now, Happening what, Decision decision, DeskSettings settings) {
    var moves = new TreeSet<String>();
    for (Session session : now.sessions.values()) {
      asksExactlyWhenItNeedsInput(now, session);
      moves.addAll(move(now, session, what));
    }
    assertThat(now.liveSessions()).as("processes").isLessThanOrEqualTo(settings.maxLive());
    decision.effects().forEach(effect -> belongsToItsIncarnation(now, effect));
    promptsAreNeverLost(now);
    now.requests.values().forEach(request -> cardsFit(now, request));
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
      return Set.of("new -> " + session.state());
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
        assertThat(now.session(it.session()).orElseThrow().run().number())
            .isEqualTo(it.incarnation());
        var old = sessions.get(it.session());
        int last = old == null ? 0 : old.run().number();
        assertThat(it.incarnation()).as("the next incarnation").isEqualTo(last + 1);
        assertThat(now.session(it.session()).orElseThrow().run().live())
            .as("the one before")
            .isFalse();
      }
      case Effect.Send it ->
          assertThat(now.session(it.session()).orElseThrow().run().number())
              .isEqualTo(it.incarnation());
      case Effect.End _,
          Effect.Fetch _,
          Effect.Survey _,
          Effect.SendDiff _,
          Effect.SendText _,
          Effect.OpenThread _,
          Effect.Whisper _ -> {}
    }
  }

  private void promptsAreNeverLost(MemoryView now) {
    prompts.forEach((id, old) -> {
      var prompt = now.prompts.get(id);
      assertThat(prompt).as("prompt %s", old.text()).isNotNull();
      if (!old.stage().isOpen()) {
        assertThat(prompt.stage()).as("a finished prompt stays so").isEqualTo(old.stage());
      }
    });
  }

  private static void cardsFit(MemoryView now, Request request) {
    boolean pressable =
        now.cards.values().stream()
            .filter(it -> shows(it, request.id()))
            .anyMatch(Invariants::hasButtons);
    assertThat(pressable)
        .as("buttons of request %s, settled: %s", request.ask(), request.settled())
        .isEqualTo(request.isOpen());
  }

  private static boolean shows(WantedCard wanted, UUID request) {
    return request.equals(wanted.request());
  }

  private static boolean hasButtons(WantedCard wanted) {
    return !wanted.card().buttons().isEmpty();
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
              .as("an answer to “%s”", said.text())
              .isPositive();
        }
      }
      case Inbound.Pressed _ ->
          assertThat(decision.effects()).as("a press").anyMatch(Effect.Whisper.class::isInstance);
      case Inbound.Edited _, Inbound.Moved _, Inbound.Left _, Inbound.Garbled _ -> {}
    }
  }
}
