package dev.nightdesk.adapters.slack;

import dev.nightdesk.adapters.http.CallFailed;

/// What the sockets tell the one thread that listens.
sealed interface Arrival {
  /// Something that was told.
  ///
  /// @param due until when somebody may wait for it
  record Frame(SlackSocket from, String text, Deadline due) implements Arrival {}

  /// A socket is no more, or does not answer any more.
  record Ended(SlackSocket socket, String why) implements Arrival {}

  /// A new socket could not be had.
  record NotOpened(CallFailed why) implements Arrival {}

  /// It is time to look whether we were closed.
  record Wake() implements Arrival {}
}
