package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.Session;
import java.nio.file.Path;

/// Where sessions work, and what they change there. Safe for any thread; may take as long as git
/// takes.
public interface Workplaces {
  /// Makes the session's workplace, or finds it. Idempotent.
  Prepared prepare(Session session) throws InterruptedException;

  /// What the session changed: [Result.Surveyed], or why that cannot be told.
  Result survey(Session session) throws InterruptedException;

  /// The session's changes as a file.
  ///
  /// @param into a file of ours, which is replaced
  Diff diff(Session session, Path into) throws InterruptedException;

  /// Copies a file out of the session's workplace. Whatever `path` says, nothing outside of it is
  /// read, no link is followed, and nothing of git's own.
  ///
  /// @param path as a person wrote it: relative to the workplace, or absolute within it
  /// @param into a file of ours, which is replaced
  /// @param atMost bytes; a larger file is refused
  Taken take(Session session, String path, Path into, long atMost) throws InterruptedException;

  /// What came of [#take].
  sealed interface Taken {
    /// It stands in the file.
    ///
    /// @param name what people see it called
    record Copied(String name) implements Taken {}

    /// The words say why, and what to do instead.
    record Refused(String why) implements Taken {}
  }

  /// What came of [#prepare].
  sealed interface Prepared {
    /// It is there.
    ///
    /// @param directory absolute
    record Ready(Path directory, String branch, String base, String note) implements Prepared {}

    record Refused(String why) implements Prepared {}
  }

  /// What came of [#diff].
  sealed interface Diff {
    /// It stands in the file.
    ///
    /// @param name what people see it called
    /// @param caption a line for people, may be empty
    record Made(String name, String caption) implements Diff {}

    /// There is nothing to send; the words say why.
    record Nothing(String why) implements Diff {}
  }
}
