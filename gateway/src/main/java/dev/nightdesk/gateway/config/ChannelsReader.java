package dev.nightdesk.gateway.config;

import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.gateway.config.Config.Channels;
import dev.nightdesk.gateway.config.Config.Telegram;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `channels`.
final class ChannelsReader {
  /// More at once than this, and a platform answers with minutes of silence.
  static final int MAX_BURST = 1_000;

  private static final List<String> LATER = List.of("slack", "discord");

  /// As @BotFather gives them; the client takes no other.
  private static final Pattern TOKEN = Pattern.compile("[0-9]{1,20}:[A-Za-z0-9_-]{1,100}");

  private ChannelsReader() {}

  static Channels read(Section channels) {
    var console = channels.section("console");
    boolean consoleOn = console.value("enabled").flatMap(Value::flag).orElse(false);
    console.end();
    @Nullable Telegram telegram =
        channels.value("telegram").map(Value::section).map(ChannelsReader::telegram).orElse(null);
    for (String name : LATER) {
      channels
          .value(name)
          .ifPresent(value ->
              value.warn(
                  "this channel comes with a later version.",
                  "Until then this part of the file does nothing."));
    }
    channels.end();
    return new Channels(consoleOn, telegram);
  }

  private static Telegram telegram(Section telegram) {
    var token =
        telegram
            .required(
                "token", "Write token: \"${TELEGRAM_BOT_TOKEN}\"; @BotFather gives you the token.")
            .flatMap(ChannelsReader::token)
            .orElse(new Secret(""));
    var url = telegram.value("api_url").flatMap(ChannelsReader::url);
    var pace = telegram.value("pace").map(ChannelsReader::pace).orElse(Telegram.DEFAULT_PACE);
    telegram.end();
    return new Telegram(token, url.orElse(Telegram.DEFAULT_API_URL), pace);
  }

  private static Optional<Secret> token(Value value) {
    var token = value.secret();
    if (token.isPresent() && !TOKEN.matcher(token.get().open()).matches()) {
      value.error(
          "this does not look like a bot's token (digits, a colon, letters).",
          "Copy it again from @BotFather.");
      return Optional.empty();
    }
    return token;
  }

  private static Optional<String> url(Value value) {
    var text = value.text();
    var url = text.flatMap(ChannelsReader::server);
    if (text.isPresent() && url.isEmpty()) {
      value.error(
          value.shown() + " is not a server's address.",
          "Write scheme, host and perhaps port, like " + Telegram.DEFAULT_API_URL + ".");
    }
    boolean open =
        url.filter(it -> it.getScheme().equals("http") && !HttpReader.loopback(it.getHost()))
            .isPresent();
    if (open) {
      value.warn(
          "the token travels there in the clear.", "Use https, unless the network is yours alone.");
    }
    return url.map(URI::toString);
  }

  private static Optional<URI> server(String text) {
    try {
      var url = new URI(text);
      boolean fits =
          url.getScheme() != null
              && url.getScheme().matches("https?")
              && url.getHost() != null
              && url.getUserInfo() == null
              && url.getQuery() == null
              && url.getFragment() == null
              && url.getPath().matches("/?");
      return fits ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Rate pace(Value value) {
    if (value.isOff()) {
      return Rate.UNLIMITED;
    }
    Rate standard = Telegram.DEFAULT_PACE;
    Section pace = value.section();
    var chat = pace.value("per_chat").flatMap(Units::perSecond).orElse(standard.perSecond());
    var burst = pace.value("burst").flatMap(it -> it.whole(1, MAX_BURST)).orElse(standard.burst());
    var global = pace.value("global").flatMap(Units::perSecond).orElse(standard.globalPerSecond());
    pace.end();
    return new Rate(chat, burst, global);
  }
}
