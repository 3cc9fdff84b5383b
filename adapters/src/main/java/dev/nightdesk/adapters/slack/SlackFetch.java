package dev.nightdesk.adapters.slack;

import com.slack.api.methods.Methods;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.CallFailed.ServerTrouble;
import dev.nightdesk.adapters.http.Download;
import okhttp3.HttpUrl;

/// Brings a person's file here (docs.slack.dev/messaging/working-with-files#getting). Safe for any
/// thread.
final class SlackFetch {
  /// Slack takes 1 GB; nothing an agent looks at is larger than this.
  static final long MAX_BYTES = 100L * 1024 * 1024;

  private static final Download DOWNLOAD = new Download(SlackWire.NAME, MAX_BYTES);

  private static final String HTML = "text/html";

  private final SlackWire wire;

  SlackFetch(SlackWire wire) {
    this.wire = wire;
  }

  /// The file appears under its name only when it is whole.
  Delivery fetch(Posting.Fetch fetch) throws CallFailed, InterruptedException {
    long announced = fetch.attachment().bytes();
    if (announced > MAX_BYTES) {
      return DOWNLOAD.tooBig();
    }
    var url = HttpUrl.parse(address(fetch.attachment().file()));
    if (url == null || !wire.mayHaveToken(url)) {
      return new Delivery.Refused("the file lies outside of Slack: send it itself, not a link");
    }
    try (var response = wire.open(wire.withToken(url).build())) {
      boolean page = response.header("Content-Type", "").startsWith(HTML);
      boolean wanted = fetch.attachment().mediaType().startsWith(HTML);
      if (page && !wanted) {
        return notHandedOut();
      }
      return DOWNLOAD.save(
          response,
          fetch.into(),
          bytes -> page && announced >= 0 && announced != bytes ? notHandedOut() : null);
    } catch (ServerTrouble trouble) {
      return trouble.status() < 500 ? notHandedOut() : Outcomes.of(trouble, true);
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
}
