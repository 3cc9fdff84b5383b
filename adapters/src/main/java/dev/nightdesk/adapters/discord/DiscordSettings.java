package dev.nightdesk.adapters.discord;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.http.ApiUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How to reach one bot.
///
/// @param token as the developer portal gave it (Bot, Reset Token)
/// @param apiUrl [#PUBLIC_API], or where a proxy of one's own listens
/// @param gatewayUrl where the live connection goes, like `ws://127.0.0.1:4711/gw`; `null` for
///   Discord's own. Only for a stand-in of Discord: what it says is not compressed
/// @param messageContent whether the bot may read what people write to each other. The owner ticks
///   "Message Content Intent" in the developer portal first; without it the bot reads mentions,
///   replies to it, commands and private talks
/// @param rate seeds our own pacing; [#PUBLISHED] unless there is a reason
/// @param commands what Discord offers after a slash; empty leaves it as it is
public record DiscordSettings(
    Secret token,
    String apiUrl,
    @Nullable String gatewayUrl,
    boolean messageContent,
    Rate rate,
    List<CommandHint> commands) {
  public static final String PUBLIC_API = "https://discord.com/api/v10/";

  /// "All bots can make up to 50 requests per second to our API":
  /// docs.discord.com/developers/topics/rate-limits#global-rate-limit. What one channel takes, and
  /// a thread is one, is told in headers only: five in five seconds as a rule, which the burst and
  /// this rate together never pass.
  public static final Rate PUBLISHED = new Rate(0.6, 2, 40, 0, true);

  /// docs.discord.com/developers/interactions/application-commands#registering-a-command.
  public static final int MAX_COMMANDS = 100;

  private static final String ID = "[1-9][0-9]{0,18}";
  private static final Pattern ONE_WORD = Pattern.compile("[!-~]{1,512}");

  /// @throws IllegalArgumentException with a sentence for the config's author; it never holds the
  ///   token
  public DiscordSettings {
    commands = List.copyOf(commands);
    accountOf(token);
    ApiUrl.folder(apiUrl, PUBLIC_API);
    if (gatewayUrl != null && !isGateway(gatewayUrl)) {
      throw new IllegalArgumentException(
          "gateway_url begins with ws:// or wss:// and names a host, not: " + gatewayUrl);
    }
    if (commands.size() > MAX_COMMANDS) {
      throw new IllegalArgumentException(
          "Discord takes %d commands at most".formatted(MAX_COMMANDS));
    }
  }

  /// The bot's own user id, the same whatever becomes of its token. No secret.
  public String account() {
    return accountOf(token);
  }

  /// Where methods are, with a slash at its end.
  URI server() {
    return ApiUrl.folder(apiUrl, PUBLIC_API);
  }

  /// A token is the bot's id in base64, a dot, a time, a dot and a signature. Of one that is not (a
  /// stand-in's, or of a day when Discord makes them otherwise) nothing but itself is known.
  private static String accountOf(Secret token) {
    var text = token.open();
    if (!ONE_WORD.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "the token is not one word: copy it again from the developer portal (Bot, Reset Token)");
    }
    var id = decoded(text.substring(0, Math.max(0, text.indexOf('.'))));
    return id.matches(ID) ? id : token.fingerprint();
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getUrlDecoder().decode(base64), US_ASCII);
    } catch (IllegalArgumentException e) {
      // Said by the caller: the exception's own text would quote the token.
      return "";
    }
  }

  private static boolean isGateway(String address) {
    try {
      var url = new URI(address);
      return url.getHost() != null && String.valueOf(url.getScheme()).matches("wss?");
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
