package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Lifecycle;
import dev.nightdesk.sessions.InputId;
import java.util.List;
import java.util.Optional;

/// What a line of the agent's output says. Types and fields we do not know are ignored (HOST-1):
/// the CLI gains new ones with every release.
///
/// So is `conversation_reset`, on purpose: its `new_conversation_id` is not what `--resume` takes
/// (measured: "No conversation found"); the `init` and `result` lines of the same turn name the one
/// that is.
final class Decoding {
  private Decoding() {}

  static List<AgentEvent> events(String line) {
    if (line.isBlank()) {
      return List.of();
    }
    Optional<ObjectNode> node =
        line.stripLeading().startsWith("{") ? Json.read(line) : Optional.empty();
    return node.map(Decoding::events)
        .orElseGet(() -> List.of(new AgentEvent.Noise("not a JSON object")));
  }

  private static List<AgentEvent> events(JsonNode line) {
    return switch (Json.text(line, "type")) {
      case "system" -> SystemLines.events(line);
      case "assistant" -> ConversationLines.assistant(line);
      case "user" -> ConversationLines.user(line);
      case "result" -> ResultLine.events(line);
      case "control_request" -> AskLines.events(line);
      case "control_cancel_request" -> withdrew(line);
      case "control_response" -> answered(line.path("response"));
      case "command_lifecycle" -> moved(line);
      case "rate_limit_event" -> LimitLine.events(line);
      case "tool_progress" -> SystemLines.toolProgress(line);
      default -> List.of();
    };
  }

  private static List<AgentEvent> withdrew(JsonNode line) {
    String request = Json.text(line, "request_id");
    return request.isEmpty() ? List.of() : List.of(new AgentEvent.Withdrew(request));
  }

  private static List<AgentEvent> answered(JsonNode response) {
    boolean refused = Json.text(response, "subtype").equals("error");
    String words = Json.firstText(response, "error", "error_code");
    return Json.uuid(Json.text(response, "request_id"))
        .<AgentEvent>map(id ->
            new AgentEvent.Answered(
                new InputId(id), refused ? (words.isEmpty() ? "refused" : words) : null))
        .stream()
        .toList();
  }

  private static List<AgentEvent> moved(JsonNode line) {
    Optional<Lifecycle> state = lifecycle(Json.text(line, "state"));
    return Json.uuid(Json.text(line, "command_uuid"))
        .flatMap(id -> state.<AgentEvent>map(to -> new AgentEvent.InputMoved(new InputId(id), to)))
        .stream()
        .toList();
  }

  private static Optional<Lifecycle> lifecycle(String word) {
    return Optional.ofNullable(
        switch (word) {
          case "queued" -> Lifecycle.QUEUED;
          case "started" -> Lifecycle.STARTED;
          case "completed" -> Lifecycle.COMPLETED;
          case "cancelled" -> Lifecycle.CANCELLED;
          case "discarded" -> Lifecycle.DISCARDED;
          case "refused" -> Lifecycle.REFUSED;
          default -> null;
        });
  }
}
