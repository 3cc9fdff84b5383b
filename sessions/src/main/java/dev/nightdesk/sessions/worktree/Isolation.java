package dev.nightdesk.sessions.worktree;

/// Where a repository's sessions write.
public enum Isolation {
  /// Each in a worktree of its own (TREE-1).
  WORKTREE,
  /// All in the one working copy that people use too (TREE-3, TREE-9).
  NONE
}
