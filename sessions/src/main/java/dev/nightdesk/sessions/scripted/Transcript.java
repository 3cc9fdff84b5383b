package dev.nightdesk.sessions.scripted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is kept of a conversation, in a file like the CLI's: `projects/<directory>/<id>.jsonl`.
///
/// Like there it is written late: what was said in the last moments before a `kill -9` is gone.
/// Safe for any thread.
final class Transcript {
  private final Path file;
  private final Duration late;
  private final Set<String> finished = new HashSet<>();
  private final StringBuilder unwritten = new StringBuilder();
  private @Nullable Unfinished unfinished;
  private double cost;
  private boolean flushing;

  /// A turn that was cut off.
  ///
  /// @param done how many of its steps were over
  /// @param answer what its last request was answered
  record Unfinished(String prompt, String uuid, int done, String answer) {}

  private Transcript(Path file, Duration late) {
    this.file = file;
    this.late = late;
  }

  static Path file(Path configuration, Path directory, String conversation) {
    String project = directory.toString().replaceAll("[^A-Za-z0-9]", "-");
    return configuration.resolve("projects").resolve(project).resolve(conversation + ".jsonl");
  }

  /// A new one; its file appears with its first lines.
  static Transcript begin(Path file, Duration late) {
    return new Transcript(file, late);
  }

  /// One that exists.
  static Transcript read(Path file, Duration late) throws IOException {
    var transcript = new Transcript(file, late);
    for (String line : Files.readAllLines(file)) {
      transcript.remember(JsonText.parse(line));
    }
    return transcript;
  }

  private void remember(Fields line) {
    switch (line.text("type")) {
      case "user" -> unfinished = new Unfinished(line.text("prompt"), line.text("uuid"), 0, "");
      case "step" -> {
        if (unfinished != null && line.get("done") instanceof Number done) {
          unfinished =
              new Unfinished(
                  unfinished.prompt(), unfinished.uuid(), done.intValue(), line.text("answer"));
        }
      }
      case "turn-end" -> {
        if (unfinished != null) {
          finished.add(unfinished.uuid());
        }
        unfinished = null;
        cost = line.get("cost") instanceof Number sum ? sum.doubleValue() : cost;
      }
      default -> {}
    }
  }

  @Nullable Unfinished unfinished() {
    return unfinished;
  }

  /// The prompts of earlier processes that need not run again. Only what stands in the file by its
  /// own id is known: of prompts merged into one turn the last one, of one folded into a running
  /// turn none, of local commands none (measured).
  boolean isFinished(String uuid) {
    return finished.contains(uuid);
  }

  /// What the conversation cost up to now.
  double cost() {
    return cost;
  }

  void asked(String prompt, String uuid) {
    append(
        Fields.of("type", "user")
            .and("uuid", uuid)
            .and("prompt", prompt)
            .and("message", Fields.of("role", "user").and("content", prompt)));
  }

  void did(int steps, String answer) {
    append(Fields.of("type", "step").and("done", steps).and("answer", answer));
  }

  void said(String markdown) {
    append(
        Fields.of("type", "assistant")
            .and("message", Fields.of("role", "assistant").and("content", markdown)));
  }

  void ended(double total) {
    cost = total;
    append(Fields.of("type", "turn-end").and("cost", total));
  }

  /// Writes what is not written yet; at every end in good order.
  synchronized void flush() {
    if (unwritten.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, unwritten, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      unwritten.setLength(0);
    } catch (IOException full) {
      System.err.println("transcript not written: " + full.getMessage());
    }
  }

  private synchronized void append(Fields line) {
    unwritten.append(JsonText.print(line)).append('\n');
    if (!flushing) {
      flushing = true;
      Thread flusher = new Thread(this::flushLate, "transcript");
      flusher.setDaemon(true);
      flusher.start();
    }
  }

  private void flushLate() {
    try {
      Thread.sleep(late);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      flushing = false;
      flush();
    }
  }
}
