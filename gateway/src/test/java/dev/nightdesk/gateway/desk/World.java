package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.desk.DeskSettings.Repo;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything around a desk: people with phones, agents, a machine that does what it is asked, and
/// a clock that stands still until it is told. Every step is checked against [Invariants].
final class World {
  static final Instant NINE = Instant.parse("2026-11-20T09:00:00Z");
  static final ChannelId CHANNEL = new ChannelId("telegram");
  static final Place GROUP = Place.chat(CHANNEL, "-500");
  static final Traits TRAITS =
      new Traits(
          4_096,
          100,
          50_000_000,
          20_000_000,
          Traits.Threads.TOPICS,
          Set.of(Traits.Feature.TOASTS),
          Rate.UNLIMITED);

  final MemoryView view = new MemoryView();
  final SequentialIds ids = new SequentialIds();
  final Machine machine = new Machine(this);
  final List<Effect.Whisper> whispers = new ArrayList<>();
  final Set<String> moves = new TreeSet<>();
  Instant now = NINE;

  /// Whether lines that an agent wrote together are read together, or one by one.
  boolean readsTogether = true;

  private DeskSettings settings;
  private Desk desk;
  private @Nullable Instant awakeSince;
  private final Map<SessionId, FakeAgent> agents = new HashMap<>();
  private int messages;
  private int steps;
  private int people = 100;

  World() {
    this(4);
  }

  World(int maxLive) {
    settings =
        new DeskSettings(
            List.of(new Repo("shop", ""), new Repo("site", "shared checkout")),
            List.of(AgentKind.CLAUDE, AgentKind.DEMO),
            maxLive,
            1_000);
    desk = new Desk(settings);
  }

  /// The gateway is started again with these agents in its config.
  void startsAgainWith(AgentKind... agents) {
    settings =
        new DeskSettings(
            settings.repos(), List.of(agents), settings.maxLive(), settings.diskFloorBytes());
    desk = new Desk(settings);
    step(new Happening.Opened());
  }

  /// A transcriber is set up.
  void hears() {
    settings =
        new DeskSettings(
            settings.repos(),
            settings.agents(),
            settings.maxLive(),
            settings.diskFloorBytes(),
            true);
    desk = new Desk(settings);
  }

  // People.

  Somebody owner(String name) {
    return somebody(name, Role.OWNER);
  }

  Somebody operator(String name) {
    return somebody(name, Role.OPERATOR);
  }

  Somebody viewer(String name) {
    return somebody(name, Role.VIEWER);
  }

  Somebody stranger() {
    String user = "" + ++people;
    return new Somebody(
        this,
        new Sender(CHANNEL, user, "ana"),
        Place.chat(CHANNEL, user),
        Reach.PRIVATE,
        Set.of(),
        Duration.ZERO,
        List.of());
  }

  private Somebody somebody(String name, Role role) {
    var somebody = stranger();
    view.apply(
        new Decision(
            List.of(new Change.AddPerson(new Person(name, role), somebody.sender())),
            List.of(),
            List.of()));
    return somebody;
  }

  /// Lets people speak in the group.
  void enableGroup(Somebody owner) {
    owner.in(GROUP, Reach.MENTIONED).says("/enable");
  }

  String nextMessage() {
    return "m" + ++messages;
  }

  // Time.

  void passes(Duration duration) {
    now = now.plus(duration);
  }

  /// The machine sleeps for so long, and wakes.
  void sleeps(Duration duration) {
    passes(duration);
    awakeSince = now;
    step(new Happening.Tick(awakeSince));
  }

  /// Time passes, and the desk notices.
  void ticksAfter(Duration duration) {
    passes(duration);
    step(new Happening.Tick(awakeSince));
  }

  // Steps.

  /// One happening, and what the machine does because of it.
  Decision step(Happening what) {
    var decision = decide(what);
    machine.take(decision.effects());
    return decision;
  }

  /// One happening alone.
  Decision decide(Happening what) {
    steps++;
    var decision = desk.decide(view, what, now, ids);
    var before = Invariants.before(view, decision);
    view.apply(decision);
    var made = before.check(view, what, decision, settings);
    if (!(what instanceof Happening.Lines)) {
      // Several lines may make several moves.
      moves.addAll(made);
    }
    return decision;
  }

  int steps() {
    return steps;
  }

  // What there is.

  Session session() {
    return view.sessions.values().stream().toList().getLast();
  }

  Session session(SessionId id) {
    return view.session(id).orElseThrow();
  }

  FakeAgent agent() {
    return agent(session().id());
  }

  FakeAgent agent(SessionId id) {
    return agents.computeIfAbsent(id, it -> new FakeAgent(this, it));
  }

  List<Shown> cards(Kind kind) {
    return view.cards.values().stream().filter(it -> it.kind() == kind).map(this::shown).toList();
  }

  /// The newest card of a kind.
  Shown card(Kind kind) {
    return cards(kind).getLast();
  }

  /// The newest card of a kind that belongs to a session.
  Shown card(Kind kind, SessionId session) {
    return cards(kind).stream()
        .filter(it -> session.equals(it.wanted().session()))
        .toList()
        .getLast();
  }

  /// The same card as it is shown now.
  Shown again(Shown card) {
    var wanted = view.cards.get(card.wanted().card().id());
    if (wanted == null) {
      throw new NoSuchElementException("no such card");
    }
    return shown(wanted);
  }

  /// What was answered last.
  String answer() {
    return card(Kind.REPLY).text();
  }

  /// Messages that made a phone ring.
  List<Shown> rung() {
    return view.cards.values().stream().filter(WantedCard::rings).map(this::shown).toList();
  }

  private Shown shown(WantedCard wanted) {
    // A card whose message nobody has a record of is still somewhere on the screen.
    var unknown = new MessageRef(wanted.place(), "twin-of-" + wanted.card().id());
    return new Shown(wanted, view.messages.getOrDefault(wanted.card().id(), unknown));
  }
}
