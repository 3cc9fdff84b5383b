package dev.nightdesk.tests.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// One call of the CLI to the model: what the model got to read.
///
/// @param body the request's JSON
public record ModelCall(JsonNode body) {
  private static final String STEERING = "The user sent a new message while you were working:";
  private static final String NEWS = "[SYSTEM NOTIFICATION - NOT USER INPUT]";
  private static final List<String> ADDED =
      List.of("<", "[Request interrupted", "Continue from where you left off.");
  private static final Pattern PLAN_FILE = Pattern.compile("/\\S+/plans/[\\w-]+\\.md");

  /// Whether it is about the conversation: titles, counts and other side calls bring no tools.
  boolean isTurn() {
    return !body.path("tools").isEmpty();
  }

  boolean streams() {
    return body.path("stream").asBoolean();
  }

  public String model() {
    return body.path("model").asText();
  }

  /// The last words of a person.
  public String prompt() {
    int at = promptAt();
    return at < 0 ? "" : wordsOf(messages().get(at));
  }

  /// How often the model has answered since then: which step of a script comes next.
  int answersSincePrompt() {
    List<JsonNode> messages = messages();
    return (int)
        messages.subList(promptAt() + 1, messages.size()).stream()
            .filter(message -> message.path("role").asText().equals("assistant"))
            .count();
  }

  /// What tools gave back in this conversation, oldest first.
  public List<String> toolResults() {
    return messages().stream()
        .flatMap(message -> blocks(message).stream())
        .filter(block -> block.path("type").asText().equals("tool_result"))
        .map(block -> textOf(block.path("content")))
        .toList();
  }

  public String lastToolResult() {
    List<String> results = toolResults();
    return results.isEmpty() ? "" : results.getLast();
  }

  /// Everything people said in this conversation, oldest first. A message of a turn that was cut
  /// off comes with a line break after it when the turn is run again.
  public List<String> everythingSaid() {
    return messages().stream()
        .map(ModelCall::wordsOf)
        .map(String::strip)
        .filter(words -> !words.isEmpty())
        .toList();
  }

  /// Where a plan is to be written, when the CLI said so.
  String planFile() {
    Matcher matcher = PLAN_FILE.matcher(body.toString());
    return matcher.find() ? matcher.group() : "";
  }

  private int promptAt() {
    List<JsonNode> messages = messages();
    for (int index = messages.size() - 1; index >= 0; index--) {
      if (!wordsOf(messages.get(index)).isEmpty()) {
        return index;
      }
    }
    return -1;
  }

  private List<JsonNode> messages() {
    return StreamSupport.stream(body.path("messages").spliterator(), false).toList();
  }

  /// A person's words in a message; what the CLI adds for the model is left out. Of several the
  /// last: the ones before belong to turns that failed.
  private static String wordsOf(JsonNode message) {
    String role = message.path("role").asText();
    if (role.equals("assistant")) {
      return "";
    }
    return blocks(message).stream()
        .filter(block -> block.path("type").asText().equals("text"))
        .map(block -> block.path("text").asText())
        .map(text -> role.equals("system") ? steered(text) : said(text))
        .filter(text -> !text.isBlank())
        .reduce("", (earlier, later) -> later);
  }

  /// What is said while a tool runs reaches the model as a system message in the running turn.
  private static String steered(String text) {
    int at = text.indexOf(STEERING);
    if (at < 0) {
      return "";
    }
    String rest = text.substring(at + STEERING.length()).strip();
    int end = rest.indexOf("\n\n");
    return end < 0 ? rest : rest.substring(0, end);
  }

  private static String said(String text) {
    if (text.contains(NEWS)) {
      return "say The background task is over.";
    }
    boolean added = ADDED.stream().anyMatch(text::startsWith);
    return added ? "" : text;
  }

  private static List<JsonNode> blocks(JsonNode message) {
    JsonNode content = message.path("content");
    if (content.isTextual()) {
      return List.of(
          JsonNodeFactory.instance.objectNode().put("type", "text").put("text", content.asText()));
    }
    var blocks = new ArrayList<JsonNode>();
    content.forEach(blocks::add);
    return blocks;
  }

  private static String textOf(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    return StreamSupport.stream(content.spliterator(), false)
        .map(block -> block.path("text").asText())
        .collect(Collectors.joining("\n"));
  }
}
