package dev.nightdesk.sessions.scripted;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// Writes the lines the CLI writes, one at a time. Safe for any thread.
final class Mouth {
  /// The release whose behaviour is played.
  static final String VERSION = "2.1.329";

  private final OutputStream out;
  private final Supplier<UUID> ids;
  private String session;
  private String model;
  private String mode;

  Mouth(OutputStream out, Supplier<UUID> ids, String session, String model, String mode) {
    this.out = out;
    this.ids = ids;
    this.session = session;
    this.model = model;
    this.mode = mode;
  }

  String id() {
    return ids.get().toString();
  }

  synchronized void session(String id) {
    session = id;
  }

  synchronized String session() {
    return session;
  }

  synchronized void model(String name) {
    model = name;
  }

  synchronized String mode() {
    return mode;
  }

  /// Changes the permission mode and says so.
  synchronized void mode(String name) {
    mode = name;
    line(system("status").and("status", null).and("permissionMode", name));
  }

  synchronized void init(String directory) {
    line(
        system("init")
            .and("cwd", directory)
            .and("tools", List.of("Bash", "Read", "Write", "AskUserQuestion", "ExitPlanMode"))
            .and("model", model)
            .and("permissionMode", mode)
            .and("claude_code_version", VERSION)
            .and("capabilities", List.of("interrupt_receipt_v1", "msg_lifecycle_v1")));
  }

  void state(String word) {
    line(system("session_state_changed").and("state", word));
  }

  /// Only prompts that have an id of their own are spoken of.
  void lifecycle(String uuid, String state) {
    if (!uuid.isEmpty()) {
      line(Fields.of("command_uuid", uuid).and("state", state).and("type", "command_lifecycle"));
    }
  }

  void say(String markdown) {
    line(assistant(textBlock(markdown)));
  }

  /// What was said of an answer that is cut off.
  void sayHalf(String markdown) {
    line(assistant(textBlock(markdown)).and("aborted", true));
  }

  /// Says something that no model said.
  void sayItself(String markdown, Fields marks) {
    Fields line = assistant(textBlock(markdown));
    line.at("message").put("model", "<synthetic>");
    line.putAll(marks);
    line(line);
  }

  void use(String toolUse, String tool, Fields input) {
    line(
        assistant(
            Fields.of("type", "tool_use")
                .and("id", toolUse)
                .and("name", tool)
                .and("input", input)));
  }

  void used(String toolUse, String content, boolean failed) {
    Fields result =
        Fields.of("tool_use_id", toolUse)
            .and("type", "tool_result")
            .and("content", content)
            .and("is_error", failed);
    Object raw = failed ? "Error: " + content : Fields.of("stdout", content).and("stderr", "");
    line(user(result).and("tool_use_result", raw));
  }

  void interruptedNote(boolean duringTool) {
    line(
        user(
            textBlock(
                duringTool
                    ? "[Request interrupted by user for tool use]"
                    : "[Request interrupted by user]")));
  }

  void request(String id, Fields request) {
    line(Fields.of("type", "control_request").and("request_id", id).and("request", request));
  }

  void withdraw(String id) {
    line(Fields.of("type", "control_cancel_request").and("request_id", id));
  }

  void answer(String id, Fields response) {
    Fields body = Fields.of("subtype", "success").and("request_id", id).and("response", response);
    line(Fields.of("type", "control_response").and("response", body));
  }

  void refuse(String id, String error, String code) {
    Fields body =
        Fields.of("subtype", "error")
            .and("request_id", id)
            .and("error", error)
            .and("error_code", code);
    line(Fields.of("type", "control_response").and("response", body));
  }

  static Fields system(String subtype) {
    return Fields.of("type", "system").and("subtype", subtype);
  }

  /// A line of any kind; the session's id is added.
  synchronized void line(Fields line) {
    raw(JsonText.print(line.and("session_id", session)));
  }

  synchronized void raw(String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private synchronized Fields assistant(Fields block) {
    Fields message =
        Fields.of("id", "msg_" + id())
            .and("role", "assistant")
            .and("model", model)
            .and("content", List.of(block));
    return Fields.of("type", "assistant").and("message", message).and("parent_tool_use_id", null);
  }

  private static Fields user(Fields block) {
    return Fields.of("type", "user")
        .and("message", Fields.of("role", "user").and("content", List.of(block)))
        .and("parent_tool_use_id", null);
  }

  private static Fields textBlock(String text) {
    return Fields.of("type", "text").and("text", text);
  }
}
