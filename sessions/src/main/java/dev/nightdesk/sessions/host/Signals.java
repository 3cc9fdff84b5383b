package dev.nightdesk.sessions.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Sends signals. Java itself knows no SIGINT, so the shell's `kill` does it.
///
/// @param processes to tell the ones meant from later ones with the same pid
record Signals(ProcessTable processes) {
  enum Signal {
    INT,
    TERM,
    KILL
  }

  /// To those that are still alive; a process that ends meanwhile is no error.
  void send(Signal signal, Collection<ProcessIdentity> to) {
    var pids =
        to.stream()
            .filter(process -> process.isAlive(processes))
            .map(ProcessIdentity::pid)
            .toList();
    if (pids.isEmpty()) {
      return;
    }
    var command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\"", signal.name()));
    pids.forEach(pid -> command.add(Long.toString(pid)));
    Commands.output(command);
  }
}
