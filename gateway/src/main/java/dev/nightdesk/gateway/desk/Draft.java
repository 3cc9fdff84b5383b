package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.text.Excerpt;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A decision in the making: what is known, overlaid with what was decided so far in this step.
/// Lives for one step on one thread.
final class Draft {
  final DeskView view;
  final Instant at;
  final Ids ids;
  final DeskSettings settings;

  // Asked once a step: what is stored does not change meanwhile.
  private final Map<SessionId, Optional<Session>> storedSessions = new HashMap<>();
  private final Map<SessionId, List<Prompt>> storedPrompts = new HashMap<>();
  private final Map<SessionId, List<Request>> storedRequests = new HashMap<>();
  private final Map<MessageRef, Optional<WantedCard>> storedAt = new HashMap<>();
  private @Nullable List<SessionId> storedWaiting;
  private final Map<AgentKind, Optional<Limit>> limits = new HashMap<>();

  private final Map<SessionId, Session> sessions = new LinkedHashMap<>();
  private final Map<InputId, Prompt> prompts = new LinkedHashMap<>();
  private final Map<UUID, Request> requests = new LinkedHashMap<>();
  private final Map<CardId, WantedCard> cards = new LinkedHashMap<>();
  private final Set<CardId> newCards = new LinkedHashSet<>();
  private final Set<Change> changes = new LinkedHashSet<>();
  private final Map<String, Action> actions = new LinkedHashMap<>();
  private final Set<String> knownTokens = new HashSet<>();
  private final List<Effect> effects = new ArrayList<>();

  Draft(DeskView view, Instant at, Ids ids, DeskSettings settings) {
    this.view = view;
    this.at = at;
    this.ids = ids;
    this.settings = settings;
  }

  Decision decision() {
    var all = new ArrayList<Change>();
    sessions.values().forEach(session -> all.add(new Change.PutSession(session)));
    prompts.values().forEach(prompt -> all.add(new Change.PutPrompt(prompt)));
    requests.values().forEach(request -> all.add(new Change.PutRequest(request)));
    all.addAll(changes);
    all.addAll(newActions());
    return new Decision(all, effects, List.copyOf(cards.values()));
  }

  /// What the buttons mean that their cards did not have before.
  private List<Change> newActions() {
    var shown = new HashSet<String>();
    cards.values().forEach(wanted -> shown.addAll(tokens(wanted)));
    shown.removeAll(knownTokens);
    return actions.entrySet().stream()
        .filter(entry -> shown.contains(entry.getKey()))
        .<Change>map(entry -> new Change.PutAction(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<String> tokens(WantedCard wanted) {
    return wanted.card().buttons().stream().map(Button::token).toList();
  }

  // Reading.

  Optional<Session> session(SessionId id) {
    var mine = sessions.get(id);
    return mine != null ? Optional.of(mine) : stored(id);
  }

  private Optional<Session> stored(SessionId id) {
    return storedSessions.computeIfAbsent(id, view::session);
  }

  List<Session> touched() {
    return List.copyOf(sessions.values());
  }

  List<Prompt> openPrompts(SessionId session) {
    return overlay(
        storedPrompts.computeIfAbsent(session, view::openPrompts),
        prompts.values(),
        Prompt::id,
        prompt -> prompt.session().equals(session) && prompt.stage().isOpen(),
        Comparator.comparing(Prompt::at));
  }

  Optional<Prompt> prompt(InputId id) {
    var mine = prompts.get(id);
    return mine != null ? Optional.of(mine) : view.prompt(id);
  }

  Optional<Request> request(UUID id) {
    var mine = requests.get(id);
    return mine != null ? Optional.of(mine) : view.request(id);
  }

  List<Request> openRequests(SessionId session) {
    return overlay(
        storedRequests.computeIfAbsent(session, view::openRequests),
        requests.values(),
        Request::id,
        request -> request.session().equals(session) && request.isOpen(),
        Comparator.comparing(Request::at));
  }

  List<WantedCard> cards(SessionId session) {
    return overlay(
        view.cards(session),
        cards.values(),
        wanted -> wanted.card().id(),
        wanted -> session.equals(wanted.session()),
        (_, _) -> 0);
  }

  /// The stored card whose message this is.
  Optional<WantedCard> cardAt(MessageRef message) {
    return storedAt.computeIfAbsent(message, view::cardAt);
  }

  /// The newest card of a session that is one of these kinds, and no mirror of another.
  Optional<WantedCard> newestCard(SessionId session, Set<Kind> kinds) {
    return newCards.stream()
        .map(cards::get)
        .filter(Objects::nonNull)
        .filter(wanted -> session.equals(wanted.session()) && kinds.contains(wanted.kind()))
        .filter(WantedCard::isOriginal)
        .reduce((_, newest) -> newest)
        .or(() ->
            view.newestCard(session, kinds)
                .map(stored -> cards.getOrDefault(stored.card().id(), stored)));
  }

  List<WantedCard> cardsWithButtons(SessionId session) {
    return overlay(
        view.cardsWithButtons(session),
        cards.values(),
        wanted -> wanted.card().id(),
        wanted -> session.equals(wanted.session()) && !wanted.card().buttons().isEmpty(),
        (_, _) -> 0);
  }

  List<Request> unseenVerdicts(SessionId session) {
    return overlay(
        view.unseenVerdicts(session),
        requests.values(),
        Request::id,
        request -> request.session().equals(session) && request.isUnseen(),
        Comparator.comparing(Request::at));
  }

  int liveSessions() {
    long more = sessions.values().stream().filter(Draft::counts).count();
    long before =
        sessions.keySet().stream().flatMap(id -> stored(id).stream()).filter(Draft::counts).count();
    return Math.toIntExact(view.liveSessions() - before + more);
  }

  /// Who waits for a place, first come first.
  List<SessionId> waiting() {
    var known = storedWaiting == null ? view.waitingSessions() : storedWaiting;
    storedWaiting = known;
    return Stream.concat(
            known.stream(), sessions.keySet().stream().filter(id -> !known.contains(id)))
        .filter(id -> session(id).filter(it -> it.state() == State.QUEUED).isPresent())
        .toList();
  }

  /// The line as it is for one session: whom the limit of another agent holds up is passed by.
  List<SessionId> waitingFor(Session session) {
    var agent = session.origin().agent();
    return waiting().stream()
        .filter(id -> {
          var other = session(id).orElseThrow().origin().agent();
          return other.equals(agent) || limit(other).isEmpty();
        })
        .toList();
  }

  /// What holds up new work of an agent now.
  Optional<Limit> limit(AgentKind agent) {
    return knownLimit(agent).filter(limit -> limit.holds(at));
  }

  private Optional<Limit> knownLimit(AgentKind agent) {
    return limits.computeIfAbsent(agent, view::limit);
  }

  /// @param limit empty when work went well, which shows that there is none
  void limited(AgentKind agent, Optional<Limit> limit) {
    if (!knownLimit(agent).equals(limit)) {
      limits.put(agent, limit);
      changes.add(new Change.PutLimit(agent, limit.orElse(null)));
    }
  }

  /// When a message was sent, by the platform's clock.
  Instant sent(Inbound.Said said) {
    return at.minus(said.age());
  }

  boolean isDiskLow() {
    return view.freeDiskBytes() < settings.diskFloorBytes();
  }

  Optional<WantedCard> card(CardId id) {
    var mine = cards.get(id);
    return mine != null ? Optional.of(mine) : view.card(id);
  }

  /// Whether a session takes one of the places for processes.
  static boolean counts(Session session) {
    return session.run().live() || session.state() == State.STARTING;
  }

  // Deciding.

  Session put(Session session) {
    sessions.put(session.id(), session);
    return session;
  }

  Prompt put(Prompt prompt) {
    prompts.put(prompt.id(), prompt);
    return prompt;
  }

  Request put(Request request) {
    requests.put(request.id(), request);
    return request;
  }

  void change(Change change) {
    changes.add(change);
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  void audit(String who, String what, String subject) {
    changes.add(new Change.Audit(at, who, what, subject));
  }

  /// A message is a session's, and a further copy of its card.
  void adopt(MessageRef message, SessionId session, Optional<WantedCard> card) {
    changes.add(
        new Change.LinkMessage(
            message, session, card.map(wanted -> wanted.card().id()).orElse(null)));
    card.ifPresent(wanted -> storedAt.put(message, card));
  }

  /// A button for an action, with its token registered.
  Button button(String label, Button.Style style, Action action) {
    return button(label, style, action, null);
  }

  Button button(String label, Button.Style style, Action action, Button.@Nullable Use use) {
    String token = ids.token(action.toString());
    actions.put(token, action);
    return new Button(token, Excerpt.line(label, Button.MAX_LABEL), style, use);
  }

  /// A new card.
  WantedCard card(
      Kind kind,
      Place place,
      @Nullable SessionId session,
      @Nullable UUID request,
      boolean rings,
      @Nullable MessageRef replyTo,
      Face face) {
    var card = new Card(new CardId(ids.next()), 1, face.tone(), face.blocks(), face.buttons());
    var wanted = new WantedCard(card, kind, place, session, request, rings, replyTo);
    cards.put(card.id(), wanted);
    newCards.add(card.id());
    return wanted;
  }

  /// Changes what a card should show; nothing when it shows that already.
  void reface(WantedCard wanted, Face face) {
    var old = wanted.card();
    if (old.tone() == face.tone()
        && old.blocks().equals(face.blocks())
        && old.buttons().equals(face.buttons())) {
      return;
    }
    // However often it changes within a step, people see one change.
    boolean changed = cards.containsKey(old.id());
    if (!changed) {
      knownTokens.addAll(tokens(wanted));
    }
    var next =
        new Card(
            old.id(),
            changed ? old.revision() : old.revision() + 1,
            face.tone(),
            face.blocks(),
            face.buttons());
    cards.put(
        old.id(),
        new WantedCard(
            next,
            wanted.kind(),
            wanted.place(),
            wanted.session(),
            wanted.request(),
            wanted.rings(),
            wanted.replyTo(),
            wanted.mirrors()));
  }

  /// Shows a card at another place too.
  void mirror(WantedCard original, Place at, boolean rings) {
    var face = original.card();
    var card = new Card(new CardId(ids.next()), 1, face.tone(), face.blocks(), face.buttons());
    cards.put(
        card.id(),
        new WantedCard(
            card,
            original.kind(),
            at,
            original.session(),
            original.request(),
            rings,
            null,
            face.id()));
    newCards.add(card.id());
  }

  /// The cards that this step made or changed, so far.
  List<WantedCard> changedCards() {
    return List.copyOf(cards.values());
  }

  boolean isNew(WantedCard wanted) {
    return newCards.contains(wanted.card().id());
  }

  /// What a card shows, without its identity.
  record Face(Tone tone, List<Block> blocks, List<Button> buttons) {}

  private static <K, T> List<T> overlay(
      List<T> stored,
      Collection<T> mine,
      Function<T, K> key,
      Predicate<T> wanted,
      Comparator<T> order) {
    if (mine.isEmpty()) {
      return stored;
    }
    Map<K, T> merged = new LinkedHashMap<>();
    Stream.concat(stored.stream(), mine.stream())
        .forEach(item -> merged.put(key.apply(item), item));
    return merged.values().stream().filter(wanted).sorted(order).toList();
  }
}
