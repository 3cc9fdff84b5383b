package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Download;
import dev.nightdesk.adapters.http.Fields;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/// Brings a person's file here: asks for its message, which names a fresh link, and follows that
/// link without our token. Safe for any thread.
final class DiscordFetch {
  /// What people without a subscription may send is 10 MiB; this is room for those with one, and a
  /// bound for what we keep.
  static final long MAX_DOWNLOAD_BYTES = 25L * 1024 * 1024;

  /// Where Discord keeps files. A message is written by anybody: no other host is asked.
  private static final Set<String> HOSTS = Set.of("cdn.discordapp.com", "media.discordapp.net");

  private static final Download DOWNLOAD = new Download(DiscordWire.NAME, MAX_DOWNLOAD_BYTES);

  private final DiscordWire wire;

  DiscordFetch(DiscordWire wire) {
    this.wire = wire;
  }

  /// The file appears under its name only when it is whole.
  Delivery fetch(Posting.Fetch fetch) throws CallFailed, InterruptedException {
    if (fetch.attachment().bytes() > MAX_DOWNLOAD_BYTES) {
      return DOWNLOAD.tooBig();
    }
    var handle = FileHandle.read(fetch.attachment().file());
    if (handle.isEmpty()) {
      return new Delivery.Refused("not a file of Discord's");
    }
    var link = link(handle.get());
    if (link.isEmpty()) {
      return new Delivery.Refused("the file is no longer there");
    }
    var request = new Request.Builder().url(link.get()).build();
    return DOWNLOAD.save(wire.open(request), fetch.into());
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
}
