package dev.nightdesk.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.world.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LeftoversTest {
  private static final int PATIENCE_SECONDS = 20;

  @TempDir Path place;
  private final List<ProcessHandle> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(ProcessHandle::destroyForcibly);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aBenchThatIsToldToEndLeavesNoProcessAndNoFolder(String signal) throws Exception {
    Path folder = place.resolve("bench");
    var bench = start(folder);
    List<Long> pids;
    try (var said = bench.inputReader()) {
      pids = pids(said);
      Signals.send(signal, bench.pid());
      assertThat(bench.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(folder).doesNotExist();
    for (long pid : pids) {
      assertThat(lives(pid)).isFalse();
    }
  }

  @Test
  void anotherHomesAgentIsLeftAlone() throws Exception {
    Path other = Files.createDirectories(place.resolve("other").resolve("home"));
    long stranger = Middle.agent(other);
    remember(stranger);
    var bench = start(place.resolve("bench"));
    try (var said = bench.inputReader()) {
      assertThat(pids(said)).isNotEmpty();
      bench.destroy();
      assertThat(bench.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(lives(stranger)).isTrue();
  }

  @Test
  void whatABenchLeftThatFailedIsKeptToLookAt() throws Exception {
    Path folder = place.resolve("bench");
    var bench = start(folder, "keep");
    try (var said = bench.inputReader()) {
      long child = pids(said).getFirst();
      bench.destroy();
      assertThat(bench.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(lives(child)).isFalse();
    }
    assertThat(folder.resolve("gateway.log")).hasContent("busy");
  }

  private Process start(Path folder, String... more) throws IOException {
    // Whoever started us in the background may have us ignore SIGINT, and what is ignored stays
    // ignored in everything we start.
    var command =
        new ArrayList<String>(
            List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Middle.class.getName(),
                folder.toString()));
    command.addAll(List.of(more));
    var bench = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(bench.toHandle());
    return bench;
  }

  /// A child, an agent, and an agent of another gateway of the bench.
  private List<Long> pids(BufferedReader said) throws IOException {
    var pids = new ArrayList<Long>();
    while (pids.size() < Middle.PROCESSES) {
      long pid = Long.parseLong(said.readLine());
      remember(pid);
      pids.add(pid);
    }
    return pids;
  }

  private void remember(long... pids) {
    for (long pid : pids) {
      ProcessHandle.of(pid).ifPresent(started::add);
    }
  }

  /// A process of a parent that is gone may be there as a mere entry for a moment.
  private static boolean lives(long pid) throws IOException {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    try {
      String line = Files.readString(stat);
      return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  /// A bench in the middle of its work: a process of its own, and agents that nobody waits for.
  static final class Middle {
    static final int PROCESSES = 3;

    private Middle() {}

    public static void main(String[] words) throws Exception {
      Path folder = Path.of(words[0]);
      Path home = Files.createDirectories(Gatehouse.home(folder));
      Files.writeString(folder.resolve("gateway.log"), "busy");
      var leftovers = Leftovers.removeAtTheEnd(folder);
      if (words.length > 1) {
        leftovers.keepFolder();
      }
      System.out.println(new ProcessBuilder("sleep", "600").start().pid());
      System.out.println(agent(home));
      System.out.println(agent(Files.createDirectories(Gatehouse.home(folder.resolve("Slack")))));
      new CountDownLatch(1).await();
    }

    static long agent(Path home) throws IOException {
      var builder = new ProcessBuilder("sh", "-c", "setsid sleep 600 > /dev/null 2>&1 & echo $!");
      String[] mark = Gatehouse.mark(home).split("=", 2);
      builder.environment().put(mark[0], mark[1]);
      try (var said = builder.start().inputReader()) {
        return Long.parseLong(said.readLine());
      }
    }
  }
}
