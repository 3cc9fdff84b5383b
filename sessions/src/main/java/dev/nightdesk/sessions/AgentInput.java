package dev.nightdesk.sessions;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something for the agent to read. JSON travels as text: it is the agent's own and goes back as it
/// came.
public sealed interface AgentInput {
  /// What a person asks for.
  ///
  /// @param relayed the words are not the person's own typing (quoted, forwarded, transcribed):
  ///   commands and file references in them must not act
  record Prompt(String text, boolean relayed) implements AgentInput {}

  /// Lets one tool call happen.
  ///
  /// @param rules suggestions of [AgentEvent.AskedPermission] to keep for this session, as they
  ///   came; always written with destination `session` (PERM-15)
  record Allow(String request, List<String> rules) implements AgentInput {
    public Allow {
      rules = List.copyOf(rules);
    }
  }

  /// Refuses one tool call, or asks for more planning.
  ///
  /// @param message read by the model
  record Deny(String request, String message) implements AgentInput {}

  /// Answers a set of questions.
  ///
  /// @param input the questions' input exactly as it came
  /// @param answers question text to chosen labels or free text; several labels are joined by `, `
  /// @param response a general reply instead of answers, when the person dismissed the questions
  record Answers(
      String request, String input, Map<String, List<String>> answers, @Nullable String response)
      implements AgentInput {
    public Answers {
      answers = Map.copyOf(answers);
    }
  }

  /// Ends the running turn; the agent stays.
  record Interrupt() implements AgentInput {}

  /// Takes back a prompt that has not begun.
  record Cancel(InputId prompt) implements AgentInput {}

  record SetMode(String mode) implements AgentInput {}

  record SetModel(@Nullable String model) implements AgentInput {}
}
