package dev.nightdesk.tests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What a bench would leave behind that is told to end in the middle: what it started, agents that
/// outlive their gateway, and its folder.
final class Leftovers {
  /// Whoever is in the middle of a start may have one more process by the next look.
  private static final int MOST_LOOKS = 100;

  /// All of them together, each time.
  private static final Duration GONE_WITHIN = Duration.ofSeconds(5);

  private final Path folder;
  private volatile boolean keepsFolder;

  private Leftovers(Path folder) {
    this.folder = folder;
  }

  /// Sees to it that nothing is left of a bench in this folder, however this process ends; only
  /// SIGKILL leaves it no time.
  static Leftovers removeAtTheEnd(Path folder) {
    var leftovers = new Leftovers(folder);
    Runtime.getRuntime().addShutdownHook(new Thread(leftovers::remove, "leftovers"));
    return leftovers;
  }

  /// Has the folder stay, with the gateway's log and home in it: whoever looks into what went wrong
  /// needs them. Processes end all the same.
  void keepFolder() {
    keepsFolder = true;
  }

  private void remove() {
    try {
      // A gateway that may end by itself takes its own temporary files along.
      boolean found = end(ProcessHandle::destroy);
      for (int looks = 0; looks < MOST_LOOKS && found; looks++) {
        found = end(ProcessHandle::destroyForcibly);
      }
      if (!keepsFolder) {
        delete();
      }
    } catch (IOException e) {
      System.err.println("left behind: " + folder + " (" + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return whether there was any process to end
  private boolean end(Consumer<ProcessHandle> how) throws IOException, InterruptedException {
    List<ProcessHandle> left =
        Stream.concat(ProcessHandle.current().descendants(), agents().stream()).toList();
    left.forEach(how);
    long end = System.nanoTime() + GONE_WITHIN.toNanos();
    for (ProcessHandle process : left) {
      try {
        process.onExit().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException notYet) {
        break;
      }
    }
    return !left.isEmpty();
  }

  private List<ProcessHandle> agents() throws IOException {
    var found = new ArrayList<ProcessHandle>();
    for (Path home : Gatehouse.homes(folder)) {
      found.addAll(Proc.marked(Gatehouse.mark(home)));
    }
    return found;
  }

  private void delete() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
