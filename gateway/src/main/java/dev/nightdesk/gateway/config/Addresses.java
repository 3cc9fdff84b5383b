package dev.nightdesk.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Reads where a platform's servers are.
final class Addresses {
  private Addresses() {}

  /// Scheme, host and perhaps port, and no path.
  static Optional<String> server(Value value, String example) {
    return read(value, "https?", "/?", "Write scheme, host and perhaps port, like " + example + ".")
        .map(URI::toString);
  }

  /// What method names are put behind: always with a slash at its end.
  static Optional<String> base(Value value, String example) {
    return read(value, "https?", "(/[A-Za-z0-9._~-]+)*/?", "Write it like " + example + ".")
        .map(URI::toString)
        .map(url -> url.endsWith("/") ? url : url + "/");
  }

  /// A web-socket's.
  static Optional<String> socket(Value value) {
    return read(value, "wss?", "(/[A-Za-z0-9._~-]+)*/?", "Write it like wss://gateway.discord.gg.")
        .map(URI::toString);
  }

  private static Optional<URI> read(Value value, String schemes, String paths, String hint) {
    var text = value.text();
    var url = text.flatMap(it -> parsed(it, schemes, paths));
    if (text.isPresent() && url.isEmpty()) {
      value.error(value.shown() + " is not a server's address.", hint);
    }
    boolean open =
        url.filter(it -> !it.getScheme().endsWith("s") && !HttpReader.loopback(it.getHost()))
            .isPresent();
    if (open) {
      value.warn(
          "the token travels there in the clear.", "Use TLS, unless the network is yours alone.");
    }
    return url;
  }

  private static Optional<URI> parsed(String text, String schemes, String paths) {
    try {
      var url = new URI(text);
      boolean fits =
          url.getScheme() != null
              && url.getScheme().matches(schemes)
              && url.getHost() != null
              && url.getUserInfo() == null
              && url.getQuery() == null
              && url.getFragment() == null
              && url.getPath().matches(paths);
      return fits ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
