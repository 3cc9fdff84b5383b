package dev.nightdesk.sessions.worktree;

/// The commit a worktree begins from.
///
/// @param commit its hash
/// @param name what it is called, for people
/// @param note what people should know about it, may be empty
record Beginning(String commit, String name, String note) {}
