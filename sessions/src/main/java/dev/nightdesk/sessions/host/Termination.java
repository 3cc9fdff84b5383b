package dev.nightdesk.sessions.host;

import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.sessions.host.Incarnation.State;
import dev.nightdesk.sessions.host.Signals.Signal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Ends one incarnation: asks as gently as the reason allows, waits, asks harder; then ends
/// whatever it started and left behind. Needs nothing but what is on disk, so it works on agents
/// that an earlier gateway started.
final class Termination {
  /// What an agent left running is asked to end, and killed after this.
  static final Duration LEFTOVERS_WITHIN = Duration.ofMillis(500);

  /// A launcher writes down how its agent ended; that takes a few milliseconds.
  static final Duration LAST_NOTE_WITHIN = Duration.ofSeconds(1);

  private static final int LOOKS = 2;

  private final Incarnation incarnation;
  private final ProcessTable processes;
  private final Signals signals;
  private final Patience patience;
  private final HostSettings settings;
  private final Kin kin;
  private int emptyLooks;

  Termination(
      Incarnation incarnation, ProcessTable processes, Patience patience, HostSettings settings) {
    this.incarnation = incarnation;
    this.processes = processes;
    this.signals = new Signals(processes);
    this.patience = patience;
    this.settings = settings;
    this.kin = new Kin(incarnation.mark(), processes);
  }

  /// Returns when nothing of it lives, or when something could not be killed.
  Outcome end(StopReason why) throws InterruptedException {
    var state = incarnation.settled(patience, settings.unnamedWithin());
    var pids = state instanceof State.Living(Pids known) ? known : null;
    kin.remember(pids);
    HostFailPoint.STOP_BEGUN.reach();
    if (pids != null) {
      ask(pids, why);
    }
    HostFailPoint.STOP_SIGNALLED.reach();
    var survivors = sweep(pids);
    HostFailPoint.STOP_SWEPT.reach();
    return survivors.isEmpty()
        ? new Outcome.Done()
        : new Outcome.Unknown("still alive after SIGKILL: " + names(survivors));
  }

  private void ask(Pids pids, StopReason why) throws InterruptedException {
    var agent = only(pids.agent());
    switch (why) {
      case STOP -> {
        var gone = asked(Signal.INT, agent, settings.interruptWithin());
        if (!gone) {
          asked(Signal.TERM, kin.living(), settings.terminateWithin());
        }
      }
      // The agent alone: were its input to end in the same moment, that would count as a denial of
      // what it has asked for.
      case PARK, SUSPEND, TAMPERED -> asked(Signal.TERM, agent, settings.terminateWithin());
    }
  }

  /// Whether agent, launcher and tail were gone within this time.
  private boolean asked(Signal signal, Collection<ProcessIdentity> whom, Duration within)
      throws InterruptedException {
    signals.send(signal, whom);
    var gone = patience.until(within, () -> !(incarnation.state() instanceof State.Living));
    kin.remember(pidsNow());
    return gone;
  }

  private @Nullable Pids pidsNow() {
    return incarnation.state() instanceof State.Living(Pids pids) ? pids : null;
  }

  /// Ends everything that is left, the launcher last. Looks again until nothing is found, because a
  /// process may start another one while it is being looked for.
  private Collection<ProcessIdentity> sweep(@Nullable Pids pids) throws InterruptedException {
    if (pids == null || !(incarnation.state() instanceof State.Living)) {
      signals.send(Signal.TERM, kin.living());
      patience.until(LEFTOVERS_WITHIN, () -> kin.living().isEmpty());
    }
    if (pids != null) {
      kin.remember(pidsNow());
      signals.send(
          Signal.KILL,
          kin.living().stream().filter(process -> !process.equals(pids.launcher())).toList());
      patience.until(LAST_NOTE_WITHIN, () -> !pids.launcher().isAlive(processes));
    }
    patience.until(settings.killWithin(), this::nobodyIsFound);
    return kin.living();
  }

  /// Looks, kills what it finds, and believes only the second look that finds nobody: while a
  /// process becomes another program its mark cannot be read.
  private boolean nobodyIsFound() {
    kin.remember(null);
    signals.send(Signal.KILL, kin.living());
    emptyLooks = kin.living().isEmpty() ? emptyLooks + 1 : 0;
    return emptyLooks == LOOKS;
  }

  private static List<ProcessIdentity> only(@Nullable ProcessIdentity process) {
    return Stream.of(process).filter(Objects::nonNull).toList();
  }

  private String names(Collection<ProcessIdentity> survivors) {
    return String.join(
        ", ",
        survivors.stream()
            .map(process -> process.pid() + " (" + processes.command(process.pid()) + ")")
            .toList());
  }
}
