package dev.nightdesk.tests.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  /// Whether this process ignores a signal from its start on, and with it all that it starts. Known
  /// on Linux (proc(5)), taken for untrue elsewhere.
  public static boolean isIgnored(int number) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
          .anyMatch(mask -> (mask & 1L << (number - 1)) != 0);
    } catch (IOException notLinux) {
      return false;
    }
  }
}
