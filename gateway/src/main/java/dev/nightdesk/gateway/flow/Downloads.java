package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Brings here what people attach, as far as the channel hands it over. Safe for any thread.
final class Downloads {
  private static final long MEGABYTE = 1L << 20;

  private final Channels channels;

  Downloads(Channels channels) {
    this.channels = channels;
  }

  /// Tries once. A file that is there already is not brought again: one appears under its name only
  /// when it is whole.
  ///
  /// @param failures of the tries before
  Download fetch(Place from, Attachment file, Path into, int failures) throws InterruptedException {
    if (Files.exists(into)) {
      return new Download.There();
    }
    long most = channels.traits(from).maxDownloadBytes();
    if (file.bytes() > most) {
      return new Download.Missing(
          size(file.bytes()) + ", and this channel hands over at most " + size(most));
    }
    return switch (channels.deliver(new Posting.Fetch(from, file, into))) {
      case Delivery.Saved _ -> new Download.There();
      case Delivery.Later(Duration after, String why) -> later(failures, after, why);
      case Delivery.Unknown(String why) -> later(failures, Duration.ZERO, why);
      case Delivery.Refused(String why) -> new Download.Missing(why);
      case Delivery.PlaceGone(String why) -> new Download.Missing(why);
      case Delivery.MessageGone(String why) -> new Download.Missing(why);
      case Delivery.Shown _, Delivery.Done _, Delivery.Moved _ ->
          new Download.Missing("the channel brought nothing");
    };
  }

  private static Download later(int failures, Duration after, String why) {
    return failures + 1 < PlaceEffects.TRIES
        ? new Download.NotYet(PlaceEffects.AGAIN.after(failures + 1, after), why)
        : new Download.Missing(why);
  }

  /// A size nobody has to count the digits of.
  private static String size(long bytes) {
    return bytes < MEGABYTE
        ? "%,d bytes".formatted(bytes)
        : (bytes + MEGABYTE - 1) / MEGABYTE + " MB";
  }
}
