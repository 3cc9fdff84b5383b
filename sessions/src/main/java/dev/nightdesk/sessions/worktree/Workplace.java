package dev.nightdesk.sessions.worktree;

import java.nio.file.Path;

/// Where a session works.
///
/// @param directory absolute; it exists
/// @param branch of its own worktree, empty without one
/// @param base what that branch began from, for people: `origin/main`; without a worktree the
///   commit that was checked out, or empty
/// @param note what people should know about it, may be empty; sentences
public record Workplace(Path directory, String branch, String base, String note) {}
