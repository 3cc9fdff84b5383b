package dev.nightdesk.sessions;

/// Why a process is ended, which says how gently.
public enum StopReason {
  /// Idle for long: SIGTERM. Never while a request is open.
  PARK,
  /// A person stopped it: the turn is interrupted, then the process ended.
  STOP,
  /// It waits for an answer nobody can see any more, or the machine needs it gone: SIGTERM, so that
  /// the turn is kept for a resume (an end of input would count as a denial).
  SUSPEND,
  /// Its journal was written by somebody else.
  TAMPERED
}
