package dev.nightdesk.tests.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What stands in the journals of a home's agents, read from outside: the one witness of what they
/// really did.
///
/// @param folder the home's `sessions`
public record Journals(Path folder) {
  private static final Pattern PLAIN_RESULT = Pattern.compile("\"result\":\"([^\"\\\\]*)\"");
  private static final JsonMapper JSON = new JsonMapper();

  /// From the sessions' folder down to a process's files.
  private static final int DEPTH = 3;

  /// How many turns ended, however.
  public long turns() {
    return lines("out.jsonl").stream().filter(line -> line.contains("\"type\":\"result\"")).count();
  }

  /// What tools and people's answers gave back to agents, oldest first.
  public List<String> toolResults() {
    return lines("out.jsonl").stream()
        .filter(line -> line.contains("\"tool_result\""))
        .flatMap(line -> read(line).path("message").path("content").valueStream())
        .filter(block -> block.path("type").asText().equals("tool_result"))
        .map(block -> block.path("content").asText())
        .toList();
  }

  /// How many turns ended with this answer, in all processes of all sessions.
  public long finished(String answer) {
    return lines("out.jsonl").stream()
        .filter(line -> line.contains("\"type\":\"result\""))
        .filter(line -> line.contains("\"result\":\"" + answer + "\""))
        .count();
  }

  /// How many turns ended with each answer that is short and plain.
  public Map<String, Long> finished() {
    return lines("out.jsonl").stream()
        .filter(line -> line.contains("\"type\":\"result\""))
        .map(PLAIN_RESULT::matcher)
        .filter(Matcher::find)
        .collect(Collectors.groupingBy(found -> found.group(1), Collectors.counting()));
  }

  /// How many turns of a session ended well.
  public long succeeded(String session) {
    return files("out.jsonl")
        .filter(file -> file.toString().contains(session))
        .flatMap(file -> read(file).lines())
        .filter(line -> line.contains("\"type\":\"result\""))
        .filter(line -> line.contains("\"subtype\":\"success\""))
        .count();
  }

  /// How often agents asked for leave in these words.
  public long asked(String words) {
    return lines("out.jsonl").stream()
        .filter(line -> line.contains("\"type\":\"control_request\"") && line.contains(words))
        .count();
  }

  /// How many lines for agents hold these words, in all processes of all sessions.
  public long given(String words) {
    return lines("in.jsonl").stream().filter(line -> line.contains(words)).count();
  }

  /// Whether the agent's newest word of its state is that it waits for words. It comes a moment
  /// after the end of its turn.
  public boolean isIdle() {
    return lines("out.jsonl").stream()
        .filter(line -> line.contains("\"session_state_changed\""))
        .reduce((_, newest) -> newest)
        .filter(line -> line.contains("\"state\":\"idle\""))
        .isPresent();
  }

  /// How many processes were claimed for a session.
  public int incarnations(String session) {
    return (int) files("claim").filter(claim -> claim.toString().contains(session)).count();
  }

  private List<String> lines(String name) {
    return files(name).flatMap(file -> read(file).lines()).toList();
  }

  /// The files of this name, one for each process that has one.
  Stream<Path> files(String name) {
    return Below.of(folder, DEPTH).filter(file -> file.endsWith(name));
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
