package dev.nightdesk.sessions.host;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentBackend.Registered;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.Outcome.Reason;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.host.Incarnation.State;
import dev.nightdesk.sessions.journal.DirectoryWatch;
import dev.nightdesk.sessions.journal.IncarnationDirectory;
import dev.nightdesk.sessions.journal.SessionDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Makes incarnations exist, each once, whoever asks how often. Any thread.
final class Starts {
  private static final int LAUNCHER_COULD_NOT_DETACH = 69;
  private static final int LAUNCHER_COULD_NOT_WRITE = 73;

  private final Path home;
  private final ProcessTable processes;
  private final Patience patience;
  private final HostSettings settings;
  private final Launcher launcher;
  private final AgentEnvironment environment;
  private final Trials trials;
  private final Registrations registrations;

  /// One start of a session at a time within this process; other processes are kept out by the
  /// claim, and from starting another incarnation by the lock on the home.
  private final Map<SessionId, Integer> underWay = new ConcurrentHashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition started = lock.newCondition();
  private long wakeUps;

  Starts(
      Path home,
      ProcessTable processes,
      Patience patience,
      HostSettings settings,
      Launcher launcher,
      AgentEnvironment environment) {
    this.home = home;
    this.processes = processes;
    this.patience = patience;
    this.settings = settings;
    this.launcher = launcher;
    this.environment = environment;
    this.trials = new Trials(environment, settings);
    this.registrations = new Registrations(processes);
  }

  Outcome ensure(SessionSpec spec, AgentBackend backend) throws InterruptedException {
    var mine =
        patience.until(
            settings.startWithin(),
            () -> underWay.putIfAbsent(spec.id(), spec.incarnation()) == null);
    if (!mine) {
      return new Outcome.Unknown("another start of this session takes very long");
    }
    try {
      return ensureAlone(spec, backend);
    } finally {
      underWay.remove(spec.id());
      wakeAll();
    }
  }

  private Outcome ensureAlone(SessionSpec spec, AgentBackend backend) throws InterruptedException {
    var directory = SessionDirectory.of(home, spec.id());
    int newest = directory.newestClaimed();
    if (spec.incarnation() < newest) {
      return refused(Reason.NOT_ALIVE, "a later start of this session has lived");
    }
    if (spec.incarnation() == newest) {
      return standing(settled(incarnation(directory, newest)));
    }
    if (newest > 0 && !(settled(incarnation(directory, newest)) instanceof State.Ended)) {
      return refused(Reason.TAKEN, "the agent of the start before still runs");
    }
    return start(spec, backend, directory);
  }

  /// The answer to one who asks for what was claimed before.
  private static Outcome standing(State state) {
    return switch (state) {
      case State.Living _ -> new Outcome.Done();
      case State.Ended _ -> refused(Reason.NOT_ALIVE, "the agent has ended");
      case State.Unclaimed _, State.Starting _ -> new Outcome.Unknown("it is still starting");
    };
  }

  private Outcome start(SessionSpec spec, AgentBackend backend, SessionDirectory directory)
      throws InterruptedException {
    var holder = holder(spec, backend);
    if (holder.isPresent()) {
      return refused(Reason.TAKEN, words(holder.get()));
    }
    var incarnation = incarnation(directory, spec.incarnation());
    var launch = backend.launch(spec);
    var variables = environment.with(spec.environment(), launch.environment(), incarnation.mark());
    var hindrance = hindrance(spec, launch.command().getFirst(), variables.get("PATH"));
    if (hindrance != null) {
      return refused(Reason.CANNOT_START, hindrance);
    }
    var unfit = trials.refusal(backend, spec);
    if (unfit.isPresent()) {
      return refused(Reason.CANNOT_START, unfit.get());
    }
    Process process;
    try {
      incarnation.files().prepare();
      HostFailPoint.JOURNAL_PREPARED.reach();
      SpecFile.write(directory.spec(), spec);
      HostFailPoint.SPEC_WRITTEN.reach();
    } catch (IOException e) {
      return refused(
          Reason.NO_SPACE, "cannot write into " + directory.path() + ": " + e.getMessage());
    }
    wakeAll();
    try {
      process = launcher.start(incarnation.files(), spec.directory(), launch, variables);
    } catch (IOException e) {
      return refused(Reason.CANNOT_START, String.valueOf(e.getMessage()));
    }
    HostFailPoint.START_FORKED.reach();
    return came(incarnation, process);
  }

  /// The conversation of a first start is named after the session, so nobody knows it yet.
  private Optional<Registered> holder(SessionSpec spec, AgentBackend backend) {
    return spec.incarnation() == 1 && spec.start() == SessionSpec.Start.FRESH
        ? Optional.empty()
        : registrations.holder(backend, spec);
  }

  private static String words(Registered holder) {
    return """
    this conversation is open in %s on the machine (process %d in %s). Close it there, then reply here; \
    or send the task as a new message to begin afresh.\
    """
        .formatted(
            holder.inTerminal() ? "a terminal" : "another program",
            holder.pid(),
            holder.directory().isEmpty() ? "an unknown folder" : holder.directory());
  }

  private static @Nullable String hindrance(
      SessionSpec spec, String program, @Nullable String path) {
    if (!Files.isDirectory(spec.directory())) {
      return "the folder " + spec.directory() + " is not there";
    }
    return Launcher.program(program, spec.directory(), path) == null
        ? "there is no program “"
            + program
            + "” to run. Install it, or name its whole path in the config."
        : null;
  }

  /// What came of the launcher, once the agent is written down or it has given up.
  private Outcome came(Incarnation incarnation, Process process) throws InterruptedException {
    patience.until(
        settings.startWithin(), () -> isDecided(incarnation.state()) || !process.isAlive());
    HostFailPoint.START_SEEN.reach();
    if (isDecided(incarnation.state())) {
      return new Outcome.Done();
    }
    if (process.isAlive()) {
      return new Outcome.Unknown("it is still starting");
    }
    return gaveUp(incarnation, process.exitValue());
  }

  private Outcome gaveUp(Incarnation incarnation, int code) throws InterruptedException {
    var words = "the launcher ended with " + code + lastWords(incarnation.files());
    return switch (code) {
      case LAUNCHER_COULD_NOT_DETACH -> refused(Reason.CANNOT_START, words);
      case LAUNCHER_COULD_NOT_WRITE -> refused(Reason.NO_SPACE, words);
      default ->
          // Claimed by another launcher, or killed on the way: then whoever claimed it decides.
          switch (settled(incarnation)) {
            case State.Living _, State.Ended _ -> new Outcome.Done();
            case State.Unclaimed _, State.Starting _ -> new Outcome.Unknown(words);
          };
    };
  }

  private static boolean isDecided(State state) {
    return switch (state) {
      case State.Living _, State.Ended _ -> true;
      case State.Unclaimed _, State.Starting _ -> false;
    };
  }

  private State settled(Incarnation incarnation) throws InterruptedException {
    return incarnation.settled(patience, settings.unnamedWithin());
  }

  private static String lastWords(IncarnationDirectory files) {
    try {
      var lines = Files.readAllLines(files.launcherLog());
      return lines.isEmpty() ? "" : ": " + lines.getLast();
    } catch (IOException none) {
      return "";
    }
  }

  private Incarnation incarnation(SessionDirectory directory, int number) {
    return new Incarnation(home.toString(), directory, number, processes);
  }

  /// Waits until no start of a session is under way; false when one takes too long.
  boolean awaitNone(SessionId id) throws InterruptedException {
    return patience.until(settings.startWithin(), () -> !underWay.containsKey(id));
  }

  /// Waits until some session was started, and not for long.
  void awaitOne() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long before = wakeUps;
      long left = DirectoryWatch.LONGEST_WAIT.toNanos();
      while (wakeUps == before && left > 0) {
        left = started.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  void wakeAll() {
    lock.lock();
    try {
      wakeUps++;
      started.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static Outcome refused(Reason reason, String why) {
    return new Outcome.Refused(reason, why);
  }
}
