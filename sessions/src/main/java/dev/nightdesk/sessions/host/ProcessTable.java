package dev.nightdesk.sessions.host;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the system tells of its processes. A process that has ended counts as gone, also while its
/// parent has not yet asked for its exit code (a zombie). Blocks shortly; any thread.
sealed interface ProcessTable permits ProcFileSystem, PsCommand {
  /// The table of this system.
  ///
  /// @param system the value of the system property `os.name`
  static ProcessTable of(String system) {
    return system.equals("Linux") ? new ProcFileSystem() : new PsCommand();
  }

  /// When a process was started, in the system's own words, `null` when it is gone. With the pid it
  /// names a process for ever; unlike `ProcessHandle.startInstant` it stays when the wall clock is
  /// set.
  @Nullable String started(long pid);

  /// Names this boot of the machine: after the next one, every pid means somebody else.
  String boot();

  /// All processes there are.
  List<Entry> all();

  /// All processes that carry the mark of an incarnation, of any home.
  List<Marked> marked();

  /// Whether [#marked] finds every living process of ours that carries a mark.
  boolean seesEveryMark();

  /// The command line for people, at most 200 characters.
  String command(long pid);

  /// A process and what its first environment says.
  record Marked(ProcessIdentity identity, Mark mark) {}

  /// One process.
  ///
  /// @param session the process session, 0 where the system does not tell
  record Entry(ProcessIdentity identity, long parent, long group, long session) {
    long pid() {
      return identity.pid();
    }
  }
}
