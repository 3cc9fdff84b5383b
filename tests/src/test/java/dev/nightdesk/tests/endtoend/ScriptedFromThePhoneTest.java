package dev.nightdesk.tests.endtoend;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScriptedFromThePhoneTest
    implements FromThePhoneContract,
        AnsweringContract,
        SteeringContract,
        DyingContract,
        TroubleContract {
  private ScriptedDesk desk;

  @BeforeAll
  void start(@TempDir Path folder) {
    desk = ScriptedDesk.open(folder, "");
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
