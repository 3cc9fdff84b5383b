package dev.nightdesk.tests.bench;

/// What somebody can do in the client of one channel. Nothing waits for what comes of it.
interface Hand {
  /// Gives a task, which begins a session.
  void say(String text);

  /// Writes to the session that said this.
  void reply(Seen to, String text);

  void press(Seen on, String label);
}
