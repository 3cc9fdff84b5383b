package dev.nightdesk.tests.claude;

import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.claude.ClaudeCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RealClaudeTest implements AgentBackendContract {
  @TempDir Path folder;
  private ScriptedMessagesApi api;
  private Stage stage;

  @BeforeEach
  void open() throws IOException {
    Path project = Files.createDirectory(folder.resolve("project")).toRealPath();
    api = new ScriptedMessagesApi(project);
    Map<String, String> environment = RealClaude.environment(folder, api.url());
    var backend =
        new ClaudeCode(
            AgentKind.CLAUDE,
            List.of(RealClaude.program().toString()),
            folder.resolve("nightdesk"),
            List.of(),
            environment);
    stage = new Stage(backend, project, folder.resolve("configuration"), environment);
  }

  @AfterEach
  void close() {
    stage.close();
    api.close();
  }

  @Override
  public Stage stage() {
    return stage;
  }
}
