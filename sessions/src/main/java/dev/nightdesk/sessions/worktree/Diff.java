package dev.nightdesk.sessions.worktree;

/// What came of writing down what a session changed.
public sealed interface Diff {
  /// It stands in the file.
  ///
  /// @param name what people should see it called: `worktree-fix-7c5dcf5d.diff`
  /// @param cut whether the end was left out, which the file's last line says too
  record Written(String name, boolean cut) implements Diff {}

  /// There is no difference.
  record Nothing() implements Diff {}

  /// It could not be written.
  ///
  /// @param why a sentence for people
  record Failed(String why) implements Diff {}
}
