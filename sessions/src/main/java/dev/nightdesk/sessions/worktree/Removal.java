package dev.nightdesk.sessions.worktree;

/// What came of removing a worktree.
public sealed interface Removal {
  /// It is gone; also when it was gone before.
  record Removed() implements Removal {}

  /// It is kept, because something would be lost or disturbed (MAN-6, MAN-7).
  ///
  /// @param why a sentence for people
  record Kept(String why) implements Removal {}
}
