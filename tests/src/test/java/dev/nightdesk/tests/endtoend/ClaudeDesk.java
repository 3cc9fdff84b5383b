package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.channels.ChannelSide;
import dev.nightdesk.tests.claude.ModelCall;
import dev.nightdesk.tests.claude.RealClaude;
import dev.nightdesk.tests.claude.ScriptedMessagesApi;
import dev.nightdesk.tests.endtoend.OnThePhone.Memory;
import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import java.util.List;

/// A machine with the real Claude Code; only the model behind it is scripted.
record ClaudeDesk(ScriptedMessagesApi api, Machine machine, Path conversations)
    implements AgentDesk {
  /// @param settings more of `agents.claude`, a line of YAML each
  /// @param sides what the machine is joined to
  static ClaudeDesk open(Path folder, String settings, ChannelSide... sides) {
    var api = new ScriptedMessagesApi(folder);
    var environment = RealClaude.environment(folder.resolve("claude"), api.url());
    var command = List.of(RealClaude.program().toString());
    return new ClaudeDesk(
        api,
        Machine.withAgent(folder, command, environment, settings, "", sides).start(),
        folder.resolve("claude/configuration/projects"));
  }

  /// What the model was sent the last time that these words were among what people said.
  @Override
  public Memory memory(String words) {
    ModelCall newest =
        api.calls().reversed().stream()
            .filter(call -> call.everythingSaid().stream().anyMatch(it -> it.contains(words)))
            .findFirst()
            .orElseThrow(() -> new AssertionError("the model never read “" + words + "”"));
    return new Memory(newest.everythingSaid(), newest.toolResults());
  }

  @Override
  public String writes(String file) {
    return "permission Bash echo hello >> " + file;
  }

  @Override
  public void close() {
    machine.close();
    api.close();
  }
}
