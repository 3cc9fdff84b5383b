package dev.nightdesk.sessions.host;

import dev.nightdesk.sessions.journal.IncarnationDirectory;
import dev.nightdesk.sessions.journal.SessionDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One incarnation as the disk and the system's processes tell of it: nothing of it is remembered
/// in memory, so it is the same for a gateway that has just begun. Any thread.
final class Incarnation {
  /// How far its life has gone; it only ever moves downwards in this list.
  sealed interface State {
    /// No launcher has taken it.
    record Unclaimed() implements State {}

    /// A launcher has taken it and its agent has not signed yet.
    record Starting() implements State {}

    /// At least one of its three processes lives.
    record Living(Pids pids) implements State {}

    /// All are gone.
    ///
    /// @param code the agent's exit code, `null` when nobody was left to write it down
    record Ended(@Nullable Integer code) implements State {}
  }

  private final Mark mark;
  private final IncarnationDirectory files;
  private final ProcessTable processes;
  private final Signals signals;

  Incarnation(String home, SessionDirectory session, int number, ProcessTable processes) {
    this.mark = new Mark(home, session.id().toString(), Integer.toString(number));
    this.files = session.incarnation(number);
    this.processes = processes;
    this.signals = new Signals(processes);
  }

  IncarnationDirectory files() {
    return files;
  }

  Mark mark() {
    return mark;
  }

  State state() {
    if (!files.isClaimed()) {
      return new State.Unclaimed();
    }
    var pids = Pids.read(files.pids());
    if (pids != null && !pids.boot().equals(processes.boot())) {
      return new State.Ended(code());
    }
    if (pids != null && pids.agent() != null) {
      return stateOf(pids, pids.agent());
    }
    // Written by a launcher whose agent could not even sign, or by whoever gave the start up.
    boolean over = Files.exists(files.exit());
    boolean launcherLives = pids != null && pids.launcher().isAlive(processes);
    return over && !launcherLives ? new State.Ended(code()) : new State.Starting();
  }

  /// Whether a line that is appended now reaches a living agent. Cheaper than the state, as it is
  /// asked before every line.
  boolean isFed() {
    var pids = Pids.read(files.pids());
    return pids != null
        && pids.boot().equals(processes.boot())
        && isAlive(pids.agent())
        && isAlive(pids.tail());
  }

  /// Whether its agent waits for an input that nobody feeds. Its launcher holds it open, so it
  /// would wait for ever; without a launcher its input has ended, and so will it.
  boolean isStarving(Pids pids) {
    return !isAlive(pids.tail()) && isAlive(pids.agent()) && isAlive(pids.launcher());
  }

  /// Ends the agent alone. After a SIGTERM, what it has asked is asked again by the next.
  void endAgent(Pids pids, Signals.Signal how) {
    signals.send(how, Stream.of(pids.agent()).filter(Objects::nonNull).toList());
  }

  private boolean isAlive(@Nullable ProcessIdentity process) {
    return process != null && process.isAlive(processes);
  }

  private State stateOf(Pids pids, ProcessIdentity agent) {
    boolean works = agent.isAlive(processes);
    boolean held = pids.launcher().isAlive(processes);
    if (!works && !held) {
      // Its launcher would have ended it. Alone it feeds nobody, and some never notice.
      signals.send(Signals.Signal.KILL, Stream.of(pids.tail()).filter(Objects::nonNull).toList());
    }
    return pids.all().stream().anyMatch(process -> process.isAlive(processes))
        ? new State.Living(pids)
        : new State.Ended(code());
  }

  /// The state, with a closer look at a start that was not signed: it is given up when nobody is
  /// left to sign it.
  ///
  /// @param longAgo it had all the time it can need. Then a launcher that is dead does not come
  ///   back, and what it left half-made is ended here; and where the system hides other programs'
  ///   environments (macOS), finding nobody counts only then.
  State stateOfStart(boolean longAgo) {
    var state = state();
    if (!(state instanceof State.Starting)) {
      return state;
    }
    var pids = Pids.read(files.pids());
    if (longAgo && pids != null && !pids.launcher().isAlive(processes)) {
      signals.send(Signals.Signal.KILL, marked());
    }
    if ((longAgo || canTell(pids)) && marked().isEmpty()) {
      giveUp();
    }
    return state();
  }

  /// The state once it was signed or given up; a launcher that lives and does not sign is left
  /// [State.Starting].
  ///
  /// @param within the time a launcher can need
  State settled(Patience patience, Duration within) throws InterruptedException {
    var early = patience.until(within, () -> !(stateOfStart(false) instanceof State.Starting));
    return early ? state() : stateOfStart(true);
  }

  /// Whether finding no mark means that nobody is there. While a process becomes another program
  /// its environment cannot be read; that may befall what a launcher left behind, and then the
  /// process session tells.
  private boolean canTell(@Nullable Pids pids) {
    return processes.seesEveryMark()
        && (pids == null
            || processes.all().stream()
                .noneMatch(process -> process.session() == pids.launcher().pid()));
  }

  /// Leaves an exit without a code, so that nobody has to look so closely again.
  private void giveUp() {
    try {
      Files.writeString(files.exit(), "never signed\n", StandardOpenOption.CREATE_NEW);
    } catch (IOException diskFullOrAlreadyDone) {
      // The next one looks again.
    }
  }

  private List<ProcessIdentity> marked() {
    return processes.marked().stream()
        .filter(process -> process.mark().equals(mark))
        .map(ProcessTable.Marked::identity)
        .toList();
  }

  private @Nullable Integer code() {
    try {
      var written = Files.exists(files.exit()) ? SmallFile.read(files.exit()).strip() : "";
      return written.matches("[0-9]{1,3}") ? Integer.valueOf(written) : null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + files.exit(), e);
    }
  }
}
