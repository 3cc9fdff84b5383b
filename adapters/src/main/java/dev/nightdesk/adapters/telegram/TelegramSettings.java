package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.http.ApiUrl;
import java.net.URI;
import java.util.List;

/// How to reach one bot.
///
/// @param token as @BotFather gave it
/// @param apiUrl `https://api.telegram.org`, or where a self-hosted Bot API server listens: scheme,
///   host and perhaps a port, without a path
/// @param rate seeds our own pacing; [#PUBLISHED] unless the server is self-hosted
/// @param commands what the client's menu offers, in this order; empty leaves the menu as it is
public record TelegramSettings(Secret token, String apiUrl, Rate rate, List<CommandHint> commands) {
  public static final String PUBLIC_API = "https://api.telegram.org";

  /// "No more than one message a second in one chat, short bursts allowed, 30 a second in all":
  /// core.telegram.org/bots/faq#broadcasting-to-users.
  public static final Rate PUBLISHED = new Rate(1, 20, 30);

  /// @throws IllegalArgumentException with a sentence for the config's author; it never holds the
  ///   token
  public TelegramSettings {
    commands = List.copyOf(commands);
    if (!token.open().matches("[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")) {
      throw new IllegalArgumentException(
          "the token does not look like one of Telegram's (digits, a colon, letters): copy it again"
              + " from @BotFather");
    }
    serverOf(apiUrl);
  }

  /// The bot's own id, the same whatever becomes of its token. No secret.
  public String account() {
    return token.open().substring(0, token.open().indexOf(':'));
  }

  /// The server's address, with a slash at its end.
  URI server() {
    return serverOf(apiUrl);
  }

  private static URI serverOf(String apiUrl) {
    var server = ApiUrl.folder(apiUrl, PUBLIC_API);
    if (!server.getPath().equals("/")) {
      throw new IllegalArgumentException(
          "api_url has no path, like " + PUBLIC_API + ", not: " + apiUrl);
    }
    return server;
  }
}
