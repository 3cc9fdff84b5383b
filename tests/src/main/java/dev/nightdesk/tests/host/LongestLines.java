package dev.nightdesk.tests.host;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.claude.ClaudeCode;
import dev.nightdesk.sessions.journal.JournalReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/// Several agents that print the longest line at once, to one process with as little memory as the
/// gateway has.
public final class LongestLines {
  private static final String BEFORE =
      "{\"type\":\"assistant\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"";
  private static final String BEHIND = "\"}]}}";

  private LongestLines() {}

  /// Writes the line of the greatest length that is read whole. Of characters that take the most
  /// room in memory.
  static void write(Path journal) throws IOException {
    int room = JournalReader.MAX_LINE_BYTES - BEFORE.length() - BEHIND.length();
    var line = BEFORE + "€".repeat(room / 3) + "a".repeat(room % 3) + BEHIND;
    Files.write(journal, (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Prints how many events each reader understood.
  ///
  /// @param arguments the journal, and how many read it
  public static void main(String[] arguments) throws InterruptedException {
    var journal = Path.of(arguments[0]);
    var backend =
        new ClaudeCode(AgentKind.CLAUDE, List.of("claude"), Path.of("/"), List.of(), Map.of());
    var heard = new ConcurrentLinkedQueue<Integer>();
    var threads =
        IntStream.range(0, Integer.parseInt(arguments[1]))
            .mapToObj(_ -> Thread.ofVirtual().start(() -> heard.add(events(journal, backend))))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(heard);
  }

  private static int events(Path journal, AgentBackend backend) {
    try (var reader = JournalReader.open(journal, 0)) {
      var line = reader.next();
      return line == null ? 0 : backend.decode(line.text()).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
