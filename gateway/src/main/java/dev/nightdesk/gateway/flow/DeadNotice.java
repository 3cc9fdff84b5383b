package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.DeskView;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.Ids;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.gateway.store.Dead;
import dev.nightdesk.sessions.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells people that something of theirs was put aside: nobody known is met with silence, and no
/// stranger with words.
final class DeadNotice {
  /// Of many that are told of together.
  static final int UNREAD_NAMED = 10;

  private DeadNotice() {}

  static Decision about(DeskView now, Happening what, long number, Ids ids) {
    return switch (what) {
      case Happening.Came came -> fromPerson(now, came.inbound(), number, ids);
      case Happening.Line line -> inSession(now, line.session(), number, ids);
      case Happening.Lines lines -> inSession(now, lines.session(), number, ids);
      case Happening.Overdue overdue -> inSession(now, overdue.line().session(), number, ids);
      case Happening.Ended ended -> ofEffect(now, ended.effect(), number, ids);
      case Happening.LostQuestion lost -> inSession(now, lost.session(), number, ids);
      case Happening.Unshown unshown -> inSession(now, unshown.session(), number, ids);
      case Happening.Tick _,
          Happening.Opened _,
          Happening.Rebooted _,
          Happening.Stray _,
          Happening.PlaceLost _ ->
          Decision.NOTHING;
    };
  }

  /// For the owners, whatever it is about: whose it was cannot be read.
  static Decision aboutUnread(DeskView now, List<Dead> dead, Ids ids) {
    String first = Long.toString(dead.getFirst().id());
    var blocks = new ArrayList<Block>();
    blocks.add(
        new Block.Text(
            "In my database I found what I cannot read any more: it was damaged, or another version"
                + " wrote it. I put it aside and went on without it:\n"
                + dead.stream()
                    .limit(UNREAD_NAMED)
                    .map(letter -> "- dead letter %d: %s".formatted(letter.id(), words(letter)))
                    .collect(Collectors.joining("\n"))
                + (dead.size() > UNREAD_NAMED
                    ? "\n- and %d more".formatted(dead.size() - UNREAD_NAMED)
                    : "")));
    blocks.add(
        new Block.Note(
            "The agent of a session that is named here was ended. If a session hangs, /stop it and"
                + " reply to go on. At the desk: `nightdesk dead list` shows all, `nightdesk dead retry "
                + first
                + "` puts one back that a newer version can read."));
    var cards =
        now.owners().stream()
            .flatMap(owner -> now.privatePlaceOf(owner).stream())
            .map(place -> wanted(blocks, place, ids))
            .toList();
    return new Decision(List.of(), List.of(), cards);
  }

  private static String words(Dead letter) {
    return switch (letter.what()) {
      case Dead.What.Unread(String words) -> words;
      case Dead.What.Undecided(Happening what) -> what.getClass().getSimpleName();
    };
  }

  private static WantedCard wanted(List<Block> blocks, Place place, Ids ids) {
    var card = new Card(new CardId(ids.next()), 1, Tone.BAD, blocks, List.of());
    return new WantedCard(card, WantedCard.Kind.REPLY, place, null, null, false, null);
  }

  private static Decision fromPerson(DeskView now, Inbound inbound, long number, Ids ids) {
    return switch (inbound) {
      case Inbound.Said said -> answer(now, said.from(), said.message(), number, ids);
      case Inbound.Pressed pressed -> answer(now, pressed.from(), pressed.message(), number, ids);
      case Inbound.Visited _,
          Inbound.Edited _,
          Inbound.Moved _,
          Inbound.Left _,
          Inbound.Garbled _ ->
          Decision.NOTHING;
    };
  }

  private static Decision answer(
      DeskView now, Sender from, MessageRef message, long number, Ids ids) {
    return now.person(from).isEmpty()
        ? Decision.NOTHING
        : card(
            message.place(),
            null,
            message,
            "I could not deal with that: a fault of mine, not of yours.",
            number,
            ids);
  }

  private static Decision ofEffect(DeskView now, Effect effect, long number, Ids ids) {
    if (effect instanceof Effect.Transcribe(Inbound.Said said, CardId _)) {
      return answer(now, said.from(), said.message(), number, ids);
    }
    return sessionOf(effect)
        .map(session -> inSession(now, session, number, ids))
        .orElse(Decision.NOTHING);
  }

  private static Optional<SessionId> sessionOf(Effect effect) {
    return switch (effect) {
      case Effect.Launch it -> Optional.of(it.session());
      case Effect.Send it -> Optional.of(it.session());
      case Effect.End it -> Optional.of(it.session());
      case Effect.Fetch it -> Optional.of(it.session());
      case Effect.Survey it -> Optional.of(it.session());
      case Effect.SendDiff it -> Optional.of(it.session());
      case Effect.SendFile it -> Optional.of(it.session());
      case Effect.SendText it -> Optional.of(it.session());
      case Effect.OpenThread it -> Optional.of(it.session());
      case Effect.Whisper _, Effect.Receipt _, Effect.Transcribe _ -> Optional.empty();
    };
  }

  private static Decision inSession(DeskView now, SessionId session, long number, Ids ids) {
    return now.session(session)
        .map(known ->
            card(
                known.origin().place(),
                session,
                known.origin().message(),
                told(known),
                number,
                ids))
        .orElse(Decision.NOTHING);
  }

  private static String told(Session session) {
    String what = "Session " + session.shortId() + " told something I could not deal with; ";
    return what + (session.run().live() ? "it goes on." : "its agent has ended. Reply to go on.");
  }

  private static Decision card(
      Place place,
      @Nullable SessionId session,
      @Nullable MessageRef replyTo,
      String words,
      long number,
      Ids ids) {
    var next =
        "It is kept as dead letter %d. At the desk: `nightdesk dead list` shows why, `nightdesk dead retry %d` tries again."
            .formatted(number, number);
    var card =
        new Card(
            new CardId(ids.next()),
            1,
            Tone.BAD,
            List.of(new Block.Text(words), new Block.Note(next)),
            List.of());
    var wanted = new WantedCard(card, WantedCard.Kind.REPLY, place, session, null, false, replyTo);
    return new Decision(List.of(), List.of(), List.of(wanted));
  }
}
