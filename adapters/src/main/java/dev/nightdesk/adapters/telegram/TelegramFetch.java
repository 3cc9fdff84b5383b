package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Download;
import org.telegram.telegrambots.meta.api.methods.GetFile;

/// Brings a person's file here by our own GET at the configured server (the library would ask
/// api.telegram.org). Safe for any thread.
final class TelegramFetch {
  /// "Bots can download files of up to 20 MB": core.telegram.org/bots/api#getfile.
  static final long MAX_DOWNLOAD_BYTES = 20L * 1024 * 1024;

  private static final Download DOWNLOAD = new Download(TelegramWire.NAME, MAX_DOWNLOAD_BYTES);

  private final TelegramWire wire;

  TelegramFetch(TelegramWire wire) {
    this.wire = wire;
  }

  /// The file appears under its name only when it is whole.
  Delivery fetch(Posting.Fetch fetch) throws CallFailed, InterruptedException {
    if (fetch.attachment().bytes() > MAX_DOWNLOAD_BYTES) {
      return DOWNLOAD.tooBig();
    }
    var file = wire.call(new GetFile(fetch.attachment().file()));
    if (file.getFilePath() == null) {
      return new Delivery.Refused("Telegram does not hand out this file any more");
    }
    return DOWNLOAD.save(wire.open(file.getFilePath()), fetch.into());
  }
}
