package dev.nightdesk.tests.bench;

/// A bot under measure: a process of its own that polls the twin.
interface Subject extends AutoCloseable {
  /// The JVM's process id.
  long pid();

  /// What its agent hears and asks. Times are [System#nanoTime], one clock for all processes of a
  /// Linux machine.
  Moments moments();

  /// From here to the end of this, the moments of the only agent are watched.
  AutoCloseable watching();

  /// Ends it and every agent it has.
  @Override
  void close();
}
