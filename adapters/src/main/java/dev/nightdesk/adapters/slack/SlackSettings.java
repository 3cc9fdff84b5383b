package dev.nightdesk.adapters.slack;

import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.http.ApiUrl;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How to reach one app in one workspace.
///
/// @param botToken the "Bot User OAuth Token", `xoxb-…`
/// @param appToken the "App-Level Token" with the scope `connections:write`, `xapp-…`; needed for
///   [Mode#SOCKET]
/// @param signingSecret from the app's "Basic Information"; needed for [Mode#HTTP]
/// @param apiUrl [#PUBLIC_API], or where another server speaks the Web API
/// @param rate seeds our own pacing; [#PUBLISHED] for the real server
/// @param commands what people can ask for. Slack wants commands in the app's manifest
///   (`deploy/slack-manifest.yaml`), so none of it is told to the server
public record SlackSettings(
    Secret botToken,
    @Nullable Secret appToken,
    @Nullable Secret signingSecret,
    String apiUrl,
    Mode mode,
    Rate rate,
    List<CommandHint> commands) {
  public static final String PUBLIC_API = "https://slack.com/api/";

  /// 60 messages a minute in a channel with short bursts, 50 edits a minute in a workspace:
  /// docs.slack.dev/apis/web-api/rate-limits. The bursts and these rates together stay below that
  /// in any minute.
  public static final Rate PUBLISHED = new Rate(0.9, 4, 5, 0.65, false);

  private static final Pattern BOT_TOKEN = Pattern.compile("[!-~]{1,512}");
  private static final Pattern APP_TOKEN = Pattern.compile("[!-~]{1,512}");
  private static final Pattern SIGNING_SECRET = Pattern.compile("[!-~]{1,512}");

  /// What real bot tokens begin with: the workspace's number and the bot's.
  private static final Pattern NUMBERED = Pattern.compile("xoxb-([0-9]+)-([0-9]+)-.+");

  /// How happenings come.
  public enum Mode {
    /// Over a socket that we open; needs no address of ours.
    SOCKET,
    /// As signed requests to an address of ours.
    HTTP
  }

  /// @throws IllegalArgumentException with a sentence for the config's author; it never holds a
  ///   token
  public SlackSettings {
    commands = List.copyOf(commands);
    checkBotToken(botToken.open());
    if (mode == Mode.SOCKET) {
      checkAppToken(appToken == null ? "" : appToken.open());
    } else if (signingSecret == null || !SIGNING_SECRET.matcher(signingSecret.open()).matches()) {
      throw new IllegalArgumentException(
          "HTTP mode needs signing_secret: copy it from the app's Basic Information at"
              + " https://api.slack.com/apps, under App Credentials");
    }
    ApiUrl.folder(apiUrl, PUBLIC_API);
  }

  private static void checkBotToken(String token) {
    if (token.startsWith("xapp-")) {
      throw new IllegalArgumentException(
          "bot_token holds the app-level token (xapp-…): it wants the Bot User OAuth Token"
              + " (xoxb-…), from the app's OAuth & Permissions at https://api.slack.com/apps");
    }
    if (!BOT_TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "bot_token is not one word (xoxb-…): copy the Bot User OAuth Token again, from"
              + " the app's OAuth & Permissions at https://api.slack.com/apps");
    }
  }

  private static void checkAppToken(String token) {
    if (!APP_TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "socket mode needs app_token (xapp-…): make an App-Level Token with the scope"
              + " connections:write, in the app's Basic Information at https://api.slack.com/apps");
    }
  }

  /// The same bot for as long as it is installed there, whatever becomes of the secret part of its
  /// token; learnt without a call. No secret.
  public String account() {
    var numbers = NUMBERED.matcher(botToken.open());
    return numbers.matches() ? numbers.group(1) + "-" + numbers.group(2) : botToken.fingerprint();
  }

  /// The Web API's address, with a slash at its end.
  URI server() {
    return ApiUrl.folder(apiUrl, PUBLIC_API);
  }
}
