package dev.nightdesk.sessions.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Linux: `/proc` (proc_pid_stat(5), proc_pid_environ(5)).
final class ProcFileSystem implements ProcessTable {
  private static final int COMMAND_CHARACTERS = 200;

  // Places among the words behind the name in stat, which are fields 3 and up.
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int STARTED = 19;

  private final Path proc = Path.of("/proc");
  private final String boot;

  ProcFileSystem() {
    try {
      boot = SmallFile.read(proc.resolve("sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel does not name its boot", e);
    }
  }

  @Override
  public @Nullable String started(long pid) {
    var words = stat(pid);
    return words == null ? null : words[STARTED];
  }

  @Override
  public String boot() {
    return boot;
  }

  @Override
  public List<Entry> all() {
    var entries = new ArrayList<Entry>();
    for (long pid : pids()) {
      var words = stat(pid);
      if (words != null) {
        entries.add(
            new Entry(
                new ProcessIdentity(pid, words[STARTED]),
                Long.parseLong(words[PARENT]),
                Long.parseLong(words[GROUP]),
                Long.parseLong(words[SESSION])));
      }
    }
    return entries;
  }

  @Override
  public List<Marked> marked() {
    var found = new ArrayList<Marked>();
    for (long pid : pids()) {
      var started = started(pid);
      var mark = Mark.in(List.of(read(pid, "environ").split("\0")));
      if (started != null && mark != null) {
        found.add(new Marked(new ProcessIdentity(pid, started), mark));
      }
    }
    return found;
  }

  @Override
  public boolean seesEveryMark() {
    return true;
  }

  private List<Long> pids() {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[1-9]*")) {
      var pids = new ArrayList<Long>();
      folders.forEach(folder -> pids.add(Long.parseLong(folder.getFileName().toString())));
      return pids;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list /proc", e);
    }
  }

  @Override
  public String command(long pid) {
    var line = read(pid, "cmdline").replace('\0', ' ').strip();
    return line.substring(0, Math.min(line.length(), COMMAND_CHARACTERS));
  }

  private String @Nullable [] stat(long pid) {
    var line = read(pid, "stat");
    int name = line.lastIndexOf(") ");
    if (name < 0) {
      return null;
    }
    var words = line.substring(name + 2).split(" ");
    var gone = words.length <= STARTED || words[STATE].equals("Z") || words[STATE].equals("X");
    return gone ? null : words;
  }

  /// Empty when the process is gone or closed to us.
  private String read(long pid, String file) {
    try {
      return SmallFile.read(proc.resolve(Long.toString(pid)).resolve(file));
    } catch (IOException goneOrClosed) {
      requireDescriptors();
      return "";
    }
  }

  /// Out of file descriptors, every process would look gone.
  private void requireDescriptors() {
    try {
      SmallFile.read(proc.resolve("self/stat"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at processes", e);
    }
  }
}
