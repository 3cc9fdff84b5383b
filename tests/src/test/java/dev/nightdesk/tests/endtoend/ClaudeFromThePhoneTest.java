package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.claude.RealClaude;
import dev.nightdesk.tests.claude.ScriptedMessagesApi;
import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The same with the real Claude Code; only the model behind it is scripted.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClaudeFromThePhoneTest implements FromThePhoneContract {
  private ScriptedMessagesApi api;
  private Machine machine;

  @BeforeAll
  void start(@TempDir Path folder) {
    api = new ScriptedMessagesApi(folder);
    machine =
        Machine.withAgent(
                folder,
                List.of(RealClaude.program().toString()),
                RealClaude.environment(folder.resolve("claude"), api.url()))
            .start();
  }

  @AfterAll
  void close() {
    machine.close();
    api.close();
  }

  @Override
  public String writesNotes() {
    return "permission Bash echo hello > notes.txt; result written down";
  }

  @Override
  public Machine machine() {
    return machine;
  }
}
