package dev.nightdesk.tests.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Prompt;
import dev.nightdesk.gateway.desk.Request;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.gateway.store.Reads;
import dev.nightdesk.gateway.store.Received;
import dev.nightdesk.gateway.store.Surroundings;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Plain things to be stored, by number: the same number is the same thing.
final class Things {
  static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");
  static final ChannelId TELEGRAM = new ChannelId("telegram");
  static final Place CHAT = Place.chat(TELEGRAM, "-100");
  static final Place THREAD = new Place(TELEGRAM, "-100", "7");
  static final Place OTHER_CHAT = Place.chat(TELEGRAM, "-200");

  static final Traits TRAITS =
      new Traits(4096, 8, 1, 2, Traits.Threads.NONE, Set.of(), Rate.UNLIMITED);
  static final long FREE_BYTES = 1L << 40;
  static final Surroundings SURROUNDINGS =
      new Surroundings(_ -> TRAITS, () -> FREE_BYTES, () -> AT);

  private Things() {}

  static Instant minute(int number) {
    return AT.plus(Duration.ofMinutes(number));
  }

  static Inbound.Said said(int number) {
    return said(number, CHAT);
  }

  static Inbound.Said said(int number, Place place) {
    return new Inbound.Said(
        "update-" + number,
        sender("111"),
        new MessageRef(place, "m" + number),
        null,
        "words " + number,
        List.of(),
        Inbound.Reach.PRIVATE,
        Set.of(),
        Duration.ZERO);
  }

  static Sender sender(String user) {
    return new Sender(TELEGRAM, user, "Somebody");
  }

  static MessageRef message(int number) {
    return new MessageRef(CHAT, "m" + number);
  }

  static SessionId sessionId(int number) {
    return new SessionId(new UUID((long) number << 32, number));
  }

  static Session session(int number, State state) {
    return session(number, state, "ana", CHAT, false, AT);
  }

  static Session session(
      int number, State state, String person, Place place, boolean live, Instant since) {
    var id = sessionId(number);
    return new Session(
        id,
        new Session.Origin("name " + number, "do it", AgentKind.DEMO, person, place, null, AT),
        new Session.Workplace("shop", null, "", "", ""),
        state,
        since,
        new Session.Run(1, live, false, Cursor.startOf(1), id.toString(), List.of()),
        new Session.Turn("", "", "", null, "", List.of(), AT, null),
        new Session.Tally(0, 0, 0, Duration.ZERO),
        null);
  }

  static Session atIncarnation(int number, int incarnation) {
    var session = session(number, State.WORKING);
    var run = session.run();
    return session.with(
        new Session.Run(
            incarnation,
            true,
            false,
            Cursor.startOf(incarnation),
            run.conversation(),
            run.restarts()));
  }

  static Prompt prompt(int number, int session, Prompt.Stage stage) {
    return new Prompt(
        new InputId(new UUID(1, number)),
        sessionId(session),
        "prompt " + number,
        "ana",
        message(number),
        List.of(),
        stage,
        0,
        AT);
  }

  static Request request(int number, int session, Request.@Nullable Settled settled) {
    return new Request(
        new UUID(2, number),
        sessionId(session),
        1,
        new AgentEvent.AskedPermission(
            "r" + number, "t", "Bash", "{}", "hash", "ls", null, null, List.of()),
        AT,
        List.of(),
        null,
        settled);
  }

  static Request.Settled settled(Request.How how, boolean seen) {
    return new Request.Settled(
        how, "ana", AT, "Allowed once", new Request.Verdict.Allow(List.of()), seen);
  }

  static CardId cardId(int number) {
    return new CardId(new UUID(3, number));
  }

  static WantedCard card(int number, long revision) {
    return card(number, revision, WantedCard.Kind.STATUS, CHAT, null);
  }

  static WantedCard card(
      int number, long revision, WantedCard.Kind kind, Place place, @Nullable SessionId session) {
    var card =
        new Card(
            cardId(number),
            revision,
            Tone.PLAIN,
            List.of(new Block.Text("card " + number + " revision " + revision)),
            List.of());
    boolean rings = kind == WantedCard.Kind.REQUEST;
    return new WantedCard(card, kind, place, session, null, rings, null);
  }

  static Effect.Send send(int session, int incarnation, int number, boolean urgent) {
    return new Effect.Send(
        sessionId(session),
        incarnation,
        new InputId(new UUID(1, number)),
        new AgentInput.Prompt("prompt " + number, false),
        urgent);
  }

  /// Eleven bytes for a number of one digit.
  static InputLine line(Effect.Send send) {
    return new InputLine(
        send.input(),
        ("{\"input\":" + send.input().value().getLeastSignificantBits() + "}\n").getBytes(UTF_8));
  }

  static Decision decide(Change... changes) {
    return new Decision(List.of(changes), List.of(), List.of());
  }

  static Decision want(WantedCard... cards) {
    return new Decision(List.of(), List.of(), Arrays.asList(cards));
  }

  static Decision effects(Effect... effects) {
    return new Decision(List.of(), List.of(effects), List.of());
  }

  /// What came in and no step has finished, of all conversations, in the order of arrival.
  static List<Received> waiting(Reads reads, int atMost) {
    return reads.waitingLanes().stream()
        .flatMap(lane -> reads.waiting(lane, atMost).stream())
        .sorted(Comparator.comparingLong(Received::id))
        .limit(atMost)
        .toList();
  }
}
