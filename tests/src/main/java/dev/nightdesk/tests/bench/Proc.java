package dev.nightdesk.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What Linux tells of a process (proc(5)).
final class Proc {
  /// `USER_HZ`: what /proc counts processor time in, on every Linux there is.
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  private Proc() {}

  /// Processor time of all its threads so far, in milliseconds; its children's is not in it.
  static double cpuMillis(long pid) {
    String stat = read(pid, "stat");
    // The name, in brackets, may hold anything; what follows is plain.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return ticks * 1000 / TICKS_PER_SECOND;
  }

  /// Resident memory, in MiB.
  static double residentMegabytes(long pid) {
    return read(pid, "status")
            .lines()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .sum()
        / 1024.0;
  }

  static List<String> commandLine(long pid) {
    return Arrays.asList(read(pid, "cmdline").split("\0"));
  }

  /// Every process that has this in its environment.
  static List<ProcessHandle> marked(String variable) {
    return ProcessHandle.allProcesses()
        .filter(process -> {
          try {
            return ("\0" + read(process.pid(), "environ")).contains("\0" + variable + "\0");
          } catch (UncheckedIOException goneOrForeign) {
            return false;
          }
        })
        .toList();
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
