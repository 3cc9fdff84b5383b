package dev.nightdesk.tests.world;

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

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
