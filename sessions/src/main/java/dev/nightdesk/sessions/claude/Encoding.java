package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The exact lines of our inputs: user messages, answers to the agent's requests, and requests of
/// our own, whose request id is the input's id.
final class Encoding {
  private Encoding() {}

  static InputLine line(InputId id, AgentInput input) {
    ObjectNode node =
        switch (input) {
          case AgentInput.Prompt prompt -> prompt(id, prompt);
          case AgentInput.Allow allow -> answer(allow.request(), allowed(allow.rules()));
          case AgentInput.Deny deny -> answer(deny.request(), denied(deny.message()));
          case AgentInput.Answers answers -> answer(answers.request(), answered(answers));
          case AgentInput.Interrupt _ -> request(id, "interrupt");
          case AgentInput.Cancel cancel -> cancel(id, cancel.prompt());
          case AgentInput.SetMode mode -> setMode(id, mode.mode());
          case AgentInput.SetModel model -> setModel(id, model);
        };
    return new InputLine(id, (Json.line(node) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode prompt(InputId id, AgentInput.Prompt prompt) {
    ObjectNode line = Json.object().put("type", "user");
    line.putObject("message").put("role", "user").put("content", prompt.text());
    line.putNull("parent_tool_use_id").put("session_id", "").put("uuid", id.toString());
    if (prompt.relayed()) {
      // Turns off `/command` dispatch and `@file` expansion for words that are not the person's
      // own.
      line.put("client_composed", true);
    }
    return line;
  }

  private static ObjectNode answer(String request, ObjectNode verdict) {
    ObjectNode line = Json.object().put("type", "control_response");
    line.putObject("response")
        .put("subtype", "success")
        .put("request_id", request)
        .set("response", verdict);
    return line;
  }

  private static ObjectNode allowed(List<String> rules) {
    ObjectNode verdict = Json.object().put("behavior", "allow");
    List<ObjectNode> kept =
        rules.stream().flatMap(rule -> Json.read(rule).stream()).map(Encoding::forSession).toList();
    if (!kept.isEmpty()) {
      verdict.putArray("updatedPermissions").addAll(kept);
    }
    return verdict;
  }

  /// PERM-15: what is allowed from a chat never reaches a settings file.
  private static ObjectNode forSession(ObjectNode rule) {
    return rule.put("destination", "session");
  }

  private static ObjectNode denied(String message) {
    // The model reads an empty message as an empty tool result, and wonders.
    String words = message.isBlank() ? "The user denied this." : message;
    return Json.object().put("behavior", "deny").put("message", words);
  }

  private static ObjectNode answered(AgentInput.Answers answers) {
    ObjectNode input = Json.read(answers.input()).orElseGet(Json::object);
    ObjectNode given = input.putObject("answers");
    inOrderOfAsking(input, answers.answers()).forEach(given::put);
    if (answers.response() != null) {
      input.put("response", answers.response());
    }
    return Json.object().put("behavior", "allow").set("updatedInput", input);
  }

  /// A map of the JDK has another order in every process: the bytes must not.
  private static Map<String, String> inOrderOfAsking(
      ObjectNode input, Map<String, List<String>> answers) {
    var remaining = new TreeMap<>(answers);
    var ordered = new LinkedHashMap<String, String>();
    for (JsonNode question : input.path("questions")) {
      List<String> labels = remaining.remove(Json.text(question, "question"));
      if (labels != null) {
        ordered.put(Json.text(question, "question"), String.join(", ", labels));
      }
    }
    remaining.forEach((question, labels) -> ordered.put(question, String.join(", ", labels)));
    return ordered;
  }

  private static ObjectNode request(InputId id, String subtype) {
    ObjectNode line = Json.object().put("type", "control_request").put("request_id", id.toString());
    line.putObject("request").put("subtype", subtype);
    return line;
  }

  private static ObjectNode cancel(InputId id, InputId prompt) {
    ObjectNode line = request(id, "cancel_async_message");
    line.withObject("request").put("message_uuid", prompt.toString());
    return line;
  }

  private static ObjectNode setMode(InputId id, String mode) {
    ObjectNode line = request(id, "set_permission_mode");
    line.withObject("request").put("mode", mode);
    return line;
  }

  private static ObjectNode setModel(InputId id, AgentInput.SetModel input) {
    ObjectNode line = request(id, "set_model");
    if (input.model() != null) {
      line.withObject("request").put("model", input.model());
    }
    return line;
  }
}
