package dev.nightdesk.sessions.host;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.AgentListener;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.Outcome.Reason;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.sessions.host.Incarnation.State;
import dev.nightdesk.sessions.journal.DirectoryWatch;
import dev.nightdesk.sessions.journal.InputJournal;
import dev.nightdesk.sessions.journal.JournalArchive;
import dev.nightdesk.sessions.journal.SessionDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hosts sessions as processes of this machine that outlive us. All it knows is on disk and in the
/// system's process table; a host that is opened on a home goes on where the one before stopped.
/// Any thread.
public final class LocalHost implements SessionHost {
  /// Appends to different sessions seldom share a lock, and never wait for more than one append.
  private static final int APPEND_LOCKS = 64;

  private static final Logger LOG = LoggerFactory.getLogger(LocalHost.class);

  private final Path home;
  private final Map<AgentKind, AgentBackend> backends;
  private final HostSettings settings;
  private final LongSupplier nanos;
  private final Patience patience;
  private final ProcessTable processes;
  private final Starts starts;
  private final DirectoryWatch watch;
  private final Registrations registrations;
  private final ReentrantLock[] appendLocks =
      Stream.generate(ReentrantLock::new).limit(APPEND_LOCKS).toArray(ReentrantLock[]::new);
  private volatile boolean closed;

  /// For a system that is told rather than found.
  LocalHost(
      Path home,
      Map<AgentKind, AgentBackend> backends,
      HostSettings settings,
      Launcher launcher,
      AgentEnvironment environment,
      LongSupplier nanos,
      ProcessTable processes,
      DirectoryWatch watch) {
    this.home = home;
    this.backends = Map.copyOf(backends);
    this.settings = settings;
    this.nanos = nanos;
    this.patience = new Patience(nanos);
    this.processes = processes;
    this.starts = new Starts(home, processes, patience, settings, launcher, environment);
    this.watch = watch;
    this.registrations = new Registrations(processes);
  }

  /// Opens the host of a home, which exists and is ours alone (0700).
  ///
  /// @param ours our own environment, of which agents see the allow-listed part
  /// @param nanos the monotonic clock: `System::nanoTime`. No wall clock matters here.
  public static LocalHost open(
      Path home,
      Map<AgentKind, AgentBackend> backends,
      HostSettings settings,
      Map<String, String> ours,
      LongSupplier nanos) {
    try {
      var realHome = home.toRealPath();
      var system = System.getProperty("os.name");
      return new LocalHost(
          realHome,
          backends,
          settings,
          Launcher.in(realHome, ours, Launcher.text()),
          new AgentEnvironment(ours),
          nanos,
          ProcessTable.of(system),
          DirectoryWatch.best(system));
    } catch (IOException e) {
      throw new UncheckedIOException("there is no home at " + home, e);
    }
  }

  @Override
  public Outcome ensure(SessionSpec spec) throws InterruptedException {
    var backend = backends.get(spec.agent());
    if (backend == null) {
      return refused(Reason.INVALID, "no agent of the kind “" + spec.agent() + "” is set up here");
    }
    if (spec.incarnation() < 1) {
      return refused(Reason.INVALID, "incarnations count from 1");
    }
    return starts.ensure(spec, backend);
  }

  @Override
  public InputLine encode(AgentKind agent, InputId id, AgentInput input) {
    return backend(agent).encode(id, input);
  }

  @Override
  public Outcome send(SessionId id, int incarnation, long at, InputLine line) {
    var process = incarnation(id, incarnation);
    if (Unserved.encoded(line)) {
      var agent = SpecFile.agent(SessionDirectory.of(home, id).spec());
      return refused(
          Reason.CANNOT_START, agent == null ? "nobody knows its agent" : Unserved.why(agent));
    }
    var lock = appendLocks[Math.floorMod(id.hashCode(), APPEND_LOCKS)];
    lock.lock();
    try {
      var refusal = process.isFed() ? null : refusal(process.state());
      return refusal != null ? refusal : new InputJournal(process.files().input()).append(at, line);
    } finally {
      lock.unlock();
    }
  }

  /// Why nothing can be appended to one that is not fed, `null` when it soon will be.
  private @Nullable Outcome refusal(State state) {
    return switch (state) {
      case State.Unclaimed _ -> refused(Reason.INVALID, "it was never started");
      case State.Starting _ -> null;
      case State.Ended _ -> refused(Reason.NOT_ALIVE, "the agent has ended");
      case State.Living _ -> refused(Reason.NOT_ALIVE, "it reads no more");
    };
  }

  @Override
  public Outcome stop(SessionId id, StopReason why) throws InterruptedException {
    if (!starts.awaitNone(id)) {
      return new Outcome.Unknown("it is being started at this moment: try again");
    }
    int newest = Math.max(1, SessionDirectory.of(home, id).newestClaimed());
    return new Termination(incarnation(id, newest), processes, patience, settings).end(why);
  }

  @Override
  public void follow(SessionId id, Cursor after, AgentListener out) throws InterruptedException {
    var directory = SessionDirectory.of(home, id);
    var incarnation = incarnation(id, after.incarnation());
    var agent = SpecFile.agent(directory.spec());
    bringBack(incarnation);
    while (agent == null || !Files.exists(incarnation.files().output())) {
      if (closed) {
        return;
      }
      starts.awaitOne();
      agent = SpecFile.agent(directory.spec());
    }
    var backend = backend(agent);
    var follower = new Follower(incarnation, backend, out, settings, nanos);
    if (backend instanceof Unserved) {
      LOG.warn("session={} agent={} event=followed-unheard", id, agent);
      follower.followUnheard(watch, () -> closed);
    } else {
      follower.follow(after.offset(), watch, () -> closed);
    }
  }

  /// The store puts only journals away that nobody follows any more; one that was brought back from
  /// an old copy may know less.
  private static void bringBack(Incarnation incarnation) {
    if (Files.exists(incarnation.files().output())) {
      return;
    }
    try {
      JournalArchive.bringBack(incarnation.files());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot bring back " + incarnation.files().path(), e);
    }
  }

  @Override
  public Optional<Waiting> waiting(
      SessionId id, int incarnation, AgentKind agent, Map<String, String> environment) {
    var backend = backends.get(agent);
    var pids = Pids.read(incarnation(id, incarnation).files().pids());
    if (backend == null || pids == null || !pids.boot().equals(processes.boot())) {
      return Optional.empty();
    }
    return Optional.ofNullable(pids.agent())
        .filter(process -> process.isAlive(processes))
        .flatMap(process -> registrations.waiting(backend, process, environment));
  }

  @Override
  public String boot() {
    return processes.boot();
  }

  @Override
  public List<Living> living() {
    return SessionDirectory.all(home).stream().flatMap(this::living).toList();
  }

  private Stream<Living> living(SessionDirectory directory) {
    int newest = directory.newestClaimed();
    if (newest == 0) {
      return Stream.empty();
    }
    return switch (incarnation(directory.id(), newest).state()) {
      case State.Living(Pids pids) ->
          Stream.of(new Living(directory.id(), newest, pids.launcher().pid()));
      case State.Unclaimed _, State.Starting _, State.Ended _ -> Stream.empty();
    };
  }

  /// Processes of this home's agents that serve no living incarnation: left behind by one that has
  /// ended, or by a start that came to nothing. [#stop] of their session ends them.
  public List<Orphan> orphans() {
    var living = living();
    return processes.marked().stream()
        .filter(process -> process.mark().home().equals(home.toString()))
        .filter(process -> process.identity().pid() != ProcessHandle.current().pid())
        .filter(process -> living.stream().noneMatch(one -> serves(process.mark(), one)))
        .map(process ->
            new Orphan(
                process.identity().pid(),
                process.mark().session(),
                process.mark().incarnation(),
                processes.command(process.identity().pid())))
        .toList();
  }

  private static boolean serves(Mark mark, Living living) {
    return mark.session().equals(living.id().toString())
        && mark.incarnation().equals(Integer.toString(living.incarnation()));
  }

  @Override
  public void close() {
    closed = true;
    watch.close();
    starts.wakeAll();
  }

  private Incarnation incarnation(SessionId id, int number) {
    return new Incarnation(home.toString(), SessionDirectory.of(home, id), number, processes);
  }

  private AgentBackend backend(AgentKind agent) {
    var backend = backends.get(agent);
    return backend == null ? new Unserved(agent) : backend;
  }

  private static Outcome refused(Reason reason, String why) {
    return new Outcome.Refused(reason, why);
  }

  /// A process that serves nobody.
  ///
  /// @param session the session's id as the process carries it
  /// @param command for people, at most 200 characters
  public record Orphan(long pid, String session, String incarnation, String command) {}
}
