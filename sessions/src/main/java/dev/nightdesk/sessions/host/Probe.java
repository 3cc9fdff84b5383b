package dev.nightdesk.sessions.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Asks an agent's program a short question in exactly the environment an agent would get: what
/// works in a person's shell may not work there. Any thread.
public final class Probe {
  /// What a program may print; the rest is left out.
  static final int MAX_OUTPUT_BYTES = 64 << 10;

  /// What a program left running may hold its output open for ever; what it printed itself is there
  /// by then.
  static final Duration OUTPUT_WITHIN = Duration.ofSeconds(1);

  private static final int PIECE_BYTES = 4 << 10;

  private final AgentEnvironment environment;

  /// @param ours our own environment, of which agents see the allow-listed part
  public Probe(Map<String, String> ours) {
    this(new AgentEnvironment(ours));
  }

  Probe(AgentEnvironment environment) {
    this.environment = environment;
  }

  /// What came of asking.
  public sealed interface Answer {
    /// It ended by itself.
    ///
    /// @param output what it printed on standard output
    record Said(int code, String output) implements Answer {}

    /// It could not be started: there is no such program, or it is not for us.
    record Missing(String why) implements Answer {}

    /// It did not end in time, and was ended.
    record Silent() implements Answer {}
  }

  /// Runs a program with nothing to read and waits for its end.
  ///
  /// @param configured what the config adds to the environment
  /// @param directory where it runs
  public Answer ask(
      List<String> command, Map<String, String> configured, Path directory, Duration atMost)
      throws InterruptedException {
    var builder =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment.unmarked(configured));
    Process process;
    try {
      process = builder.start();
    } catch (IOException missing) {
      return new Answer.Missing(Optional.ofNullable(missing.getMessage()).orElse("unknown"));
    }
    try {
      return answer(process, atMost);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Answer answer(Process process, Duration atMost) throws InterruptedException {
    var output = new ByteArrayOutputStream();
    var reader = Thread.ofVirtual().name("probe").start(() -> read(process, output));
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      return new Answer.Silent();
    }
    var _ = reader.join(OUTPUT_WITHIN);
    return new Answer.Said(process.exitValue(), output.toString(StandardCharsets.UTF_8));
  }

  private static void read(Process process, ByteArrayOutputStream output) {
    var piece = new byte[PIECE_BYTES];
    try (var out = process.getInputStream()) {
      while (output.size() < MAX_OUTPUT_BYTES) {
        int read = out.read(piece, 0, Math.min(piece.length, MAX_OUTPUT_BYTES - output.size()));
        if (read < 0) {
          return;
        }
        output.write(piece, 0, read);
      }
    } catch (IOException ended) {
      // What came before counts.
    }
  }
}
