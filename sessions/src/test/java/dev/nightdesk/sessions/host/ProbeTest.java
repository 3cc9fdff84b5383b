package dev.nightdesk.sessions.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.host.Probe.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final Probe probe = new Probe(System.getenv());

  @Test
  void whatIsPrintedIsTold() throws InterruptedException {
    assertThat(ask("echo 1.2.3; exit 4")).isEqualTo(new Answer.Said(4, "1.2.3\n"));
  }

  @Test
  void whatIsPrintedBeyondTheBoundIsLeftOut() throws InterruptedException {
    var bytes = Probe.MAX_OUTPUT_BYTES + 1;
    var said = (Answer.Said) ask("head -c %d /dev/zero | tr '\\0' x".formatted(bytes));
    assertThat(said.output()).isEqualTo("x".repeat(Probe.MAX_OUTPUT_BYTES));
  }

  /// A version check that leaves an updater behind must not keep its session from starting.
  @Test
  @Timeout(60)
  void aChildThatHoldsTheOutputOpenIsNotWaitedFor() throws InterruptedException {
    var said = (Answer.Said) ask("sleep 600 & echo $!");
    ProcessHandle.of(Long.parseLong(said.output().strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
    assertThat(said.code()).isZero();
  }

  private Answer ask(String script) throws InterruptedException {
    return probe.ask(List.of("sh", "-c", script), Map.of(), directory, PATIENCE);
  }
}
