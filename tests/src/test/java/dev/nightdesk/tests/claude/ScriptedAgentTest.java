package dev.nightdesk.tests.claude;

import dev.nightdesk.sessions.scripted.Scripted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ScriptedAgentTest implements AgentBackendContract {
  @TempDir Path folder;
  private Stage stage;

  @BeforeEach
  void open() throws IOException {
    Path home = folder.resolve("home");
    stage =
        new Stage(
            new Scripted(home),
            Files.createDirectory(folder.resolve("project")),
            home.resolve("demo"),
            Map.of("NIGHTDESK_SCRIPTED_INSTANT", "1"));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Override
  public Stage stage() {
    return stage;
  }
}
