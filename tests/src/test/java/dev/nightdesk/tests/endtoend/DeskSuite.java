package dev.nightdesk.tests.endtoend;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Scenarios over one channel and with one kind of agent: which they are is said where this is
/// joined to contracts. One gateway serves them all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Evidence.class)
abstract class DeskSuite implements OnThePhone {
  /// Settings of `agents.claude`: one process at a time, and each begins with a plan.
  static final String ONE_AT_A_TIME = "max_live: 1\npermission_mode: plan";

  /// Opens the desk.
  @FunctionalInterface
  interface Opening {
    AgentDesk in(Path folder);
  }

  private final Opening opening;
  private AgentDesk desk;

  DeskSuite(Opening opening) {
    this.opening = opening;
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    desk = opening.in(folder);
  }

  @AfterAll
  void close() {
    desk.close();
  }

  @Override
  public AgentDesk desk() {
    return desk;
  }
}
