package dev.nightdesk.sessions.journal;

import dev.nightdesk.sessions.FailPoint;

/// The steps of putting a journal away.
public enum ArchiveFailPoint implements FailPoint {
  /// A compressed file is written, under another name.
  ARCHIVE_DRAFTED,
  /// It has its name, and the file itself is there as well.
  ARCHIVE_RENAMED,
  /// Only the compressed file is there; further files may wait.
  ARCHIVE_DELETED,
  /// Of an old incarnation only its end is left.
  ARCHIVE_HALF_DROPPED
}
