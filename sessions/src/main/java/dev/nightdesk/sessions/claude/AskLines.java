package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.sessions.AgentEvent;
import java.util.List;

/// Requests of the agent to a person: leave to use a tool, questions, a plan.
final class AskLines {
  private AskLines() {}

  static List<AgentEvent> events(JsonNode line) {
    String id = Json.text(line, "request_id");
    JsonNode request = line.path("request");
    String kind = Json.text(request, "subtype");
    if (id.isEmpty() || kind.isEmpty()) {
      return List.of();
    }
    if (!kind.equals("can_use_tool")) {
      return elsewhere(kind);
    }
    return List.of(
        switch (Json.text(request, "tool_name")) {
          case "AskUserQuestion" -> questions(id, request);
          case "ExitPlanMode" -> plan(id, request);
          default -> permission(id, request);
        });
  }

  /// What has no buttons here (STATE-2): at least the card says why nothing moves.
  private static List<AgentEvent> elsewhere(String kind) {
    String words = "waits for an answer only a terminal can give (" + kind + ")";
    return List.of(new AgentEvent.Progress(Tools.oneLine(words)));
  }

  private static AgentEvent questions(String id, JsonNode request) {
    JsonNode input = request.path("input");
    List<AgentEvent.Question> questions =
        input.path("questions").valueStream().map(AskLines::question).toList();
    if (questions.isEmpty()) {
      // Nothing to choose from: shown as any other tool, so that a person can still let it go on.
      return permission(id, request);
    }
    return new AgentEvent.AskedQuestion(
        id, Json.text(request, "tool_use_id"), input.toString(), Json.hash(input), questions);
  }

  private static AgentEvent.Question question(JsonNode question) {
    return new AgentEvent.Question(
        Json.text(question, "question"),
        Json.text(question, "header"),
        question.path("multiSelect").asBoolean(),
        question
            .path("options")
            .valueStream()
            .map(option ->
                new AgentEvent.Option(Json.text(option, "label"), Json.text(option, "description")))
            .toList());
  }

  private static AgentEvent plan(String id, JsonNode request) {
    JsonNode input = request.path("input");
    return new AgentEvent.AskedPlan(
        id,
        Json.text(request, "tool_use_id"),
        input.toString(),
        Json.hash(input),
        Json.text(input, "plan"));
  }

  private static AgentEvent permission(String id, JsonNode request) {
    JsonNode input = request.path("input");
    String tool = Json.text(request, "tool_name");
    String described = Json.firstText(request, "description", "title");
    String reason = reason(request);
    String subagent = Json.text(request, "agent_id");
    return new AgentEvent.AskedPermission(
        id,
        Json.text(request, "tool_use_id"),
        tool,
        input.toString(),
        Json.hash(input),
        described.isEmpty() ? Tools.summary(tool, input) : described,
        reason.isEmpty() ? null : reason,
        subagent.isEmpty() ? null : subagent,
        Rules.offered(request));
  }

  private static String reason(JsonNode request) {
    String reason = Json.text(request, "decision_reason");
    String path = Json.text(request, "blocked_path");
    if (path.isEmpty()) {
      return reason;
    }
    return reason.isEmpty() ? "touches " + path : reason + " (" + path + ")";
  }
}
