package dev.nightdesk.gateway.store;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.sessions.InputLine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Writes to one connection's tables.
final class SqlTx extends SqlReads implements Tx {
  SqlTx(Handle handle, Recall recall, Surroundings surroundings) {
    super(handle, recall, surroundings);
  }

  @Override
  public Optional<Received> receive(Inbound inbound, Instant at) {
    var received = inbox.receive(inbound, at);
    if (received.isPresent()
        && inbound instanceof Inbound.Said said
        && traits(said.place()).can(Traits.Feature.CATCHES_UP)) {
      heard.note(said, at);
    }
    return received;
  }

  @Override
  public void finish(long inboxId, Instant at) {
    inbox.finish(inboxId, at);
  }

  @Override
  public void apply(Decision decision, Instant at, Function<Effect.Send, InputLine> encoder) {
    decision.changes().forEach(this::apply);
    decision.cards().forEach(card -> cards.want(card, at));
    decision.effects().forEach(effect -> outbox.add(effect, at, encoder));
  }

  private void apply(Change change) {
    switch (change) {
      case Change.PutSession(var session) -> sessions.put(session);
      case Change.PutPrompt(var prompt) -> sessions.put(prompt);
      case Change.PutRequest(var request) -> sessions.put(request);
      case Change.PutAction(var token, var action) -> sessions.put(token, action);
      case Change.PutCapture(var capture) -> places.put(capture);
      case Change.DropCapture(var capture) -> places.drop(capture);
      case Change.Bind(var place, var session) -> places.bind(place, session);
      case Change.Watch(var session, var place, var person) -> places.watch(session, place, person);
      case Change.EnablePlace(var place, var enabled, var by) -> places.enable(place, enabled, by);
      case Change.Meet(var person, var place) -> places.meet(person, place);
      case Change.MutePlace(var place, var muted) -> places.mute(place, muted);
      case Change.MovePlace(var from, var to) -> {
        new Relocation(handle, from, to).run();
        recall.forget();
      }
      case Change.AddPerson(var person, var identity) -> people.add(person, identity);
      case Change.DropPerson(var person) -> people.drop(person);
      case Change.PutPairing(var pairing) -> people.put(pairing);
      case Change.PutLimit(var agent, var limit) -> books.put(agent, limit);
      case Change.LinkMessage(var message, var session, var card) ->
          cards.link(message, session, card);
      case Change.Audit audit -> books.add(audit);
    }
  }

  @Override
  public Outgoing claim(long outboxId) {
    return outbox.claim(outboxId);
  }

  @Override
  public Optional<Outgoing> take(String lane, Instant now) {
    return nextOutgoing(lane, now).map(row -> row.isUnclaimedLine() ? outbox.claim(row) : row);
  }

  @Override
  public void done(long outboxId) {
    outbox.done(outboxId);
  }

  @Override
  public void postpone(long outboxId, Instant until, String why, boolean tried) {
    outbox.postpone(outboxId, until, why, tried);
  }

  @Override
  public void drop(long outboxId) {
    outbox.drop(outboxId);
  }

  @Override
  public void shown(CardId card, long revision, MessageRef at, Instant when) {
    cards.shown(card, revision, at, when);
  }

  @Override
  public void messageGone(CardId card) {
    cards.messageGone(card);
  }

  @Override
  public void postponeCard(CardId card, Instant until) {
    cards.postpone(card, until);
  }

  @Override
  public void hasten(Instant latest) {
    outbox.hasten(latest);
    cards.hasten(latest);
  }

  @Override
  public void refusedCard(CardId card, long revision, String why) {
    cards.refused(card, revision, why);
  }

  @Override
  public long bury(Happening happening, String raw, String stack, Instant at) {
    if (happening instanceof Happening.Line line) {
      session(line.session())
          .filter(session -> session.run().cursor().compareTo(line.after()) < 0)
          .ifPresent(session -> sessions.put(session.passed(line.after(), at)));
    }
    return inbox.bury(happening, raw, stack, at);
  }

  @Override
  public Dead.Retry retryDead(long deadId, Instant at) {
    // Rows may come back into any table.
    recall.forget();
    return inbox.retry(deadId, at, aside);
  }

  @Override
  public void told(long deadId) {
    inbox.told(deadId);
  }

  /// Takes what cannot be read out of everybody's way.
  void putAside(Unreadable why) {
    recall.forget();
    aside.put(why, now());
  }

  @Override
  public boolean dropDead(long deadId) {
    return inbox.drop(deadId);
  }

  @Override
  public void syncPeople(List<KnownPerson> configured) {
    people.sync(configured);
  }

  @Override
  public void lost(ChannelId channel) {
    heard.lost(channel, now().minus(Store.HEARD_LATELY));
  }

  @Override
  public void caughtUp(Place place) {
    heard.caughtUp(place);
  }

  @Override
  public void actAs(ChannelId channel, String account) {
    String key = "account of " + channel.value();
    var before = books.remembered(key).filter(known -> !known.equals(account));
    if (before.isPresent()) {
      recall.forget();
      inbox.change(channel, before.get(), account);
      cards.forgetMessages(channel);
      heard.forget(channel);
    }
    books.remember(key, account);
  }

  @Override
  public void remember(String key, String value) {
    books.remember(key, value);
  }

  @Override
  public Map<String, Integer> trials(boolean died) {
    return books.trials(died);
  }

  @Override
  public void trying(String what) {
    books.trying(what);
  }

  @Override
  public void tried(String what) {
    books.tried(what);
  }

  @Override
  public int sweep(Instant now) {
    return inbox.sweep(now, Store.SWEEP_AT_ONCE)
        + heard.sweep(now.minus(Store.HEARD_LATELY), Store.SWEEP_AT_ONCE);
  }
}
