package dev.nightdesk.sessions.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// macOS and others without `/proc`: the ps command. Start times are to the second there.
final class PsCommand implements ProcessTable {
  private static final int COMMAND_CHARACTERS = 200;
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /// Values of an environment that ps prints in one row end where the next name begins.
  private static final Pattern NEXT_VARIABLE = Pattern.compile(" (?=[A-Za-z_][A-Za-z_0-9]*=)");

  private final List<String> withEnvironment;
  private final String boot =
      Commands.output(List.of("sysctl", "-n", "kern.bootsessionuuid")).strip();

  PsCommand() {
    this(List.of("-axEww"));
  }

  /// For another ps.
  ///
  /// @param withEnvironment options that print all processes with their environment
  PsCommand(List<String> withEnvironment) {
    this.withEnvironment = withEnvironment;
  }

  @Override
  public @Nullable String started(long pid) {
    return rows(List.of("-o", "state=,lstart=", "-p", Long.toString(pid))).stream()
        .map(row -> row.split(" ", 2))
        .filter(words -> words.length == 2 && !words[0].startsWith("Z"))
        .map(words -> words[1].strip())
        .findFirst()
        .orElse(null);
  }

  @Override
  public String boot() {
    return boot;
  }

  @Override
  public List<Entry> all() {
    return rows(List.of("-axo", "pid=,ppid=,pgid=,state=,lstart=")).stream()
        .map(row -> BLANKS.split(row, 5))
        .filter(words -> words.length == 5 && !words[3].startsWith("Z"))
        .map(words ->
            new Entry(
                new ProcessIdentity(Long.parseLong(words[0]), words[4]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                0))
        .toList();
  }

  @Override
  public List<Marked> marked() {
    var options = new ArrayList<>(withEnvironment);
    options.addAll(List.of("-o", "pid=,command="));
    return rows(options).stream()
        .filter(row -> row.contains(" " + Mark.SESSION + "="))
        .map(this::marked)
        .filter(Objects::nonNull)
        .toList();
  }

  /// macOS hides the environment of its own programs, the shell among them.
  @Override
  public boolean seesEveryMark() {
    return false;
  }

  private @Nullable Marked marked(String row) {
    long pid = Long.parseLong(BLANKS.split(row, 2)[0]);
    var mark = Mark.in(Arrays.asList(NEXT_VARIABLE.split(row)));
    var started = started(pid);
    return mark == null || started == null
        ? null
        : new Marked(new ProcessIdentity(pid, started), mark);
  }

  @Override
  public String command(long pid) {
    var line = String.join(" ", rows(List.of("-ww", "-o", "command=", "-p", Long.toString(pid))));
    return line.substring(0, Math.min(line.length(), COMMAND_CHARACTERS));
  }

  /// The same language and time zone as in `launcher.sh`: both go into the date.
  private static List<String> rows(List<String> options) {
    var command = new ArrayList<>(List.of("env", "LC_ALL=C", "TZ=UTC0", "ps"));
    command.addAll(options);
    return Commands.output(command).lines().map(String::strip).toList();
  }
}
