package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.sessions.AgentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Lines of the conversation itself: what the agent says, the tools it calls, what they gave.
final class ConversationLines {
  /// What `gh pr create` and `glab mr create` print last: nothing but the address.
  private static final Pattern PULL_REQUEST =
      Pattern.compile("https://[\\w.:-]+/[\\w./~-]+/(?:pull|merge_requests)/\\d+");

  /// A command that printed more than this said something else than an address.
  private static final int LONGEST_LOOKED_AT = 4_096;

  private ConversationLines() {}

  static List<AgentEvent> assistant(JsonNode line) {
    JsonNode message = line.path("message");
    boolean subagent = bySubagent(line);
    boolean synthetic =
        Json.text(message, "model").equals("<synthetic>")
            || line.path("is_api_error_message").asBoolean()
            || line.hasNonNull("local_command_source");
    var events = new ArrayList<AgentEvent>();
    for (JsonNode block : message.path("content")) {
      switch (Json.text(block, "type")) {
        case "text" -> {
          String text = Json.text(block, "text");
          if (!text.isBlank()) {
            events.add(new AgentEvent.Spoke(text, subagent, synthetic));
          }
        }
        case "tool_use" -> events.add(usedTool(block, subagent));
        default -> {}
      }
    }
    return List.copyOf(events);
  }

  static List<AgentEvent> user(JsonNode line) {
    if (line.path("isReplay").asBoolean()) {
      return List.of();
    }
    var events = new ArrayList<AgentEvent>();
    for (JsonNode block : line.path("message").path("content")) {
      if (Json.text(block, "type").equals("tool_result")) {
        boolean failed = block.path("is_error").asBoolean();
        events.add(new AgentEvent.ToolEnded(Json.text(block, "tool_use_id"), failed));
      }
    }
    if (!events.isEmpty()) {
      String pullRequest = lastLine(Json.text(line.path("tool_use_result"), "stdout"));
      if (PULL_REQUEST.matcher(pullRequest).matches()) {
        events.add(new AgentEvent.Linked(pullRequest));
      }
    }
    return List.copyOf(events);
  }

  private static AgentEvent usedTool(JsonNode block, boolean subagent) {
    String tool = Json.text(block, "name");
    return new AgentEvent.UsedTool(
        Json.text(block, "id"), tool, Tools.summary(tool, block.path("input")), subagent);
  }

  private static boolean bySubagent(JsonNode line) {
    return line.hasNonNull("parent_tool_use_id") || line.hasNonNull("agent_id");
  }

  private static String lastLine(String output) {
    if (output.length() > LONGEST_LOOKED_AT) {
      return "";
    }
    String text = output.strip();
    return text.substring(text.lastIndexOf('\n') + 1).strip();
  }
}
