package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.discord.CallFailed.CutOff;
import dev.nightdesk.adapters.http.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a person's file here: asks for its message, which names a fresh link, and follows that
/// link without our token. Safe for any thread.
final class DiscordFetch {
  /// What people without a subscription may send is 10 MiB; this is room for those with one, and a
  /// bound for what we keep.
  static final long MAX_DOWNLOAD_BYTES = 25L * 1024 * 1024;

  /// Where Discord keeps files. A message is written by anybody: no other host is asked.
  private static final Set<String> HOSTS = Set.of("cdn.discordapp.com", "media.discordapp.net");

  private static final Logger LOG = LoggerFactory.getLogger(DiscordFetch.class);
  private static final int CHUNK = 64 * 1024;

  private final DiscordWire wire;

  DiscordFetch(DiscordWire wire) {
    this.wire = wire;
  }

  /// The file appears under its name only when it is whole.
  Delivery fetch(Posting.Fetch fetch) throws CallFailed, InterruptedException {
    if (fetch.attachment().bytes() > MAX_DOWNLOAD_BYTES) {
      return tooBig();
    }
    var handle = FileHandle.read(fetch.attachment().file());
    if (handle.isEmpty()) {
      return new Delivery.Refused("not a file of Discord's");
    }
    var link = link(handle.get());
    if (link.isEmpty()) {
      return new Delivery.Refused("the file is no longer there");
    }
    var part = fetch.into().resolveSibling(fetch.into().getFileName() + ".part");
    try (var response = wire.open(new Request.Builder().url(link.get()).build())) {
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

  private Optional<HttpUrl> link(FileHandle handle) throws CallFailed, InterruptedException {
    var message = wire.call(wire.to("channels", handle.channel(), "messages", handle.message()));
    var found = attachment(message, handle.attachment());
    for (var snapshot : Fields.list(message, "message_snapshots")) {
      found = found == null ? attachment(snapshot.path("message"), handle.attachment()) : found;
    }
    return Optional.ofNullable(found)
        .map(file -> HttpUrl.parse(Fields.textOrEmpty(file, "url")))
        .filter(this::isAllowed);
  }

  private boolean isAllowed(HttpUrl url) {
    return (url.isHttps() && HOSTS.contains(url.host())) || wire.isServer(url);
  }

  private static @Nullable JsonNode attachment(JsonNode message, String id) {
    for (var file : Fields.list(message, "attachments")) {
      if (Fields.textOrEmpty(file, "id").equals(id)) {
        return file;
      }
    }
    return null;
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
        "the file is larger than the %d MB that are fetched".formatted(MAX_DOWNLOAD_BYTES >> 20));
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
