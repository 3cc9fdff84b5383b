package dev.nightdesk.sessions.worktree;

/// What came of preparing a workplace.
public sealed interface Prepared {
  /// It is there; also when it was there before.
  record Ready(Workplace workplace) implements Prepared {}

  /// It is not, and asking again does not help by itself.
  ///
  /// @param why a sentence for people, with the next step
  record Refused(String why) implements Prepared {}
}
