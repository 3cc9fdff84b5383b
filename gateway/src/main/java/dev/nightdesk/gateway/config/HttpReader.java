package dev.nightdesk.gateway.config;

import dev.nightdesk.adapters.Secret;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `http`. A bind that others can reach is refused unless it is said that TLS stands in
/// front, and with which token callers come.
final class HttpReader {
  /// Shorter ones can be guessed.
  static final int MIN_TOKEN_LENGTH = 16;

  private static final Pattern BIND =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9.-]+)):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|(0+:){7}0*1", Pattern.CASE_INSENSITIVE);

  /// @param host without brackets
  private record Bind(String host, int port) {}

  private HttpReader() {}

  /// Whether only this machine is reached by that name. Nothing is looked up: a name that resolves
  /// to loopback today may not tomorrow.
  static boolean loopback(String host) {
    return LOOPBACK.matcher(host.replaceAll("[\\[\\]]", "")).matches();
  }

  static Config.Http read(Section http) {
    Bind bind =
        http.value("bind")
            .flatMap(HttpReader::bind)
            .orElse(new Bind(Config.Http.DEFAULT_HOST, Config.Http.DEFAULT_PORT));
    boolean hasToken = http.has("token");
    @Nullable Secret token = http.value("token").flatMap(HttpReader::token).orElse(null);
    boolean behindTls = http.value("behind_tls").flatMap(Value::flag).orElse(false);
    if (!loopback(bind.host())) {
      guard(http, hasToken, behindTls);
    }
    http.end();
    return new Config.Http(bind.host(), bind.port(), token);
  }

  private static Optional<Bind> bind(Value value) {
    var text = value.text();
    var bind = text.flatMap(HttpReader::bind);
    if (text.isPresent() && bind.isEmpty()) {
      value.error(
          value.shown() + " is not an address with a port.",
          "Write it like 127.0.0.1:7466 or [::1]:7466.");
    }
    return bind;
  }

  private static Optional<Bind> bind(String text) {
    var match = BIND.matcher(text);
    if (!match.matches() || Integer.parseInt(match.group(3)) > MAX_PORT) {
      return Optional.empty();
    }
    var host = match.group(1) != null ? match.group(1) : match.group(2);
    return Optional.of(new Bind(host, Integer.parseInt(match.group(3))));
  }

  private static Optional<Secret> token(Value value) {
    var token = value.secret();
    if (token.isPresent() && token.get().open().length() < MIN_TOKEN_LENGTH) {
      value.error(
          "this token is shorter than " + MIN_TOKEN_LENGTH + " characters.",
          "Make a new one, for instance with: openssl rand -hex 32");
      return Optional.empty();
    }
    return token;
  }

  private static void guard(Section http, boolean hasToken, boolean behindTls) {
    var bind = http.value("bind").orElseThrow();
    if (!hasToken) {
      bind.error(
          "others can reach this address, and there is no http.token.",
          "Bind to 127.0.0.1, or set http.token (16 characters or more) for callers to bring.");
    }
    if (!behindTls) {
      bind.error(
          "others can reach this address, and nothing is said about TLS.",
          "Bind to 127.0.0.1, or put a TLS proxy in front and say http.behind_tls: true.");
    }
  }
}
