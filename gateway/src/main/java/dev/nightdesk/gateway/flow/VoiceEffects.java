package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.store.Outgoing;
import dev.nightdesk.sessions.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/// Makes text of voice notes: brings the recording here, has it listened to, and forgets it.
final class VoiceEffects {
  private final Downloads downloads;
  private final Transcriber transcriber;
  private final Path folder;

  /// @param folder of ours, made when it is needed; nothing stays in it
  VoiceEffects(Downloads downloads, Transcriber transcriber, Path folder) {
    this.downloads = downloads;
    this.transcriber = transcriber;
    this.folder = folder;
  }

  Attempt transcribe(Effect.Transcribe voice, Outgoing row) throws InterruptedException {
    Attachment recording = voice.said().files().getFirst();
    Path file;
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      file = folder.resolve(row.id() + "-" + SessionFiles.safeName(recording.name()));
      // Left by a try that was cut off.
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return unwritable(row, e);
    }
    try {
      return switch (downloads.fetch(voice.said().place(), recording, file, row.failures())) {
        case Download.There _ -> listened(file);
        case Download.Missing(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
        case Download.NotYet(Duration after, String why) -> new Attempt.Again(after, why);
      };
    } finally {
      SessionFiles.forget(file);
    }
  }

  private Attempt listened(Path file) throws InterruptedException {
    return switch (transcriber.read(file)) {
      case Transcriber.Heard.Words(String text) -> Attempt.ended(new Result.Transcribed(text));
      case Transcriber.Heard.Nothing(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
    };
  }

  private static Attempt unwritable(Outgoing row, IOException e) {
    var why = "no folder for it: " + e.getMessage();
    return row.failures() + 1 < PlaceEffects.TRIES
        ? new Attempt.Again(PlaceEffects.AGAIN.after(row.failures() + 1), why)
        : Attempt.refused(Outcome.Reason.INVALID, why);
  }
}
