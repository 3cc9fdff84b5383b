package dev.nightdesk.sessions.host;

import dev.nightdesk.sessions.FailPoint;

/// The steps of starting, following and ending an agent. Those that begin with `LAUNCHER_` are
/// reached by `launcher.sh`, which kills itself there; the others by our own process.
public enum HostFailPoint implements FailPoint {
  JOURNAL_PREPARED,
  SPEC_WRITTEN,
  START_FORKED,
  LAUNCHER_BEGUN,
  LAUNCHER_CLAIMED,
  LAUNCHER_NAMED,
  LAUNCHER_PIPE_MADE,
  LAUNCHER_TAIL_STARTED,
  LAUNCHER_AGENT_BEGUN,
  LAUNCHER_PIDS_WRITTEN,
  LAUNCHER_AGENT_ENDED,
  LAUNCHER_EXIT_WRITTEN,
  START_SEEN,
  LINE_READ,
  LINE_TOLD,
  END_SEEN,
  END_TOLD,
  STOP_BEGUN,
  STOP_SIGNALLED,
  STOP_SWEPT
}
