package dev.nightdesk.adapters.slack;

import com.slack.api.methods.Methods;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.slack.CallFailed.CutOff;
import dev.nightdesk.adapters.slack.CallFailed.ServerTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a person's file here (docs.slack.dev/messaging/working-with-files#getting). Safe for any
/// thread.
final class SlackFetch {
  /// Slack takes 1 GB; nothing an agent looks at is larger than this.
  static final long MAX_BYTES = 100L * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(SlackFetch.class);

  private static final int CHUNK = 64 * 1024;

  private static final String HTML = "text/html";

  private final SlackWire wire;

  SlackFetch(SlackWire wire) {
    this.wire = wire;
  }

  /// The file appears under its name only when it is whole.
  Delivery fetch(Posting.Fetch fetch) throws CallFailed, InterruptedException {
    long announced = fetch.attachment().bytes();
    if (announced > MAX_BYTES) {
      return tooBig();
    }
    var url = HttpUrl.parse(address(fetch.attachment().file()));
    if (url == null || !wire.mayHaveToken(url)) {
      return new Delivery.Refused("the file lies outside of Slack: send it itself, not a link");
    }
    var part = fetch.into().resolveSibling(fetch.into().getFileName() + ".part");
    try (var response = wire.ask(wire.withToken(url).build())) {
      boolean page = response.header("Content-Type", "").startsWith(HTML);
      boolean wanted = fetch.attachment().mediaType().startsWith(HTML);
      if (page && !wanted) {
        return notHandedOut();
      }
      long bytes = copy(response, part);
      if (bytes > MAX_BYTES) {
        return tooBig();
      }
      if (page && announced >= 0 && announced != bytes) {
        return notHandedOut();
      }
      Files.move(part, fetch.into(), StandardCopyOption.ATOMIC_MOVE);
      return new Delivery.Saved(fetch.into(), bytes);
    } catch (ServerTrouble trouble) {
      return trouble.status() < 500 ? notHandedOut() : Outcomes.of(trouble, true);
    } catch (CallFailed failed) {
      throw failed;
    } catch (IOException e) {
      return new Delivery.Later(
          Outcomes.MUCH_LATER, "the file cannot be written here: " + e.getMessage());
    } finally {
      discard(part);
    }
  }

  private String address(String handle) throws CallFailed, InterruptedException {
    return handle.contains(":")
        ? handle
        : SlackFiles.address(wire.call(Methods.FILES_INFO, Params.of("file", handle)).path("file"));
  }

  /// To whom it does not want to give a file Slack shows the page to sign in at.
  private static Delivery.Refused notHandedOut() {
    return new Delivery.Refused(
        "Slack does not hand out this file: it was deleted, or the app lacks the scope files:read");
  }

  private static Delivery.Refused tooBig() {
    return new Delivery.Refused(
        "the file is larger than the %d MB that are fetched".formatted(MAX_BYTES >> 20));
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      LOG.warn("event=part_left file={} why={}", part, e.getMessage());
    }
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
        if (bytes > MAX_BYTES) {
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
