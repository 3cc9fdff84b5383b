package dev.nightdesk.tests.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// Signals that Java cannot send.
public final class Signals {
  /// Stopped, traced, or dead.
  private static final Set<String> STANDING = Set.of("T", "t", "Z", "X");

  private Signals() {}

  /// Sends one.
  ///
  /// @param name as in `INT` or `STOP`
  /// @return 0, or what `kill` says when there is no such process any more
  public static int send(String name, long pid) throws IOException, InterruptedException {
    return new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
  }

  /// Whether a process has taken a STOP in. Whoever sends one has not waited for that: on a busy
  /// machine its threads go on for many milliseconds, and act on what they are given meanwhile
  /// (measured). Known on Linux (proc_pid_stat(5)), taken for true elsewhere.
  ///
  /// @return whether all its threads stand still, or it is gone
  public static boolean isStopped(long pid) {
    try (var threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return threads.allMatch(thread -> STANDING.contains(stateOf(thread)));
    } catch (IOException goneOrNotLinux) {
      return true;
    }
  }

  /// Behind the name, which stands in parentheses and may hold anything.
  private static String stateOf(Path thread) {
    try {
      var line = Files.readString(thread.resolve("stat"));
      var words = line.substring(line.lastIndexOf(") ") + 2);
      return words.substring(0, 1);
    } catch (IOException gone) {
      return "X";
    }
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
