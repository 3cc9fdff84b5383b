package dev.nightdesk.tests.discord;

import dev.nightdesk.tests.channels.ChannelSide;
import dev.nightdesk.tests.channels.Phone;
import dev.nightdesk.tests.twin.Monitor;

/// A Discord where the owner talks with the bot in a channel of a server, or in private.
public final class DiscordSide implements ChannelSide {
  public static final long OWNER = 711_000_000_000_000_111L;

  private final DiscordTwin twin = DiscordTwin.start();
  private final DiscordPerson owner;
  private final Phone phone;
  private volatile int sessionsBefore;
  private volatile boolean deaf;

  public DiscordSide() {
    this(false);
  }

  private DiscordSide(boolean inPrivate) {
    twin.permit(DiscordTwin.MESSAGE_CONTENT);
    var person = twin.person(OWNER, "Owner");
    var desk = twin.guild(500_000_000_000_000_001L, "forge").text(500_000_000_000_000_002L, "desk");
    var room = inPrivate ? person.channel() : desk;
    owner = person.in(room);
    phone = new DiscordPhone(twin, person, room);
    deaf = !inPrivate;
  }

  /// In their private talk, where there are no threads.
  public static DiscordSide inPrivate() {
    return new DiscordSide(true);
  }

  public DiscordTwin twin() {
    return twin;
  }

  /// Where they talk with the bot.
  public DiscordPerson owner() {
    return owner;
  }

  @Override
  public String name() {
    return "discord";
  }

  @Override
  public String settings() {
    return "{ token: \"%s\", api_url: \"%s\", gateway_url: \"%s\", message_content: true, pace: off }"
        .formatted(DiscordTwin.TOKEN, twin.apiUrl(), twin.gatewayUrl());
  }

  @Override
  public String ownerId() {
    return String.valueOf(OWNER);
  }

  @Override
  public Phone phone() {
    return phone;
  }

  @Override
  public void expect() {
    sessionsBefore = twin.gateway().identifies();
  }

  @Override
  public void awaitHeard() {
    twin.gateway().awaitIdentifies(sessionsBefore + 1);
    twin.gateway().awaitConnected();
    if (deaf) {
      deaf = false;
      phone.say("/enable");
      phone.await(
          "the channel to be enabled",
          Monitor.PATIENCE,
          it -> it.text().contains("I listen in this"));
    }
  }

  @Override
  public void close() {
    twin.close();
  }
}
