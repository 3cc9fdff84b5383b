package dev.nightdesk.sessions.scripted;

import java.util.List;
import java.util.Set;

/// Answers the host's control requests.
final class Requests {
  private static final Set<String> MODES =
      Set.of("default", "manual", "acceptEdits", "plan", "auto", "dontAsk", "bypassPermissions");

  private Requests() {}

  static void answer(Fields line, Mouth mouth, Ear ear, Runnable end) {
    String id = line.text("request_id");
    Fields request = line.at("request");
    switch (request.text("subtype")) {
      case "initialize" -> mouth.answer(id, initialized(mouth, ear));
      case "interrupt" -> ear.interrupt(id, request.isTrue("cancel_queued"));
      case "cancel_async_message" -> {
        String uuid = request.text("message_uuid");
        boolean cancelled = ear.cancel(uuid);
        mouth.answer(id, Fields.of("cancelled", cancelled).and("message_uuid", uuid));
      }
      case "set_permission_mode" -> setMode(id, request.text("mode"), mouth);
      case "set_model" -> {
        String model = request.text("model");
        mouth.model(model.isEmpty() ? "scripted" : model);
        mouth.answer(id, Fields.of("model", model));
      }
      case "end_session" -> {
        mouth.answer(id, Fields.none());
        end.run();
      }
      default ->
          mouth.refuse(
              id,
              "Unsupported control request subtype: " + request.text("subtype"),
              "unsupported_request");
    }
  }

  private static Fields initialized(Mouth mouth, Ear ear) {
    return Fields.of("commands", List.of(Fields.of("name", "clear")))
        .and("agents", List.of())
        .and("models", List.of(Fields.of("value", "scripted")))
        .and("account", Fields.of("tokenSource", "none"))
        .and("pid", ProcessHandle.current().pid())
        .and("claude_code_version", Mouth.VERSION)
        .and("current_permission_mode", mouth.mode())
        .and("session_state", ear.isIdle() ? "idle" : "running");
  }

  private static void setMode(String id, String mode, Mouth mouth) {
    if (!MODES.contains(mode)) {
      mouth.refuse(id, "Invalid permission mode: " + mode, "invalid_mode");
      return;
    }
    mouth.answer(id, Fields.of("mode", mode));
    mouth.mode(mode);
  }
}
