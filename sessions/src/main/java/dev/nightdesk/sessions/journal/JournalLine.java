package dev.nightdesk.sessions.journal;

/// What stands between two newlines of a journal, or behind the last one.
public sealed interface JournalLine {
  /// The place behind it, in bytes from the file's start: where reading goes on.
  long end();

  /// Its text without the newline; bytes that are no UTF-8 became U+FFFD.
  String text();

  /// A line as it should be.
  record Whole(long end, String text) implements JournalLine {}

  /// A line above [JournalReader#MAX_LINE_BYTES]; only its beginning was kept.
  ///
  /// @param bytes its whole length
  record TooLong(long end, String text, long bytes) implements JournalLine {}

  /// What a writer that died left behind the last newline.
  record Unfinished(long end, String text) implements JournalLine {}
}
