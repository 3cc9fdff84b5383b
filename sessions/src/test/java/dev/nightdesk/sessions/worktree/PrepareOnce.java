package dev.nightdesk.sessions.worktree;

import java.nio.file.Path;

/// A program of its own that makes one worktree, to be killed in the middle.
final class PrepareOnce {
  private PrepareOnce() {}

  /// Makes it.
  ///
  /// @param arguments the scratch folder and the repository
  public static void main(String[] arguments) throws InterruptedException {
    var worktrees = new Worktrees(System.getenv(), Path.of(arguments[0]), System::nanoTime);
    worktrees.prepare(
        Path.of(arguments[1]), new WorktreeName("fix-7c5d"), Isolation.WORKTREE, Base.HEAD);
  }
}
