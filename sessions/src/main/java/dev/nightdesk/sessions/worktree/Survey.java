package dev.nightdesk.sessions.worktree;

/// What a session changed.
public sealed interface Survey {
  /// Against where it began, committed or not, new files included.
  ///
  /// @param branch that is checked out now, or `(detached)`
  /// @param uncommitted whether some of it is not committed
  record Changes(String branch, int files, int added, int removed, boolean uncommitted)
      implements Survey {}

  /// It cannot be told.
  ///
  /// @param why a sentence for people
  record Unknown(String why) implements Survey {}
}
