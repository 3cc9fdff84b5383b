package dev.nightdesk.sessions.journal;

import dev.nightdesk.sessions.FailPoint;

/// The steps of an append.
public enum JournalFailPoint implements FailPoint {
  /// The place was looked at, nothing is written yet.
  APPEND_BEGUN,
  /// A part of the line is written.
  APPEND_HALF_WRITTEN,
  /// The whole line is written, nobody was told.
  APPEND_ENDED
}
