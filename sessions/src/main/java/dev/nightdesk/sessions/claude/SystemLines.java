package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.State;
import java.time.Duration;
import java.util.List;

/// Lines of type `system`: how a turn begins, the session's state, retries, background work.
final class SystemLines {
  /// No wait that the CLI announces is longer; a wilder figure is a mistake.
  private static final long LONGEST_WAIT_MILLIS = Duration.ofDays(7).toMillis();

  private SystemLines() {}

  static List<AgentEvent> events(JsonNode line) {
    return switch (Json.text(line, "subtype")) {
      case "init" -> started(line);
      case "session_state_changed" -> state(Json.text(line, "state"));
      case "status" -> status(line);
      case "api_retry" -> List.of(retrying(line));
      case "permission_denied" ->
          progress("not allowed: " + Json.firstText(line, "tool_name", "message"));
      case "informational" -> warning(line);
      case "background_tasks_changed" -> List.of(background(line));
      case "task_progress" -> progress(Json.firstText(line, "summary", "description"));
      case "task_notification" ->
          progress(Json.firstText(line, "summary", "description", "status"));
      default -> List.of();
    };
  }

  /// A tool that runs for long says so. Known from the published types only.
  static List<AgentEvent> toolProgress(JsonNode line) {
    String tool = Json.text(line, "tool_name");
    long seconds = line.path("elapsed_time_seconds").asLong(0);
    return tool.isEmpty() ? List.of() : progress(tool + " runs for " + seconds + " s");
  }

  private static List<AgentEvent> started(JsonNode line) {
    String conversation = Json.text(line, "session_id");
    if (conversation.isEmpty()) {
      return List.of();
    }
    return List.of(
        new AgentEvent.Started(
            conversation,
            Json.text(line, "model"),
            Json.text(line, "permissionMode"),
            Json.text(line, "claude_code_version")));
  }

  private static List<AgentEvent> state(String word) {
    return switch (word) {
      case "running" -> List.of(new AgentEvent.StateIs(State.RUNNING));
      case "requires_action" -> List.of(new AgentEvent.StateIs(State.REQUIRES_ACTION));
      case "idle" -> List.of(new AgentEvent.StateIs(State.IDLE));
      default -> List.of();
    };
  }

  private static List<AgentEvent> status(JsonNode line) {
    String mode = Json.text(line, "permissionMode");
    if (!mode.isEmpty()) {
      return List.of(new AgentEvent.ModeIs(mode));
    }
    return Json.text(line, "status").equals("compacting")
        ? progress("compacting the conversation")
        : List.of();
  }

  private static AgentEvent retrying(JsonNode line) {
    long wait = Math.clamp(line.path("retry_delay_ms").asLong(0), 0, LONGEST_WAIT_MILLIS);
    return new AgentEvent.Retrying(
        Troubles.ofRetry(line),
        line.path("attempt").asInt(0),
        line.path("max_retries").asInt(0),
        Duration.ofMillis(wait));
  }

  private static List<AgentEvent> warning(JsonNode line) {
    return Json.text(line, "level").equals("warning")
        ? progress(Json.text(line, "content"))
        : List.of();
  }

  private static AgentEvent background(JsonNode line) {
    return new AgentEvent.BackgroundNow(
        line.path("tasks")
            .valueStream()
            .map(task -> Tools.oneLine(Json.firstText(task, "description", "task_type", "task_id")))
            .toList());
  }

  private static List<AgentEvent> progress(String words) {
    return words.isBlank() ? List.of() : List.of(new AgentEvent.Progress(Tools.oneLine(words)));
  }
}
