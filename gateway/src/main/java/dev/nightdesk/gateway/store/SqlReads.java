package dev.nightdesk.gateway.store;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.desk.Action;
import dev.nightdesk.gateway.desk.Capture;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Limit;
import dev.nightdesk.gateway.desk.Pairing;
import dev.nightdesk.gateway.desk.Person;
import dev.nightdesk.gateway.desk.Prompt;
import dev.nightdesk.gateway.desk.Request;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Answers from one connection's tables. Which table answers what is all it knows.
sealed class SqlReads implements Reads permits SqlTx {
  final Handle handle;
  final SessionRows sessions;
  final CardRows cards;
  final PlaceRows places;
  final PeopleRows people;
  final InboxRows inbox;
  final OutboxRows outbox;
  final BookRows books;
  final HeardRows heard;
  final Recall recall;
  final AsideRows aside;
  private final Surroundings surroundings;

  SqlReads(Handle handle, Recall recall, Surroundings surroundings) {
    this.handle = handle;
    this.recall = recall;
    this.surroundings = surroundings;
    sessions = new SessionRows(handle, recall);
    cards = new CardRows(handle, recall);
    places = new PlaceRows(handle, recall);
    people = new PeopleRows(handle, recall);
    inbox = new InboxRows(handle);
    outbox = new OutboxRows(handle);
    books = new BookRows(handle, recall);
    heard = new HeardRows(handle);
    aside = new AsideRows(handle, outbox);
  }

  @Override
  public Optional<Session> session(SessionId id) {
    return sessions.session(id);
  }

  @Override
  public List<Session> sessionsLike(String prefix) {
    return sessions.like(prefix, 2);
  }

  @Override
  public List<Session> board(int atMost) {
    return sessions.board(atMost);
  }

  @Override
  public Map<State, Integer> sessionCounts() {
    return sessions.counts();
  }

  @Override
  public int liveSessions() {
    return sessions.live();
  }

  @Override
  public List<SessionId> waitingSessions() {
    return sessions.waiting();
  }

  @Override
  public List<Session> tended() {
    return sessions.tended();
  }

  @Override
  public Optional<Session> newestIn(Place chat, String person) {
    return sessions.newestIn(chat, person);
  }

  @Override
  public Optional<Session> newestIn(Place chat) {
    return sessions.newestIn(chat);
  }

  @Override
  public Optional<Session> sessionBefore(Session session) {
    return sessions.before(session);
  }

  @Override
  public Optional<SessionId> sessionOf(MessageRef message) {
    return cards.sessionOf(message);
  }

  @Override
  public Optional<SessionId> bound(Place place) {
    return places.bound(place);
  }

  @Override
  public List<Prompt> openPrompts(SessionId session) {
    return sessions.openPrompts(session);
  }

  @Override
  public Optional<Prompt> prompt(InputId id) {
    return sessions.prompt(id);
  }

  @Override
  public Optional<Request> request(UUID id) {
    return sessions.request(id);
  }

  @Override
  public List<Request> openRequests(SessionId session) {
    return sessions.openRequests(session);
  }

  @Override
  public List<Request> unseenVerdicts(SessionId session) {
    return sessions.unseenVerdicts(session);
  }

  @Override
  public Optional<Action> action(String token) {
    return sessions.action(token);
  }

  @Override
  public List<WantedCard> cards(SessionId session) {
    return cards.cards(session);
  }

  @Override
  public Optional<WantedCard> newestCard(SessionId session, Set<WantedCard.Kind> kinds) {
    return cards.newest(session, kinds);
  }

  @Override
  public List<WantedCard> cardsWithButtons(SessionId session) {
    return cards.withButtons(session);
  }

  @Override
  public Optional<WantedCard> cardAt(MessageRef message) {
    return cards.cardAt(message);
  }

  @Override
  public List<Capture> captures(Place place) {
    return places.captures(place);
  }

  @Override
  public Optional<Person> person(Sender sender) {
    return people.person(sender);
  }

  @Override
  public boolean isConfigured(String person) {
    return people.isConfigured(person);
  }

  @Override
  public boolean hasOwner() {
    return people.hasOwner();
  }

  @Override
  public Optional<Pairing> pairing() {
    return people.pairing();
  }

  @Override
  public boolean isEnabled(Place chat) {
    return places.isEnabled(chat);
  }

  @Override
  public boolean isMuted(Place place) {
    return places.isMuted(place);
  }

  @Override
  public Optional<Place> privatePlaceOf(String person) {
    return places.privatePlaceOf(person);
  }

  @Override
  public List<Person> everybody() {
    return people.persons();
  }

  @Override
  public List<String> owners() {
    return people.owners();
  }

  @Override
  public Optional<Instant> lastStranger(Sender sender) {
    return books.lastStranger(sender);
  }

  @Override
  public Optional<Limit> limit(AgentKind agent) {
    return books.limit(agent);
  }

  @Override
  public Traits traits(Place place) {
    return surroundings.traits().apply(place);
  }

  @Override
  public long freeDiskBytes() {
    return surroundings.freeDiskBytes().getAsLong();
  }

  @Override
  public List<Received> waiting(String lane, int atMost) {
    return inbox.waiting(lane, atMost);
  }

  @Override
  public Optional<Received> waiting(long id) {
    return inbox.waiting(id);
  }

  @Override
  public long newestMessage() {
    return inbox.newest();
  }

  @Override
  public long newestEffect() {
    return outbox.newest();
  }

  @Override
  public List<String> waitingLanes() {
    return inbox.waitingLanes();
  }

  @Override
  public Optional<Outgoing> nextOutgoing(String lane, Instant now) {
    return outbox.next(lane, now);
  }

  @Override
  public List<String> lanesWithWork(Instant now) {
    return outbox.lanesWithWork(now);
  }

  @Override
  public List<Place> placesToShow(Instant now) {
    return cards.placesToShow(now);
  }

  @Override
  public List<Showing> toShow(Place place, Instant now, int atMost) {
    return cards.toShow(place, now, atMost);
  }

  @Override
  public List<Dead> dead(int atMost) {
    return inbox.dead(atMost);
  }

  @Override
  public List<Dead> untold(int atMost) {
    return inbox.untold(atMost);
  }

  @Override
  public List<Change.Audit> audit(int atMost) {
    return books.audit(atMost);
  }

  @Override
  public List<InputId> finishedPrompts(SessionId session, int atMost) {
    return sessions.finishedPrompts(session, atMost);
  }

  @Override
  public List<KnownPerson> people() {
    return people.everybody();
  }

  @Override
  public Optional<String> remembered(String key) {
    return books.remembered(key);
  }

  @Override
  public Counts counts() {
    return new Counts(
        inbox.waitingCount(),
        outbox.count(),
        cards.behind(),
        inbox.deadCount(),
        sessions.byState());
  }

  @Override
  public boolean isPrivatePlaceOf(String person, Place place) {
    return places.isPrivate(place, person);
  }

  @Override
  public List<Place> watchers(SessionId session) {
    return places.watchers(session);
  }

  @Override
  public Optional<WantedCard> card(CardId id) {
    return cards.card(id);
  }

  @Override
  public Optional<MessageRef> messageOf(CardId card) {
    return cards.messageOf(card);
  }

  @Override
  public Set<String> usersOf(String person, ChannelId channel) {
    return people.usersOf(person, channel);
  }

  @Override
  public List<MessageRef> unread(ChannelId channel) {
    return heard.unread(channel, Store.MOST_HEARD);
  }

  Instant now() {
    return surroundings.clock().instant();
  }
}
