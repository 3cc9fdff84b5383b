package dev.nightdesk.tests.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nightdesk.tests.channels.ChannelSide;
import dev.nightdesk.tests.endtoend.OnThePhone.Memory;
import dev.nightdesk.tests.world.Below;
import dev.nightdesk.tests.world.Journals;
import dev.nightdesk.tests.world.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A machine with the scripted agent.
record ScriptedDesk(Machine machine) implements AgentDesk {
  private static final JsonMapper JSON = new JsonMapper();

  /// @param settings more of `agents.claude`, a line of YAML each
  /// @param sides what the machine is joined to
  static ScriptedDesk open(Path folder, String settings, ChannelSide... sides) {
    return new ScriptedDesk(Machine.withScriptedAgent(folder, settings, sides).start());
  }

  /// One whose agent makes no pauses of its own.
  static ScriptedDesk quick(Path folder, ChannelSide... sides) {
    return new ScriptedDesk(Machine.withRoom(folder, "", sides).start());
  }

  /// What its transcript holds, which is written a little late, and what its journals say.
  @Override
  public Memory memory(String words) {
    var said =
        OnThePhone.found(
            "a transcript that holds " + words,
            () ->
                transcripts()
                    .filter(lines -> lines.stream().anyMatch(line -> line.contains(words)))
                    .findFirst());
    return new Memory(said, told(words));
  }

  /// What people said in each conversation.
  private Stream<List<String>> transcripts() {
    return Below.of(conversations(), 2)
        .filter(file -> file.toString().endsWith(".jsonl"))
        .map(file ->
            lines(file)
                .filter(line -> line.path("type").asText().equals("user"))
                .map(line -> line.path("prompt").asText())
                .toList());
  }

  private List<String> told(String words) {
    return Below.of(machine.home().resolve("sessions"), 1)
        .map(Journals::new)
        .filter(session -> session.given(words) > 0)
        .flatMap(session -> session.toolResults().stream())
        .toList();
  }

  /// A line that is being written is none yet.
  private static Stream<JsonNode> lines(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(ScriptedDesk::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path conversations() {
    return machine.home().resolve("demo/projects");
  }

  @Override
  public String writes(String file) {
    return "write " + file + " hello";
  }

  @Override
  public void close() {
    machine.close();
  }
}
