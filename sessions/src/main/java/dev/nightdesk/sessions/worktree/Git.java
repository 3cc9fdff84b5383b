package dev.nightdesk.sessions.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs the git command: never through a shell, never asking anybody, always with an end. None of
/// the repository's hooks or watchers run, no folder that merely looks like a repository is one
/// ([Checkout]), and the child sees none of our tokens.
///
/// What git prints goes to files, not pipes: a process that git leaves behind can then hold nobody
/// up. Safe for any thread.
final class Git {
  static final Duration READ_WITHIN = Duration.ofSeconds(30);

  /// A checkout of a large repository takes its time.
  static final Duration WRITE_WITHIN = Duration.ofMinutes(5);

  /// More than this from one call and something is wrong with the question.
  static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;

  private static final int MAX_WORDS_BYTES = 16 * 1024;
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /// Between TERM, at which git takes its lock files away, and KILL.
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final List<String> ALWAYS =
      List.of(
          "git",
          "--no-pager",
          "-c",
          "safe.bareRepository=explicit",
          "-c",
          "core.hooksPath=/dev/null",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.quotePath=false",
          "-c",
          "color.ui=false",
          "-c",
          "gc.auto=0",
          "-c",
          "maintenance.auto=false",
          "-c",
          "protocol.ext.allow=never",
          "-c",
          "submodule.recurse=false");

  /// What git, ssh and credential helpers need, and nothing that could be a secret of ours.
  private static final Pattern ALLOWED =
      Pattern.compile(
          "PATH|HOME|USER|LOGNAME|SHELL|TZ|TMPDIR|SSH_AUTH_SOCK|XDG_.*|SSL_CERT_FILE|SSL_CERT_DIR"
              + "|(?i:https?_proxy|all_proxy|no_proxy)"
              + "|GIT_SSH|GIT_SSH_COMMAND|GIT_SSL_CAINFO|GIT_CONFIG_GLOBAL|GIT_CONFIG_NOSYSTEM");

  /// Nobody sits there to answer, and what git says is read by us.
  private static final Map<String, String> FORCED =
      Map.of(
          "LC_ALL",
          "C",
          "GIT_TERMINAL_PROMPT",
          "0",
          "GIT_ASKPASS",
          "",
          "SSH_ASKPASS_REQUIRE",
          "never");

  private static final Map<String, String> READING = Map.of("GIT_OPTIONAL_LOCKS", "0");

  private final Map<String, String> environment;
  private final Path scratch;
  private final LongSupplier nanos;

  /// @param environment the gateway's; only what git needs is passed on
  /// @param scratch a folder of our own for what git prints
  /// @param nanos a monotonic count of nanoseconds
  Git(Map<String, String> environment, Path scratch, LongSupplier nanos) {
    this.environment = allowed(environment);
    this.scratch = scratch;
    this.nanos = nanos;
  }

  private static Map<String, String> allowed(Map<String, String> all) {
    var some = new TreeMap<String, String>();
    all.forEach((name, value) -> {
      if (ALLOWED.matcher(name).matches()) {
        some.put(name, value);
      }
    });
    some.putAll(FORCED);
    return some;
  }

  /// One call.
  ///
  /// @param within after this it is ended
  /// @param maxBytes more output than this and it is ended
  /// @param input what it reads
  @SuppressWarnings("ArrayRecordComponent")
  record Call(
      Path in,
      List<String> arguments,
      Map<String, String> environment,
      Duration within,
      long maxBytes,
      byte[] input) {
    static Call reading(Path in, String... arguments) {
      return new Call(in, List.of(arguments), READING, READ_WITHIN, MAX_ANSWER_BYTES, new byte[0]);
    }

    static Call writing(Path in, String... arguments) {
      return new Call(
          in, List.of(arguments), Map.of(), WRITE_WITHIN, MAX_ANSWER_BYTES, new byte[0]);
    }

    Call with(String name, String value) {
      var more = new TreeMap<>(environment);
      more.put(name, value);
      return new Call(in, arguments, more, within, maxBytes, input);
    }

    Call within(Duration time) {
      return new Call(in, arguments, environment, time, maxBytes, input);
    }

    Call fed(byte[] bytes) {
      return new Call(in, arguments, environment, within, maxBytes, bytes);
    }

    Call upTo(long bytes) {
      return new Call(in, arguments, environment, within, bytes, input);
    }
  }

  Answer read(Path in, String... arguments) throws InterruptedException {
    return run(Call.reading(in, arguments));
  }

  Answer write(Path in, String... arguments) throws InterruptedException {
    return run(Call.writing(in, arguments));
  }

  /// A new file that is gone at the latest when the scratch folder is; `name` is for whoever looks.
  Path scratchFile(String name) throws IOException {
    return Files.createTempFile(scratch, name, ".tmp");
  }

  /// Whether the environment itself says how to reach other machines.
  boolean hasOwnSsh() {
    return environment.containsKey("GIT_SSH_COMMAND") || environment.containsKey("GIT_SSH");
  }

  /// Runs a call to its end, whatever that is.
  Answer run(Call call) throws InterruptedException {
    Path out = null;
    try {
      out = Files.createTempFile(scratch, "git", ".out");
      var ending = runInto(call, out);
      return ending.with(head(out, call.maxBytes()));
    } catch (IOException e) {
      return Answer.notRun("git could not be run: " + e.getMessage());
    } finally {
      discard(out);
    }
  }

  /// As [#run], but what git prints stays in `out`, which may be a little longer than the call's
  /// bound; the answer holds none of it.
  Answer runInto(Call call, Path out) throws InterruptedException {
    Path words = null;
    Path input = null;
    try {
      words = Files.createTempFile(scratch, "git", ".err");
      input = Files.createTempFile(scratch, "git", ".in");
      Files.write(input, call.input());
      var process = start(call, input, out, words);
      var end = await(process, call, out, words);
      int code = end == Answer.End.EXITED ? process.exitValue() : -1;
      return new Answer(end, code, new byte[0], new String(head(words, MAX_WORDS_BYTES), UTF_8));
    } catch (IOException e) {
      return Answer.notRun("git could not be run: " + e.getMessage());
    } finally {
      discard(words);
      discard(input);
    }
  }

  private Process start(Call call, Path input, Path out, Path words) throws IOException {
    var command = new ArrayList<>(ALWAYS);
    command.addAll(call.arguments());
    var builder =
        new ProcessBuilder(command)
            .directory(call.in().toFile())
            .redirectInput(input.toFile())
            .redirectOutput(out.toFile())
            .redirectError(words.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(call.environment());
    return builder.start();
  }

  private Answer.End await(Process process, Call call, Path out, Path words)
      throws InterruptedException, IOException {
    long start = nanos.getAsLong();
    try {
      while (!process.waitFor(LOOK_EVERY)) {
        if (Files.size(out) > call.maxBytes() || Files.size(words) > MAX_ANSWER_BYTES) {
          end(process);
          return Answer.End.TOO_LONG;
        }
        if (nanos.getAsLong() - start > call.within().toNanos()) {
          end(process);
          return Answer.End.TOO_SLOW;
        }
      }
    } catch (InterruptedException | IOException e) {
      end(process);
      throw e;
    }
    return Files.size(out) > call.maxBytes() ? Answer.End.TOO_LONG : Answer.End.EXITED;
  }

  /// Ends the call with all it started.
  private static void end(Process process) {
    var family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroy);
    boolean interrupted = false;
    try {
      process.waitFor(GRACE);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    family.forEach(ProcessHandle::destroyForcibly);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] head(Path file, long atMost) throws IOException {
    try (var stream = Files.newInputStream(file)) {
      return stream.readNBytes((int) Math.min(atMost, Integer.MAX_VALUE));
    }
  }

  private static void discard(@Nullable Path file) {
    if (file != null) {
      Trees.deleteFile(file);
    }
  }
}
