package dev.nightdesk.sessions.claude;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// The conversations the CLI keeps on disk: `<configuration>/projects/<project>/<id>.jsonl`
/// (protocol 14, HOST-14). We only ask whether there is one: `--resume` of none ends the process,
/// and so does `--session-id` of one.
final class Transcripts {
  /// How far we look for the first message; before it stand a few short lines of bookkeeping.
  static final int LINES_LOOKED_AT = 1_000;

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
    Path projects = configuration.resolve("projects");
    if (!ID.matcher(conversation).matches() || !Files.isDirectory(projects)) {
      return Kept.NOTHING;
    }
    Kept best = Kept.NOTHING;
    try (var folders = Files.newDirectoryStream(projects)) {
      for (Path folder : folders) {
        Path transcript = folder.resolve(conversation + ".jsonl");
        if (Files.isRegularFile(transcript)) {
          if (holdsMessage(transcript)) {
            return Kept.CONVERSATION;
          }
          best = Kept.HUSK;
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // The CLI reads the same folder as the same user: it will say what is wrong.
      return best;
    }
    return best;
  }

  private static boolean holdsMessage(Path transcript) {
    // Bytes that are not UTF-8 must not stop us, so not as UTF-8; the key is plain ASCII and inside
    // a text its quotes would be escaped.
    try (var lines = Files.lines(transcript, StandardCharsets.ISO_8859_1)) {
      return lines.limit(LINES_LOOKED_AT).anyMatch(line -> line.contains("\"type\":\"user\""));
    } catch (IOException | UncheckedIOException unreadable) {
      return false;
    }
  }
}
