package dev.nightdesk.tests.world;

import java.io.IOException;

/// Signals that Java cannot send.
public final class Signals {
  private Signals() {}

  /// Sends one.
  ///
  /// @param name as in `INT` or `STOP`
  /// @return 0, or what `kill` says when there is no such process any more
  public static int send(String name, long pid) throws IOException, InterruptedException {
    return new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }
}
