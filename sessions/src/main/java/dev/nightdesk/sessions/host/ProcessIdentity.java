package dev.nightdesk.sessions.host;

/// One process, and no later one that is given the same pid.
///
/// @param started field 22 of `/proc/<pid>/stat`, or `lstart` of ps: see [ProcessTable#started]
record ProcessIdentity(long pid, String started) {
  boolean isAlive(ProcessTable processes) {
    return started.equals(processes.started(pid));
  }
}
