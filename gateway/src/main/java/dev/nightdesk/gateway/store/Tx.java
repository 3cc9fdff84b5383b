package dev.nightdesk.gateway.store;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.sessions.InputLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One transaction: what it writes it also reads, and all of it is kept or nothing. Lent to a job
/// by [Store#write] and used only inside it, on its thread.
public interface Tx extends Reads {
  /// Takes something in. Idempotent by channel and source id (DISP-22).
  ///
  /// @return what waits now; empty when it was taken before, and nothing changed then
  Optional<Received> receive(Inbound inbound, Instant at);

  /// The step for it is done. Its id is remembered for [Store#DEDUPE_FOR], its content for
  /// [Store#KEEP_CONTENT_FOR]. Idempotent.
  void finish(long inboxId, Instant at);

  /// Writes what a step decided: the changes in their order, then cards, then effects. An older
  /// revision of a card never replaces a newer one.
  ///
  /// @param encoder the exact bytes of an input; the same input always gives the same bytes
  void apply(Decision decision, Instant at, Function<Effect.Send, InputLine> encoder);

  /// Begins with an effect. For an [Effect.Send] this fixes its place in its incarnation's journal.
  /// Idempotent: a second claim gives the same place.
  ///
  /// @throws java.util.NoSuchElementException when it is done or dropped
  Outgoing claim(long outboxId);

  /// What to do next in a lane ([Reads#nextOutgoing]), begun with as by [#claim] if it is a line
  /// that can still be written.
  Optional<Outgoing> take(String lane, Instant now);

  /// It is done: the row goes, and for an [Effect.Send] the journal is longer by its line.
  /// Idempotent.
  void done(long outboxId);

  /// Nothing came of it now; its lane waits for it.
  ///
  /// @param why for the log and for people who look
  /// @param tried whether it counts as a failure; waiting for leave to try does not
  void postpone(long outboxId, Instant until, String why, boolean tried);

  /// It will never be done: the row goes, and the journal is as long as before. Idempotent.
  void drop(long outboxId);

  /// The revision is on the screen there. Never goes back: an older revision than the known one
  /// only tells the message. A reply to the message finds the card and its session from now on.
  void shown(CardId card, long revision, MessageRef at, Instant when);

  /// The card's message is no more: it is shown anew with its next revision.
  void messageGone(CardId card);

  /// Nothing came of it now: not again before that time, also not with a newer revision.
  void postponeCard(CardId card, Instant until);

  /// Nothing that is put off waits longer than until then: for a start, as the wall clock may have
  /// been set back while nobody counted. Idempotent.
  void hasten(Instant latest);

  /// That revision will never be taken as it is; a newer one may, also one wanted by now.
  void refusedCard(CardId card, long revision, String why);

  /// Puts a happening that failed too often aside: what came in is finished, and a journal line is
  /// passed, so that its session goes on behind it.
  ///
  /// @param raw a journal line's text, else empty; cut at [Dead#MAX_RAW]
  /// @param stack cut at [Dead#MAX_STACK]
  /// @return the dead letter's number
  long bury(Happening happening, String raw, String stack, Instant at);

  /// Takes a dead letter off the list to be tried again.
  Dead.Retry retryDead(long deadId, Instant at);

  /// Somebody was told of a dead letter. Idempotent.
  void told(long deadId);

  /// Throws a dead letter away.
  ///
  /// @return false when there is none with that number
  boolean dropDead(long deadId);

  /// Makes the list what the config says, and keeps those who joined by pairing. Where both know a
  /// name or an id, the config wins.
  ///
  /// @param configured everybody the config names
  void syncPeople(List<KnownPerson> configured);

  /// What is said from now on in a channel may be missed: each place people are to be heard in, and
  /// were within [Store#HEARD_LATELY], is to be read from its newest message on. Where that is so
  /// already, from where it was. Idempotent.
  void lost(ChannelId channel);

  /// Nothing more is to be read in a place. Idempotent.
  void caughtUp(Place place);

  /// Who we are in a channel from now on. For another account than before, ids of messages and of
  /// what comes in begin anew: what is known of the old ones is forgotten, and questions that are
  /// open are shown again. For a start, before anything else. Idempotent.
  ///
  /// @param account what the channel knows us by, for ever the same
  void actAs(ChannelId channel, String account);

  /// Keeps a word under a key, over restarts.
  void remember(String key, String value);

  /// What is noted as tried and not as done, with how many gateways died at it.
  ///
  /// @param died whether the last gateway died: what it tried then counts once more; else all is
  ///   forgotten
  Map<String, Integer> trials(boolean died);

  /// Something is about to be tried at which an earlier gateway may have died. Idempotent.
  void trying(String what);

  /// It was tried, and we live. Idempotent.
  void tried(String what);

  /// Forgets what is older than its time, at most [Store#SWEEP_AT_ONCE] rows of each kind, so that
  /// no step waits long for it.
  ///
  /// @return how many rows changed; call again soon when it is not 0
  int sweep(Instant now);
}
