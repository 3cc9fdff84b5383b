package dev.nightdesk.gateway.config;

import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.discord.DiscordSettings;
import dev.nightdesk.adapters.slack.SlackSettings;
import dev.nightdesk.adapters.telegram.TelegramSettings;
import dev.nightdesk.gateway.config.Config.Channels;
import dev.nightdesk.gateway.config.Config.Discord;
import dev.nightdesk.gateway.config.Config.Slack;
import dev.nightdesk.gateway.config.Config.Telegram;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `channels`.
final class ChannelsReader {
  /// More at once than this, and a platform answers with minutes of silence.
  static final int MAX_BURST = 1_000;

  /// As @BotFather gives them; the client takes no other.
  private static final Pattern TELEGRAM_TOKEN = Pattern.compile("[0-9]{1,20}:[A-Za-z0-9_-]{1,100}");

  private static final Pattern NO_SPACE = Pattern.compile("\\S{1,512}");
  private static final Pattern SLACK_BOT_TOKEN = Pattern.compile("xoxb-[A-Za-z0-9-]{1,250}");
  private static final Pattern SLACK_APP_TOKEN = Pattern.compile("xapp-[A-Za-z0-9-]{1,250}");
  private static final Pattern SLACK_SECRET = Pattern.compile("[A-Za-z0-9]{8,128}");

  /// Three parts, of which the first is the bot's id.
  private static final Pattern DISCORD_TOKEN =
      Pattern.compile("[A-Za-z0-9_-]{6,60}\\.[A-Za-z0-9_-]{1,20}\\.[A-Za-z0-9_-]{10,100}");

  /// What stands for a secret that was refused: the refusal is reported, so nobody uses it.
  private static final Secret NONE = new Secret("");

  private static final Map<String, Boolean> SLACK_MODES = Map.of("socket", false, "http", true);

  private ChannelsReader() {}

  static Channels read(Section channels) {
    var console = channels.section("console");
    boolean consoleOn = console.value("enabled").flatMap(Value::flag).orElse(false);
    console.end();
    @Nullable Telegram telegram =
        channels.value("telegram").map(Value::section).map(ChannelsReader::telegram).orElse(null);
    @Nullable Slack slack =
        channels.value("slack").map(Value::section).map(ChannelsReader::slack).orElse(null);
    @Nullable Discord discord =
        channels.value("discord").map(Value::section).map(ChannelsReader::discord).orElse(null);
    channels.end();
    return new Channels(consoleOn, telegram, slack, discord);
  }

  private static Telegram telegram(Section telegram) {
    var token =
        telegram
            .required(
                "token", "Write token: \"${TELEGRAM_BOT_TOKEN}\"; @BotFather gives you the token.")
            .flatMap(value ->
                secret(
                    value,
                    TELEGRAM_TOKEN,
                    "this does not look like a bot's token (digits, a colon, letters).",
                    "Copy it again from @BotFather."))
            .orElse(NONE);
    var url =
        telegram
            .value("api_url")
            .flatMap(value -> Addresses.server(value, TelegramSettings.PUBLIC_API));
    var pace = pace(telegram, TelegramSettings.PUBLISHED);
    telegram.end();
    return new Telegram(token, url.orElse(TelegramSettings.PUBLIC_API), pace);
  }

  private static Slack slack(Section slack) {
    boolean http = slack.value("mode").flatMap(value -> value.oneOf(SLACK_MODES)).orElse(false);
    var bot =
        slack
            .required(
                "bot_token",
                "Write bot_token: \"${SLACK_BOT_TOKEN}\"; your app's page shows it under OAuth &"
                    + " Permissions, once it is installed.")
            .flatMap(value ->
                likely(
                    value,
                    SLACK_BOT_TOKEN,
                    "this does not look like a bot token (xoxb-…).",
                    "Copy it again from OAuth & Permissions on your app's page."))
            .orElse(NONE);
    var app =
        (http
                ? slack.value("app_token")
                : slack.required(
                    "app_token",
                    "Write app_token: \"${SLACK_APP_TOKEN}\"; make one with connections:write under"
                        + " Basic Information, App-Level Tokens. Or write mode: http."))
            .flatMap(value ->
                likely(
                    value,
                    SLACK_APP_TOKEN,
                    "this does not look like an app-level token (xapp-…).",
                    "Make one with connections:write under Basic Information on your app's page."));
    var signing =
        (http
                ? slack.required(
                    "signing_secret",
                    "Write signing_secret: \"${SLACK_SIGNING_SECRET}\"; Basic Information on your"
                        + " app's page shows it. Or write mode: socket.")
                : slack.value("signing_secret"))
            .flatMap(value ->
                likely(
                    value,
                    SLACK_SECRET,
                    "this does not look like a signing secret (letters and digits).",
                    "Copy it again from Basic Information on your app's page."));
    var url =
        slack.value("api_url").flatMap(value -> Addresses.base(value, SlackSettings.PUBLIC_API));
    var pace = pace(slack, SlackSettings.PUBLISHED);
    slack.end();
    return new Slack(
        bot,
        http ? null : app.orElse(NONE),
        http ? signing.orElse(NONE) : null,
        url.orElse(SlackSettings.PUBLIC_API),
        pace);
  }

  private static Discord discord(Section discord) {
    var token =
        discord
            .required(
                "token",
                "Write token: \"${DISCORD_BOT_TOKEN}\"; your application's page shows it under Bot.")
            .flatMap(value ->
                likely(
                    value,
                    DISCORD_TOKEN,
                    "this does not look like a bot's token (three parts with dots between).",
                    "Reset and copy it under Bot on your application's page."))
            .orElse(NONE);
    var url =
        discord
            .value("api_url")
            .flatMap(value -> Addresses.base(value, DiscordSettings.PUBLIC_API));
    var gateway = discord.value("gateway_url").flatMap(Addresses::socket);
    boolean content = discord.value("message_content").flatMap(Value::flag).orElse(false);
    var pace = pace(discord, DiscordSettings.PUBLISHED);
    discord.end();
    return new Discord(
        token, url.orElse(DiscordSettings.PUBLIC_API), gateway.orElse(null), content, pace);
  }

  private static Optional<Secret> secret(Value value, Pattern form, String what, String hint) {
    var secret = value.secret();
    if (secret.isPresent() && !form.matcher(secret.get().open()).matches()) {
      value.error(what, hint);
      return Optional.empty();
    }
    return secret;
  }

  /// As [#secret], where the platform may change how its secrets look: it refuses a wrong one
  /// itself.
  private static Optional<Secret> likely(Value value, Pattern form, String what, String hint) {
    var secret = secret(value, NO_SPACE, "a secret is one word.", hint);
    if (secret.isPresent() && !form.matcher(secret.get().open()).matches()) {
      value.warn(what, hint);
    }
    return secret;
  }

  private static Rate pace(Section channel, Rate standard) {
    return channel.value("pace").map(value -> pace(value, standard)).orElse(standard);
  }

  private static Rate pace(Value value, Rate standard) {
    if (value.isOff()) {
      return Rate.UNLIMITED;
    }
    Section pace = value.section();
    var chat = pace.value("per_chat").flatMap(Units::perSecond).orElse(standard.perSecond());
    var burst = pace.value("burst").flatMap(it -> it.whole(1, MAX_BURST)).orElse(standard.burst());
    var global = pace.value("global").flatMap(Units::perSecond).orElse(standard.globalPerSecond());
    pace.end();
    return new Rate(chat, burst, global, standard.editsPerSecond(), standard.threadsApart());
  }
}
