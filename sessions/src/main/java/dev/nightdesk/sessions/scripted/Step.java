package dev.nightdesk.sessions.scripted;

import java.time.Duration;
import java.util.List;

/// One thing the agent does in a turn.
public sealed interface Step {
  /// Says something, in Markdown.
  record Say(String markdown) implements Step {}

  /// Uses a tool without asking.
  record Tool(String tool, String argument) implements Step {}

  /// Uses a tool after asking for leave.
  record Permission(String tool, String argument) implements Step {}

  /// Asks questions, all on one card.
  record Ask(List<Question> questions) implements Step {}

  record Question(String text, boolean multiSelect, List<String> options) {}

  /// Shows a plan and waits.
  record Plan(String markdown) implements Step {}

  /// Ends the turn with a failure, after the retries the CLI makes.
  record Fail(Failure failure) implements Step {}

  /// A call to the model fails once and is tried again.
  record Retry(Failure failure) implements Step {}

  /// Thinks for a while: what is said to it meanwhile waits for the next turn.
  record Sleep(Duration time) implements Step {}

  /// Says very much.
  record Big(int bytes) implements Step {}

  /// Asks for leave to write a file, and then really writes it.
  record Write(String file, String text) implements Step {}

  /// The turn's answer, instead of the last thing said.
  record Result(String markdown) implements Step {}

  /// Is gone at once, with this code.
  record Die(int code) implements Step {}

  /// Starts something beside the turn; its end begins a turn nobody asked for.
  record Background(Duration time) implements Step {}

  /// Writes lines that are no JSON, of no known type, and to standard error.
  record Noise() implements Step {}

  /// Two helpers ask for leave at the same time.
  record TwoPrompts() implements Step {}

  /// What can go wrong with a call to the model.
  enum Failure {
    OVERLOADED(529, "overloaded", "overloaded_error", "API Error: 529 Overloaded"),
    RATE_LIMIT(429, "rate_limit", "rate_limit_error", "API Error: Request rejected (429)"),
    BAD_KEY(401, "authentication_failed", "authentication_error", "Invalid API key"),
    NETWORK(0, "unknown", "", "API Error: Connection refused"),
    ERROR(400, "unknown", "invalid_request_error", "API Error: 400 invalid request");

    /// The HTTP status, 0 for none.
    public final int status;

    public final String word;
    public final String type;
    public final String words;

    Failure(int status, String word, String type, String words) {
      this.status = status;
      this.word = word;
      this.type = type;
      this.words = words;
    }
  }
}
