package dev.nightdesk.tests.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What stands in the journals of a home's agents, read from outside: the one witness of what they
/// really did.
///
/// @param folder the home's `sessions`
public record Journals(Path folder) {
  private static final JsonMapper JSON = new JsonMapper();

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

  /// How many lines for agents hold these words, in all processes of all sessions.
  public long given(String words) {
    return lines("in.jsonl").stream().filter(line -> line.contains(words)).count();
  }

  /// How many processes were claimed for a session.
  public int incarnations(String session) {
    return (int) files("claim").filter(claim -> claim.toString().contains(session)).count();
  }

  private List<String> lines(String name) {
    return files(name).flatMap(file -> read(file).lines()).toList();
  }

  private Stream<Path> files(String name) {
    try (var found = Files.find(folder, 3, (file, _) -> file.endsWith(name))) {
      return found.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
