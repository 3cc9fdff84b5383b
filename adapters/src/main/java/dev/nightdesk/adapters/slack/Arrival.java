package dev.nightdesk.adapters.slack;

/// What the sockets tell the one thread that listens.
sealed interface Arrival {
  record Frame(SlackSocket from, String text) implements Arrival {}

  /// A socket is no more, or does not answer any more.
  record Ended(SlackSocket socket, String why) implements Arrival {}

  /// A new socket could not be had.
  record NotOpened(CallFailed why) implements Arrival {}

  /// It is time to look whether we were closed.
  record Wake() implements Arrival {}
}
