package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known, kept in memory: applies decisions as the store does, and shows every card at
/// once.
final class MemoryView implements DeskView {
  private static final int MAX_CARDS = 50;

  final Map<SessionId, Session> sessions = new LinkedHashMap<>();
  final Map<InputId, Prompt> prompts = new LinkedHashMap<>();
  final Map<UUID, Request> requests = new LinkedHashMap<>();
  final Map<CardId, WantedCard> cards = new LinkedHashMap<>();
  final Map<CardId, MessageRef> messages = new HashMap<>();
  final List<Change.Audit> audit = new ArrayList<>();
  final Map<ChannelId, Traits> traits = new HashMap<>();
  final Map<Sender, Person> people = new LinkedHashMap<>();
  final Set<String> configured = new LinkedHashSet<>();
  final Set<Capture> captures = new LinkedHashSet<>();
  long freeDiskBytes = Long.MAX_VALUE;

  /// Every decision, in order.
  final List<Decision> applied = new ArrayList<>();

  private final Map<String, Action> actions = new HashMap<>();
  private final Map<MessageRef, SessionId> links = new HashMap<>();
  private final Map<MessageRef, CardId> copies = new HashMap<>();
  private final Map<Place, SessionId> bindings = new HashMap<>();
  private final MemoryWatches watches = new MemoryWatches();
  private final Set<Place> enabled = new LinkedHashSet<>();
  private final Set<Place> muted = new LinkedHashSet<>();
  private final Map<String, Place> privatePlaces = new HashMap<>();
  private @Nullable Pairing pairing;
  private final Map<AgentKind, Limit> limits = new HashMap<>();
  private int shown;

  /// Tokens of buttons there were.
  Set<String> tokens() {
    return Set.copyOf(actions.keySet());
  }

  /// People's messages that belong to a session.
  Set<MessageRef> linked() {
    return Set.copyOf(links.keySet());
  }

  void apply(Decision decision) {
    applied.add(decision);
    decision.changes().forEach(this::apply);
    for (WantedCard wanted : decision.cards()) {
      cards.put(wanted.card().id(), wanted);
      messages.computeIfAbsent(
          wanted.card().id(), _ -> new MessageRef(wanted.place(), "shown-" + ++shown));
    }
  }

  private void apply(Change change) {
    switch (change) {
      case Change.PutSession put -> sessions.put(put.session().id(), put.session());
      case Change.PutPrompt put -> prompts.put(put.prompt().id(), put.prompt());
      case Change.PutRequest put -> requests.put(put.request().id(), put.request());
      case Change.PutAction put -> actions.putIfAbsent(put.token(), put.action());
      case Change.PutCapture put -> captures.add(put.capture());
      case Change.DropCapture drop -> captures.remove(drop.capture());
      case Change.Bind(Place place, SessionId session) -> bind(place, session);
      case Change.Watch watch -> watches.put(watch);
      case Change.EnablePlace put -> toggle(enabled, put.place(), put.enabled());
      case Change.Meet meet -> privatePlaces.put(meet.person(), meet.privatePlace());
      case Change.MutePlace mute -> mute(mute.place(), mute.muted());
      case Change.MovePlace move -> move(new Relocation(move.from(), move.to()));
      case Change.AddPerson add -> people.put(identity(add.identity()), add.person());
      case Change.DropPerson(String person) -> drop(person);
      case Change.PutPairing put -> pairing = put.pairing();
      case Change.PutLimit put -> put(put.agent(), put.limit());
      case Change.LinkMessage link -> link(link);
      case Change.Audit row -> audit.add(row);
    }
  }

  private void put(AgentKind agent, @Nullable Limit limit) {
    if (limit == null) {
      limits.remove(agent);
    } else {
      limits.put(agent, limit);
    }
  }

  private void drop(String person) {
    if (configured.contains(person)) {
      return;
    }
    people.values().removeIf(it -> it.name().equals(person));
    var place = privatePlaces.remove(person);
    if (place != null
        && !privatePlaces.containsValue(place)
        && people.keySet().stream()
            .noneMatch(
                it -> it.channel().equals(place.channel()) && it.user().equals(place.chat()))) {
      muted.add(place.wholeChat());
    }
  }

  private void link(Change.LinkMessage link) {
    links.put(key(link.message()), link.session());
    if (link.card() != null) {
      copies.put(key(link.message()), link.card());
    }
  }

  private void bind(Place place, @Nullable SessionId session) {
    if (session == null) {
      bindings.remove(place);
    } else {
      bindings.put(place, session);
    }
  }

  /// Who is heard in a thread proves that its chat is there too.
  private void mute(Place place, boolean mute) {
    toggle(muted, place, mute);
    if (!mute) {
      muted.remove(place.wholeChat());
    }
  }

  private static void toggle(Set<Place> places, Place place, boolean in) {
    if (in) {
      places.add(place);
    } else {
      places.remove(place);
    }
  }

  private void move(Relocation relocation) {
    sessions.replaceAll((_, session) -> {
      var origin = session.origin();
      return session.with(origin.at(relocation.of(origin.place())));
    });
    cards.replaceAll((_, wanted) -> relocation.of(wanted));
    messages.replaceAll((_, ref) -> new MessageRef(relocation.of(ref.place()), ref.message()));
    relocation.moveKeys(bindings);
    relocation.moveAll(enabled);
    relocation.moveAll(muted);
    privatePlaces.replaceAll((_, place) -> relocation.of(place));
  }

  /// Forgets where a card is shown, as when the answer of its create was cut off.
  void losePlaceOf(CardId card) {
    messages.remove(card);
  }

  /// Message ids are unique within a chat; threads do not matter.
  private static MessageRef key(MessageRef message) {
    return new MessageRef(message.place().wholeChat(), message.message());
  }

  private static Sender identity(Sender sender) {
    return new Sender(sender.channel(), sender.user(), "");
  }

  private List<Session> newestFirst(Predicate<Session> wanted) {
    return sessions.values().stream().filter(wanted).toList().reversed();
  }

  @Override
  public Optional<Session> session(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }

  @Override
  public List<Session> sessionsLike(String prefix) {
    return newestFirst(it -> it.id().toString().startsWith(prefix)).stream().limit(2).toList();
  }

  @Override
  public List<Session> board(int atMost) {
    var kept = new HashSet<>(newestFirst(it -> !it.state().isOver()));
    newestFirst(it -> it.state() == State.FAILED).stream().limit(atMost).forEach(kept::add);
    newestFirst(it -> it.state().isOver() && it.state() != State.FAILED).stream()
        .limit(atMost)
        .forEach(kept::add);
    return newestFirst(kept::contains);
  }

  @Override
  public Map<State, Integer> sessionCounts() {
    return sessions.values().stream()
        .collect(Collectors.toMap(Session::state, _ -> 1, Integer::sum));
  }

  @Override
  public int liveSessions() {
    return Math.toIntExact(sessions.values().stream().filter(Draft::counts).count());
  }

  @Override
  public List<SessionId> waitingSessions() {
    return sessions.values().stream()
        .filter(it -> it.state() == State.QUEUED)
        .sorted(Comparator.comparing(Session::since))
        .map(Session::id)
        .toList();
  }

  @Override
  public List<Session> tended() {
    return sessions.values().stream()
        .filter(it -> it.run().live() || !it.state().isOver())
        .toList();
  }

  @Override
  public Optional<Session> newestIn(Place chat, String person) {
    return newestFirst(it ->
            it.origin().place().wholeChat().equals(chat) && it.origin().person().equals(person))
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Session> newestIn(Place chat) {
    return newestFirst(it -> it.origin().place().wholeChat().equals(chat)).stream().findFirst();
  }

  @Override
  public Optional<Session> sessionBefore(Session session) {
    var chat = session.origin().place().wholeChat();
    var older = new ArrayList<Session>();
    for (Session other : sessions.values()) {
      if (other.id().equals(session.id())) {
        break;
      }
      older.add(other);
    }
    return older.reversed().stream()
        .filter(it -> it.origin().place().wholeChat().equals(chat))
        .filter(it -> it.origin().person().equals(session.origin().person()))
        .findFirst();
  }

  @Override
  public Optional<SessionId> sessionOf(MessageRef message) {
    return Optional.ofNullable(links.get(key(message)))
        .or(() -> cardAt(message).flatMap(it -> Optional.ofNullable(it.session())));
  }

  @Override
  public Optional<SessionId> bound(Place place) {
    return Optional.ofNullable(bindings.get(place));
  }

  @Override
  public List<Prompt> openPrompts(SessionId session) {
    return prompts.values().stream()
        .filter(it -> it.session().equals(session) && it.stage().isOpen())
        .toList();
  }

  @Override
  public Optional<Prompt> prompt(InputId id) {
    return Optional.ofNullable(prompts.get(id));
  }

  @Override
  public Optional<Request> request(UUID id) {
    return Optional.ofNullable(requests.get(id));
  }

  @Override
  public List<Request> openRequests(SessionId session) {
    return requests.values().stream()
        .filter(it -> it.session().equals(session) && it.isOpen())
        .toList();
  }

  @Override
  public List<Request> unseenVerdicts(SessionId session) {
    return requests.values().stream()
        .filter(it -> it.session().equals(session))
        .filter(Request::isUnseen)
        .toList();
  }

  @Override
  public Optional<Action> action(String token) {
    return Optional.ofNullable(actions.get(token));
  }

  @Override
  public List<WantedCard> cards(SessionId session) {
    var all = cards.values().stream().filter(it -> session.equals(it.session())).toList();
    var newest = all.subList(Math.max(0, all.size() - MAX_CARDS), all.size());
    return Stream.concat(
            all.stream().limit(all.size() - newest.size()).filter(MemoryView::hasButtons),
            newest.stream())
        .toList();
  }

  @Override
  public Optional<WantedCard> newestCard(SessionId session, Set<WantedCard.Kind> kinds) {
    return cards.values().stream()
        .filter(it -> session.equals(it.session()) && kinds.contains(it.kind()))
        .filter(WantedCard::isOriginal)
        .reduce((_, newest) -> newest);
  }

  @Override
  public List<WantedCard> cardsWithButtons(SessionId session) {
    return cards.values().stream()
        .filter(it -> session.equals(it.session()) && hasButtons(it))
        .toList();
  }

  private static boolean hasButtons(WantedCard wanted) {
    return !wanted.card().buttons().isEmpty();
  }

  @Override
  public boolean isPrivatePlaceOf(String person, Place place) {
    return place.equals(privatePlaces.get(person));
  }

  @Override
  public List<Place> watchers(SessionId session) {
    return watches.of(session, this);
  }

  @Override
  public Optional<WantedCard> card(CardId id) {
    return Optional.ofNullable(cards.get(id));
  }

  @Override
  public Optional<WantedCard> cardAt(MessageRef message) {
    return messages.entrySet().stream()
        .filter(it -> key(it.getValue()).equals(key(message)))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(() -> Optional.ofNullable(copies.get(key(message))))
        .flatMap(it -> Optional.ofNullable(cards.get(it)));
  }

  @Override
  public List<Capture> captures(Place place) {
    return captures.stream().filter(it -> it.place().equals(place)).toList();
  }

  @Override
  public Optional<Person> person(Sender sender) {
    return Optional.ofNullable(people.get(identity(sender)));
  }

  @Override
  public boolean isConfigured(String person) {
    return configured.contains(person);
  }

  @Override
  public boolean hasOwner() {
    return people.values().stream().anyMatch(it -> it.may(Role.Right.GOVERN));
  }

  @Override
  public Optional<Limit> limit(AgentKind agent) {
    return Optional.ofNullable(limits.get(agent));
  }

  @Override
  public Optional<Pairing> pairing() {
    return Optional.ofNullable(pairing);
  }

  @Override
  public boolean isEnabled(Place chat) {
    return enabled.contains(chat);
  }

  @Override
  public boolean isMuted(Place place) {
    return muted.contains(place) || muted.contains(place.wholeChat());
  }

  @Override
  public Optional<Place> privatePlaceOf(String person) {
    return Optional.ofNullable(privatePlaces.get(person));
  }

  @Override
  public List<Person> everybody() {
    return people.values().stream().distinct().sorted(Comparator.comparing(Person::name)).toList();
  }

  @Override
  public List<String> owners() {
    return people.values().stream()
        .filter(it -> it.may(Role.Right.GOVERN))
        .map(Person::name)
        .distinct()
        .toList();
  }

  @Override
  public Optional<Instant> lastStranger(Sender sender) {
    return audit.stream()
        .filter(it -> it.who().equals("stranger"))
        .filter(it -> it.subject().equals(sender.channel() + ":" + sender.user()))
        .map(Change.Audit::at)
        .max(Comparator.naturalOrder());
  }

  @Override
  public Traits traits(Place place) {
    return traits.getOrDefault(place.channel(), World.TRAITS);
  }

  @Override
  public long freeDiskBytes() {
    return freeDiskBytes;
  }
}
