package dev.nightdesk.tests.world;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.gateway.TranscriberProgram;
import dev.nightdesk.gateway.desk.Desk;
import dev.nightdesk.gateway.desk.DeskSettings;
import dev.nightdesk.gateway.desk.Person;
import dev.nightdesk.gateway.desk.Role;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.flow.AgentDefaults;
import dev.nightdesk.gateway.flow.Channels;
import dev.nightdesk.gateway.flow.Disk;
import dev.nightdesk.gateway.flow.Flow;
import dev.nightdesk.gateway.flow.RandomIds;
import dev.nightdesk.gateway.flow.Steps;
import dev.nightdesk.gateway.flow.Suggestions;
import dev.nightdesk.gateway.flow.Time;
import dev.nightdesk.gateway.store.Counts;
import dev.nightdesk.gateway.store.Dead;
import dev.nightdesk.gateway.store.KnownPerson;
import dev.nightdesk.gateway.store.Reads;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.Surroundings;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.host.Probe;
import dev.nightdesk.tests.host.FakeHost;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A gateway between a channel and a host, with the people `ana` (owner), `ben` (operator) and
/// `cleo` (viewer), each known everywhere by their name.
///
/// ```java
/// try (var world = World.open(directory)) {
///   world.channel().says("ana", "fix the tests");
///   world.channel().await("Working");
/// }
/// ```
public final class World implements AutoCloseable {
  /// Bounds every wait of a test.
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  public static final long PLENTY = 100L << 30;

  private static final String WORKPLACE = "shop";
  static final String CHANGES = "changes";

  private static final long SEED = 7;
  private static final Duration LOOK_EVERY = Duration.ofMillis(1);

  private final Plan plan;
  private final AtomicLong freeDiskBytes = new AtomicLong(PLENTY);
  private final Disk disk = new Disk(freeDiskBytes::get);
  private Store store;
  private Channels channels;
  private Flow flow;

  /// What a world is made of.
  ///
  /// @param directory empty; holds the database, the sessions and the workplace
  /// @param desk what to make of the real desk
  public record Plan(
      Path directory,
      TestTime time,
      LongSupplier nanos,
      Clock wall,
      TestChannel channel,
      List<ChannelAdapter> moreChannels,
      SessionHost host,
      List<AgentKind> agents,
      int maxLive,
      UnaryOperator<Steps.Decider> desk,
      List<String> transcriber) {
    /// Virtual time, one channel in memory, agents without processes.
    public static Plan of(Path directory) {
      var time = new TestTime();
      return new Plan(
          directory,
          time,
          time::nanoTime,
          time,
          new TestChannel(),
          List.of(),
          new FakeHost(),
          List.of(AgentKind.DEMO),
          4,
          UnaryOperator.identity(),
          List.of());
    }

    public Plan with(UnaryOperator<Steps.Decider> otherDesk) {
      return new Plan(
          directory,
          time,
          nanos,
          wall,
          channel,
          moreChannels,
          host,
          agents,
          maxLive,
          otherDesk,
          transcriber);
    }

    public Plan with(SessionHost otherHost) {
      return new Plan(
          directory,
          time,
          nanos,
          wall,
          channel,
          moreChannels,
          otherHost,
          agents,
          maxLive,
          desk,
          transcriber);
    }

    public Plan with(ChannelAdapter another) {
      return new Plan(
          directory,
          time,
          nanos,
          wall,
          channel,
          List.of(another),
          host,
          agents,
          maxLive,
          desk,
          transcriber);
    }

    /// The system's time, for hosts that have real processes.
    public Plan inRealTime() {
      return new Plan(
          directory,
          time,
          System::nanoTime,
          Clock.systemUTC(),
          channel,
          moreChannels,
          host,
          agents,
          maxLive,
          desk,
          transcriber);
    }

    /// One that hears, by a program of the test's own.
    public Plan hearing(List<String> program) {
      return new Plan(
          directory,
          time,
          nanos,
          wall,
          channel,
          moreChannels,
          host,
          agents,
          maxLive,
          desk,
          program);
    }
  }

  private World(Plan plan) {
    this.plan = plan;
    this.channels = new Channels(List.of());
    this.store = openStore();
    this.flow = openFlow();
  }

  public static World open(Path directory) throws InterruptedException {
    return open(Plan.of(directory));
  }

  public static World open(Plan plan) throws InterruptedException {
    var world = new World(plan);
    world.start();
    return world;
  }

  // ── What a test does ──

  public TestChannel channel() {
    return plan.channel();
  }

  public FakeHost host() {
    return (FakeHost) plan.host();
  }

  public Store store() {
    return store;
  }

  public Flow flow() {
    return flow;
  }

  public TestTime time() {
    return plan.time();
  }

  public Path directory() {
    return plan.directory();
  }

  /// What stands in this file is what a diff shows; there are no changes when it is not there.
  public Path changes() {
    return plan.directory().resolve(WORKPLACE).resolve(CHANGES);
  }

  /// Time passes, and whatever waited for it is looked at.
  public void pass(Duration time) throws InterruptedException {
    plan.time().pass(time);
    flow.wakeAll();
  }

  /// Time passes, step by step, until something has happened.
  public void passUntil(String what, Duration step, BooleanSupplier condition)
      throws InterruptedException {
    await(
        what,
        () -> {
          if (condition.getAsBoolean()) {
            return true;
          }
          try {
            pass(step);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return false;
        });
  }

  public void freeDisk(long bytes) {
    freeDiskBytes.set(bytes);
    disk.measure();
  }

  /// The gateway ends and another one starts on the same home; people and agents stay.
  public void restart() throws InterruptedException {
    flow.close();
    reopen();
  }

  /// The same, and the gateway had no time to say that it ends.
  public void crash() throws InterruptedException {
    flow.close();
    store.change(tx -> tx.remember("running", "yes"));
    reopen();
  }

  private void reopen() throws InterruptedException {
    store.close();
    plan.channel().reopen();
    store = openStore();
    flow = openFlow();
    start();
  }

  /// Waits until nothing is left to decide, to do or to show.
  public void awaitQuiet() throws InterruptedException {
    await("quiet", () -> isQuiet(counts()));
  }

  /// The same where a live card may change twice in a moment: its second edit waits for time to
  /// pass.
  public void passUntilQuiet() throws InterruptedException {
    passUntil("quiet", Duration.ofSeconds(1), () -> isQuiet(counts()));
  }

  private static boolean isQuiet(Counts counts) {
    return counts.inbox() + counts.outbox() + counts.cardsBehind() == 0;
  }

  public Counts counts() {
    return read(Reads::counts);
  }

  /// The only session there is, as soon as it is.
  public SessionId onlySession() throws InterruptedException {
    await("a session", () -> !sessions().isEmpty());
    return sessions().getFirst().id();
  }

  /// Newest first.
  public List<Session> sessions() {
    return read(reads -> reads.board(100));
  }

  /// What was put aside.
  public List<Dead> dead() {
    return read(reads -> reads.dead(100));
  }

  private <T> T read(Function<Reads, T> job) {
    try {
      return store.read(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE.toSeconds())) {
        throw new AssertionError("never came: " + what);
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  @Override
  public void close() {
    flow.close();
    channels.close();
    plan.host().close();
    store.close();
  }

  // ── How it is put together ──

  private Store openStore() {
    List<ChannelAdapter> adapters = new ArrayList<>(plan.moreChannels());
    adapters.add(plan.channel());
    channels = new Channels(adapters);
    return Store.open(
        plan.directory().resolve("db").resolve("nightdesk.db"),
        new Random(SEED),
        new Surroundings(place -> channels.traits(place), freeDiskBytes::get, plan.wall()));
  }

  private Flow openFlow() {
    var settings =
        new DeskSettings(
            List.of(new DeskSettings.Repo("shop", "")),
            plan.agents(),
            plan.maxLive(),
            1 << 30,
            !plan.transcriber().isEmpty());
    var desk = new Desk(settings);
    var defaults = new AgentDefaults(null, "default", 0, null, Map.of());
    return new Flow(
        new Flow.Banks(
            store,
            plan.desk().apply(desk::decide),
            plan.host(),
            channels,
            new OneFolder(plan.directory().resolve(WORKPLACE)),
            Map.of(AgentKind.DEMO, defaults, AgentKind.CLAUDE, defaults),
            plan.directory().resolve("sessions"),
            disk,
            new Suggestions(settings),
            new TranscriberProgram(new Probe(System.getenv()), plan.transcriber()),
            new RandomIds(new Random(System.nanoTime()), store.buttonKey()),
            time(plan)));
  }

  private static Time time(Plan plan) {
    boolean virtual = plan.wall().equals(plan.time());
    return virtual
        ? new Time(plan.wall(), plan.nanos(), plan.time()::await)
        : new Time(plan.wall(), plan.nanos());
  }

  private void start() throws InterruptedException {
    store.change(tx ->
        tx.syncPeople(
            List.of(
                known("ana", Role.OWNER),
                known("ben", Role.OPERATOR),
                known("cleo", Role.VIEWER))));
    flow.start();
    flow.listen();
  }

  private KnownPerson known(String name, Role role) {
    var identities =
        channels.ids().stream().collect(Collectors.toMap(id -> id, id -> identity(id, name)));
    return new KnownPerson(new Person(name, role), identities, true);
  }

  /// At a console there is only one person: the owner.
  private static Set<String> identity(ChannelId channel, String name) {
    return channel.value().equals("console") && name.equals("ana")
        ? Set.of("console")
        : Set.of(name);
  }
}
