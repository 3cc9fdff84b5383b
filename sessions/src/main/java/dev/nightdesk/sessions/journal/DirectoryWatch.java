package dev.nightdesk.sessions.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Wakes those who wait for a folder's files to grow. A hint, never a promise: whoever waits looks
/// again after a while whatever it says. Any thread.
public sealed interface DirectoryWatch extends AutoCloseable permits NoticedChanges, PolledChanges {
  /// How long a follower waits at most where the system tells of changes.
  Duration LONGEST_WAIT = Duration.ofMillis(250);

  /// The best watch of this system: on Linux the kernel's (80 µs from write to wake-up, measured),
  /// elsewhere a look every few milliseconds, as the JDK's own watch is slow there.
  ///
  /// @param system the value of the system property `os.name`
  static DirectoryWatch best(String system) {
    if (system.equals("Linux")) {
      try {
        return NoticedChanges.open();
      } catch (IOException noInstanceLeft) {
        return new PolledChanges();
      }
    }
    return new PolledChanges();
  }

  /// Begins to watch a folder that exists. Changes from now on wake [Waiter#await].
  Waiter watch(Path folder);

  /// Wakes everybody who waits.
  @Override
  void close();

  /// One who waits; one thread.
  interface Waiter extends AutoCloseable {
    /// Returns when something changed since the last call, and after [#LONGEST_WAIT] at the latest.
    ///
    /// @param quietRounds how many looks in a row found nothing: the longer, the less hurry
    void await(int quietRounds) throws InterruptedException;

    @Override
    void close();
  }
}
