package dev.nightdesk.sessions.host;

import dev.nightdesk.sessions.journal.IncarnationDirectory;
import dev.nightdesk.sessions.journal.SessionDirectory;
import java.io.IOException;
import java.nio.file.Files;
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
    if (pids == null) {
      return new State.Starting();
    }
    if (!pids.boot().equals(processes.boot())) {
      return new State.Ended(code());
    }
    if (pids.agent() == null) {
      return new State.Starting();
    }
    return stateOf(pids, pids.agent());
  }

  private State stateOf(Pids pids, ProcessIdentity agent) {
    boolean served = agent.isAlive(processes) || pids.launcher().isAlive(processes);
    if (!served) {
      // Its launcher would have ended it. Alone it feeds nobody, and some never notice.
      signals.send(Signals.Signal.KILL, Stream.of(pids.tail()).filter(Objects::nonNull).toList());
    }
    return pids.all().stream().anyMatch(process -> process.isAlive(processes))
        ? new State.Living(pids)
        : new State.Ended(code());
  }

  /// What a start is that has not been signed for a long time. A launcher that lives may still do
  /// it. One that is dead leaves at most a half-made agent, which is ended here.
  State stateOfOldStart() {
    var state = state();
    if (!(state instanceof State.Starting)) {
      return state;
    }
    var pids = Pids.read(files.pids());
    var marked = marked();
    if (pids == null) {
      return marked.isEmpty() ? new State.Ended(null) : state;
    }
    if (pids.launcher().isAlive(processes)) {
      return state;
    }
    signals.send(Signals.Signal.KILL, marked);
    return marked().isEmpty() ? new State.Ended(null) : state;
  }

  private List<ProcessIdentity> marked() {
    return processes.marked().stream()
        .filter(process -> process.mark().equals(mark))
        .map(ProcessTable.Marked::identity)
        .toList();
  }

  private @Nullable Integer code() {
    try {
      return Integer.valueOf(Files.readString(files.exit()).strip());
    } catch (IOException | NumberFormatException nobodyWroteIt) {
      return null;
    }
  }
}
