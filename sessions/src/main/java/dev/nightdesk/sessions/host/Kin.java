package dev.nightdesk.sessions.host;

import dev.nightdesk.sessions.host.ProcessTable.Entry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything a session's agents have started, as far as it can be told: their process group and
/// session, their descendants, and whoever carries the session's mark. Remembers those once seen,
/// because a child whose parent has died is nobody's descendant any more. One thread.
final class Kin {
  private final Mark mark;
  private final ProcessTable processes;
  private final Set<ProcessIdentity> seen = new LinkedHashSet<>();

  /// @param mark of any incarnation: all of its session are meant
  Kin(Mark mark, ProcessTable processes) {
    this.mark = mark;
    this.processes = processes;
  }

  /// Looks round and keeps what it finds.
  ///
  /// @param pids of the incarnation while it lives, `null` when it does not
  void remember(@Nullable Pids pids) {
    var entries = processes.all();
    var spared = ourselves(entries);
    processes.marked().stream()
        .filter(process -> process.mark().home().equals(mark.home()))
        .filter(process -> process.mark().session().equals(mark.session()))
        .forEach(process -> seen.add(process.identity()));
    if (pids != null) {
      seen.addAll(pids.all());
      seen.addAll(grouped(entries, pids));
    }
    seen.removeAll(spared);
    addDescendants(entries, spared);
  }

  /// Those seen that still live, in the order they were found.
  Collection<ProcessIdentity> living() {
    return seen.stream().filter(process -> process.isAlive(processes)).toList();
  }

  /// A group has the launcher's pid, and no stranger gets that pid while one of ours is in the
  /// group. Later one might: then the group tells nothing.
  private static List<ProcessIdentity> grouped(List<Entry> entries, Pids pids) {
    long leader = pids.launcher().pid();
    var isOurs =
        entries.stream()
            .anyMatch(entry -> entry.group() == leader && pids.all().contains(entry.identity()));
    return isOurs
        ? entries.stream()
            .filter(entry -> entry.group() == leader || entry.session() == leader)
            .map(Entry::identity)
            .toList()
        : List.of();
  }

  private void addDescendants(List<Entry> entries, Set<ProcessIdentity> spared) {
    var parents = new ArrayDeque<Long>();
    entries.stream()
        .filter(entry -> seen.contains(entry.identity()))
        .forEach(entry -> parents.add(entry.pid()));
    while (!parents.isEmpty()) {
      long parent = parents.remove();
      for (var entry : entries) {
        var child = entry.identity();
        if (entry.parent() == parent && !spared.contains(child) && seen.add(child)) {
          parents.add(entry.pid());
        }
      }
    }
  }

  /// Us and those we descend from: a gateway may itself have been started by somebody's agent, and
  /// then neither it nor its other agents are to end with that one.
  private static Set<ProcessIdentity> ourselves(List<Entry> entries) {
    var line = new HashSet<ProcessIdentity>();
    long pid = ProcessHandle.current().pid();
    for (boolean found = true; found; ) {
      found = false;
      for (var entry : entries) {
        if (entry.pid() == pid && line.add(entry.identity())) {
          pid = entry.parent();
          found = true;
          break;
        }
      }
    }
    return line;
  }
}
