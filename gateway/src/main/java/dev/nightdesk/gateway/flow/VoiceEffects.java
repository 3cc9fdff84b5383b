package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Posting;
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
public final class VoiceEffects {
  private static final Backoff AGAIN = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private final Channels channels;
  private final Transcriber transcriber;
  private final Path folder;

  /// @param folder of ours, made when it is needed; nothing stays in it
  public VoiceEffects(Channels channels, Transcriber transcriber, Path folder) {
    this.channels = channels;
    this.transcriber = transcriber;
    this.folder = folder;
  }

  Attempt transcribe(Effect.Transcribe voice, Outgoing row) throws InterruptedException {
    Attachment recording = voice.said().files().getFirst();
    long most = channels.traits(voice.said().place()).maxDownloadBytes();
    if (recording.bytes() > most) {
      return Attempt.refused(Outcome.Reason.INVALID, "it is larger than this channel hands over");
    }
    Path file;
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      file = folder.resolve(row.id() + "-" + SessionFiles.safeName(recording.name()));
      // Left by a try that was cut off.
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return again(row, Duration.ZERO, "no folder for it: " + e.getMessage());
    }
    try {
      return switch (channels.deliver(new Posting.Fetch(voice.said().place(), recording, file))) {
        case Delivery.Saved _ -> listened(file);
        case Delivery.Later(Duration after, String why) -> again(row, after, why);
        case Delivery.Unknown(String why) -> again(row, Duration.ZERO, why);
        case Delivery.Refused(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
        case Delivery.PlaceGone(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
        case Delivery.MessageGone(String why) -> Attempt.refused(Outcome.Reason.INVALID, why);
        case Delivery.Shown _, Delivery.Done _, Delivery.Moved _ ->
            Attempt.refused(Outcome.Reason.INVALID, "the channel brought nothing");
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

  private static Attempt again(Outgoing row, Duration after, String why) {
    Duration ours = AGAIN.after(row.failures() + 1);
    return row.failures() + 1 < PlaceEffects.TRIES
        ? new Attempt.Again(after.compareTo(ours) > 0 ? after : ours, why)
        : Attempt.refused(Outcome.Reason.INVALID, why);
  }
}
