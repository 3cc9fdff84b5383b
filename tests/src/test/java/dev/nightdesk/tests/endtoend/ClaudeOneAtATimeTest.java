package dev.nightdesk.tests.endtoend;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// One process at a time, and each begins with a plan.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClaudeOneAtATimeTest implements PlanContract, ParkingContract {
  private ClaudeDesk desk;

  @BeforeAll
  void start(@TempDir Path folder) {
    desk = ClaudeDesk.open(folder, "max_live: 1\npermission_mode: plan");
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
