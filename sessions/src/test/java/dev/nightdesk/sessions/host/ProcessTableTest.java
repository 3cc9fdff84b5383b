package dev.nightdesk.sessions.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Both ways to look at the system's processes, on a system that has both.
class ProcessTableTest {
  private final Mark mark = new Mark("/home/of ana/.nightdesk", UUID.randomUUID().toString(), "7");

  private static final Patience PATIENCE = new Patience(System::nanoTime);
  private static final Duration LONG = Duration.ofSeconds(20);

  private Process child;

  static List<ProcessTable> tables() {
    // Linux's ps spells "with environment" in its own way.
    return List.of(new ProcFileSystem(), new PsCommand(List.of("axeww")));
  }

  @BeforeEach
  void aMarkedChild() throws IOException {
    var builder = new ProcessBuilder("sh", "-c", "sleep 600 & echo ready; wait");
    builder.environment().putAll(mark.variables());
    builder.environment().put("AFTER", "wards");
    child = builder.start();
    // Until then the child is still a copy of ourselves, with our environment.
    assertThat(child.inputReader().readLine()).isEqualTo("ready");
  }

  @AfterEach
  void endIt() {
    child.descendants().forEach(ProcessHandle::destroyForcibly);
    child.destroyForcibly();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aProcessIsTheSameAsLongAsItLives(ProcessTable table) throws Exception {
    var started = table.started(child.pid());
    assertThat(started).isNotBlank().isEqualTo(table.started(child.pid()));
    var identity = new ProcessIdentity(child.pid(), String.valueOf(started));
    assertThat(identity.isAlive(table)).isTrue();
    assertThat(new ProcessIdentity(child.pid(), "12").isAlive(table)).isFalse();

    endIt();
    child.waitFor();
    assertThat(table.started(child.pid())).isNull();
    assertThat(identity.isAlive(table)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theUnburiedAreDead(ProcessTable table) throws Exception {
    // A parent that never asks for its child's code.
    var parent = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
    try {
      long zombie = Long.parseLong(String.valueOf(parent.inputReader().readLine()));
      assertThat(table.started(zombie)).isNotNull();
      new Signals(table)
          .send(
              Signals.Signal.KILL,
              List.of(new ProcessIdentity(zombie, String.valueOf(table.started(zombie)))));

      assertThat(PATIENCE.until(LONG, () -> table.started(zombie) == null)).isTrue();
      assertThat(ProcessHandle.of(zombie)).as("it is unburied still").isPresent();
      assertThat(table.all()).noneMatch(entry -> entry.pid() == zombie);
    } finally {
      parent.destroyForcibly();
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void childrenAreListedWithTheirParents(ProcessTable table) {
    var mine = table.all().stream().filter(entry -> entry.pid() == child.pid()).toList();

    assertThat(mine)
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.parent()).isEqualTo(ProcessHandle.current().pid());
          assertThat(entry.identity().isAlive(table)).isTrue();
        });
    assertThat(table.all()).anyMatch(entry -> entry.parent() == child.pid());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theMarkIsReadFromTheEnvironmentAndHandedOn(ProcessTable table) throws Exception {
    // The child's own child shows it once it has become the other program.
    assertThat(PATIENCE.until(LONG, () -> marked(table).size() == 2)).isTrue();
    assertThat(marked(table)).contains(child.pid());
  }

  private List<Long> marked(ProcessTable table) {
    return table.marked().stream()
        .filter(one -> one.mark().equals(mark))
        .map(one -> one.identity().pid())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theCommandIsForPeople(ProcessTable table) {
    assertThat(table.command(child.pid())).startsWith("sh -c sleep 600");
    assertThat(table.command(Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void theKernelNamesItsBoot() {
    assertThat(new ProcFileSystem().boot()).hasSize(36);
  }
}
