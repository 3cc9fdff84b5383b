package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScriptedFromThePhoneTest implements FromThePhoneContract {
  private Machine machine;

  @BeforeAll
  void start(@TempDir Path folder) {
    machine = Machine.withScriptedAgent(folder).start();
  }

  @AfterAll
  void close() {
    machine.close();
  }

  @Override
  public String writesNotes() {
    return "write notes.txt hello; result written down";
  }

  @Override
  public Machine machine() {
    return machine;
  }
}
