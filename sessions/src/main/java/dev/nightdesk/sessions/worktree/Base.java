package dev.nightdesk.sessions.worktree;

/// What a new worktree begins from (TREE-6).
public enum Base {
  /// The remote's default branch as it is now, if there is one; else as [#HEAD].
  FRESH,
  /// What is checked out in the repository.
  HEAD
}
