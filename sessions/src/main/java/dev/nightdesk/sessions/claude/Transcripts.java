package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.journal.JournalLine;
import dev.nightdesk.sessions.journal.JournalReader;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The conversations the CLI keeps on disk: `<configuration>/projects/<project>/<id>.jsonl`
/// (HOST-14). We ask whether there is one, as `--resume` of none ends the process, and so does
/// `--session-id` of one; and which prompt stands last in it, as that one's turn is taken up again
/// when it looks cut off.
final class Transcripts {
  /// How far we look for the first message; before it stand a few short lines of bookkeeping.
  static final int LINES_LOOKED_AT = 1_000;

  private static final String OF_A_USER = "\"type\":\"user\"";

  private static final List<String> NOT_SAID = List.of("isMeta", "isSidechain", "isCompactSummary");

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  enum Kept {
    /// No file: the id is free.
    NOTHING,
    /// A file without a message in it: the id can neither be resumed nor taken (measured).
    HUSK,
    CONVERSATION
  }

  private Transcripts() {}

  /// The configuration directory that a process with this environment uses.
  static Path configuration(Map<String, String> environment) {
    String own = environment.getOrDefault("CLAUDE_CONFIG_DIR", "");
    return own.isEmpty() ? Path.of(environment.getOrDefault("HOME", "/"), ".claude") : Path.of(own);
  }

  /// Looked for in every project: a worktree files its conversation under another one, and the CLI
  /// resumes by id from anywhere (VER-4).
  static Kept kept(Path configuration, String conversation) {
    List<Path> files = files(configuration, conversation);
    if (files.isEmpty()) {
      return Kept.NOTHING;
    }
    return files.stream().anyMatch(Transcripts::holdsMessage) ? Kept.CONVERSATION : Kept.HUSK;
  }

  /// The last prompt in a conversation that was said to its agent and not by it; empty when there
  /// is none, or none that could be ours.
  static Optional<InputId> lastPrompt(Path configuration, String conversation) {
    return files(configuration, conversation).stream()
        .filter(Transcripts::holdsMessage)
        .findFirst()
        .flatMap(Transcripts::lastPrompt);
  }

  private static List<Path> files(Path configuration, String conversation) {
    Path projects = configuration.resolve("projects");
    if (!ID.matcher(conversation).matches() || !Files.isDirectory(projects)) {
      return List.of();
    }
    var files = new ArrayList<Path>();
    try (var folders = Files.newDirectoryStream(projects)) {
      for (Path folder : folders) {
        Path transcript = folder.resolve(conversation + ".jsonl");
        if (Files.isRegularFile(transcript)) {
          files.add(transcript);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // The CLI reads the same folder as the same user: it will say what is wrong.
      return files;
    }
    return files;
  }

  private static boolean holdsMessage(Path transcript) {
    // Inside a text the key's quotes would be escaped.
    try (var lines = JournalReader.open(transcript, 0)) {
      for (int i = 0; i < LINES_LOOKED_AT; i++) {
        JournalLine line = next(lines);
        if (line == null) {
          return false;
        }
        if (line.text().contains(OF_A_USER)) {
          return true;
        }
      }
      return false;
    } catch (IOException unreadable) {
      return false;
    }
  }

  /// A line too long to be read is none of ours: prompts have a bound far below.
  private static Optional<InputId> lastPrompt(Path transcript) {
    Optional<InputId> last = Optional.empty();
    try (var lines = JournalReader.open(transcript, 0)) {
      for (var line = next(lines); line != null; line = next(lines)) {
        if (!(line instanceof JournalLine.TooLong) && line.text().contains(OF_A_USER)) {
          var prompt = Json.read(line.text()).filter(Transcripts::isPrompt);
          last = prompt.isPresent() ? prompt.flatMap(Transcripts::id) : last;
        }
      }
      return last;
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<InputId> id(ObjectNode prompt) {
    return Json.uuid(Json.text(prompt, "uuid")).map(InputId::new);
  }

  /// Also the last one, if its newline is missing: whoever was to write it may be dead.
  private static @Nullable JournalLine next(JournalReader lines) throws IOException {
    JournalLine line = lines.next();
    return line == null ? lines.rest() : line;
  }

  /// What tools gave back, what helpers of the agent were told, what the CLI itself put in and what
  /// it made of a conversation that grew too long all have the type of a person's words.
  private static boolean isPrompt(ObjectNode line) {
    return Json.text(line, "type").equals("user")
        && NOT_SAID.stream().noneMatch(mark -> line.path(mark).asBoolean())
        && line.path("message")
            .path("content")
            .valueStream()
            .noneMatch(block -> Json.text(block, "type").equals("tool_result"));
  }
}
