/// Repositories and the worktrees sessions work in, so that each writes its own checkout (TREE-1).
/// It knows git's command line and the file system, nothing of agents, journals or the gateway.
/// Start at [Worktrees].
@NullMarked
package dev.nightdesk.sessions.worktree;

import org.jspecify.annotations.NullMarked;
