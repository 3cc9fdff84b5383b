package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.InputId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The line that ends a turn. `subtype` says `success` for a call that failed as well: `is_error`
/// decides, `terminal_reason` explains (HOST-3).
final class ResultLine {
  /// Also on standard error, and then the process ends: the end tells it, no turn was there to end.
  private static final String NOTHING_TO_RESUME = "No conversation found with session ID";

  /// Words for the makers of the CLI, such as after an interrupt; nothing a person could use.
  private static final String DIAGNOSTIC = "[ede_diagnostic]";

  private ResultLine() {}

  static List<AgentEvent> events(JsonNode line) {
    if (text(line).startsWith(NOTHING_TO_RESUME) && line.path("num_turns").asInt(0) == 0) {
      return List.of();
    }
    return Json.text(line, "local_command").equals("clear")
        ? List.of(new AgentEvent.Restarted(Json.text(line, "session_id")), event(line))
        : List.of(event(line));
  }

  private static AgentEvent event(JsonNode line) {
    Ending ending = ending(line);
    return new AgentEvent.TurnEnded(
        ending,
        ending == Ending.FAILED ? Troubles.ofResult(line) : null,
        text(line),
        answered(line),
        line.path("num_turns").asInt(0),
        Duration.ofMillis(Math.max(0, line.path("duration_ms").asLong(0))),
        line.path("total_cost_usd").asDouble(0),
        line.path("queued_turn_count").asInt(0),
        localOnly(line));
  }

  private static Ending ending(JsonNode line) {
    if (Json.text(line, "terminal_reason").startsWith("aborted")) {
      return Ending.INTERRUPTED;
    }
    boolean failed =
        line.path("is_error").asBoolean() || Json.text(line, "subtype").startsWith("error");
    return failed ? Ending.FAILED : Ending.COMPLETED;
  }

  /// Not every local command is named: `/context` and `/help` only leave the turns at zero.
  private static boolean localOnly(JsonNode line) {
    return line.hasNonNull("local_command")
        || (ending(line) == Ending.COMPLETED && line.path("num_turns").asInt(1) == 0);
  }

  private static String text(JsonNode line) {
    String result = Json.text(line, "result");
    if (!result.isEmpty()) {
      return result;
    }
    return Json.texts(line.path("errors")).stream()
        .filter(error -> !error.startsWith(DIAGNOSTIC))
        .collect(Collectors.joining("\n"));
  }

  private static List<InputId> answered(JsonNode line) {
    var ids = new LinkedHashSet<InputId>();
    Stream.concat(
            Json.texts(line.path("user_message_uuids")).stream(),
            Stream.of(Json.text(line, "user_message_uuid")))
        .map(Json::uuid)
        .flatMap(Optional::stream)
        .map(InputId::new)
        .forEach(ids::add);
    return List.copyOf(ids);
  }
}
