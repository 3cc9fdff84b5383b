package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.telegram.CallFailed.CutOff;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetFile;

/// Brings a person's file here by our own GET at the configured server (the library would ask
/// api.telegram.org). Safe for any thread.
final class TelegramFetch {
  /// "Bots can download files of up to 20 MB": core.telegram.org/bots/api#getfile.
  static final long MAX_DOWNLOAD_BYTES = 20L * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(TelegramFetch.class);

  private static final int CHUNK = 64 * 1024;

  private final TelegramWire wire;

  TelegramFetch(TelegramWire wire) {
    this.wire = wire;
  }

  /// The file appears under its name only when it is whole.
  Delivery fetch(Posting.Fetch fetch) throws CallFailed, InterruptedException {
    if (fetch.attachment().bytes() > MAX_DOWNLOAD_BYTES) {
      return tooBig();
    }
    var file = wire.call(new GetFile(fetch.attachment().file()));
    if (file.getFilePath() == null) {
      return new Delivery.Refused("Telegram does not hand out this file any more");
    }
    var part = fetch.into().resolveSibling(fetch.into().getFileName() + ".part");
    try (var response = get(file.getFilePath())) {
      long bytes = copy(response, part);
      if (bytes > MAX_DOWNLOAD_BYTES) {
        return tooBig();
      }
      Files.move(part, fetch.into(), StandardCopyOption.ATOMIC_MOVE);
      return new Delivery.Saved(fetch.into(), bytes);
    } catch (CallFailed failed) {
      throw failed;
    } catch (IOException e) {
      return notWritten(e);
    } finally {
      discard(part);
    }
  }

  private static Delivery.Later notWritten(IOException e) {
    return new Delivery.Later(
        Outcomes.MUCH_LATER, "the file cannot be written here: " + e.getMessage());
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      LOG.warn("event=part_left file={} why={}", part, e.getMessage());
    }
  }

  private static Delivery.Refused tooBig() {
    return new Delivery.Refused(
        "the file is larger than the %d MB a bot may fetch".formatted(MAX_DOWNLOAD_BYTES >> 20));
  }

  private Response get(String path) throws CallFailed, InterruptedException {
    return wire.ask(wire.http(), new Request.Builder().url(wire.fileUrl(path)).build());
  }

  /// Stops one chunk beyond the bound.
  private static long copy(Response response, Path part) throws IOException {
    long bytes = 0;
    var chunk = new byte[CHUNK];
    try (var in = response.body().byteStream();
        OutputStream out = Files.newOutputStream(part)) {
      for (int read = read(in, chunk); read >= 0; read = read(in, chunk)) {
        out.write(chunk, 0, read);
        bytes += read;
        if (bytes > MAX_DOWNLOAD_BYTES) {
          break;
        }
      }
    }
    return bytes;
  }

  private static int read(InputStream in, byte[] chunk) throws CutOff {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw new CutOff(e);
    }
  }
}
