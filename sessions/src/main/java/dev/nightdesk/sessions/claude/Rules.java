package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.sessions.AgentEvent.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The permission rules an agent offers with a prompt, in words.
///
/// Only what a person can judge from its words is offered: leave to do more, of a kind we know. A
/// rule of another kind, one that removes rules, or one that ends all asking (PERM-9) is left out.
final class Rules {
  private Rules() {}

  static List<Rule> offered(JsonNode request) {
    if (request.path("suppress_always_allow_rule").asBoolean()) {
      return List.of();
    }
    return request
        .path("permission_suggestions")
        .valueStream()
        .flatMap(json -> words(json).map(words -> new Rule(json.toString(), words)).stream())
        .toList();
  }

  private static Optional<String> words(JsonNode rule) {
    String words =
        switch (Json.text(rule, "type")) {
          case "addRules" -> Json.text(rule, "behavior").equals("allow") ? toolRules(rule) : "";
          case "setMode" -> mode(Json.text(rule, "mode"));
          case "addDirectories" -> directories(rule);
          default -> "";
        };
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  private static String toolRules(JsonNode rule) {
    return rule.path("rules")
        .valueStream()
        .map(Rules::toolRule)
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String toolRule(JsonNode rule) {
    String content = Json.text(rule, "ruleContent");
    return Json.text(rule, "toolName") + (content.isEmpty() ? "" : "(" + content + ")");
  }

  private static String mode(String mode) {
    return switch (mode) {
      case "acceptEdits" -> "accept edits";
      case "plan" -> "plan first";
      case "default", "manual" -> "ask for everything";
      default -> "";
    };
  }

  private static String directories(JsonNode rule) {
    List<String> directories = Json.texts(rule.path("directories"));
    return directories.isEmpty() ? "" : "work in " + String.join(", ", directories);
  }
}
