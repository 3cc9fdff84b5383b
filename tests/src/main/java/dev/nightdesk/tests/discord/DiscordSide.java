package dev.nightdesk.tests.discord;

import dev.nightdesk.tests.channels.ChannelSide;
import dev.nightdesk.tests.channels.Phone;

/// A Discord where the owner talks with the bot in a channel of a server.
public final class DiscordSide implements ChannelSide {
  public static final long OWNER = 711_000_000_000_000_111L;

  private final DiscordTwin twin = DiscordTwin.start();
  private final DiscordChannel room =
      twin.guild(500_000_000_000_000_001L, "forge").text(500_000_000_000_000_002L, "desk");
  private final DiscordPerson owner = twin.person(OWNER, "Owner");
  private final Phone phone = new DiscordPhone(twin, owner, room);
  private volatile int sessionsBefore;
  private volatile boolean enabled;

  public DiscordSide() {
    twin.permit(DiscordTwin.MESSAGE_CONTENT);
  }

  public DiscordTwin twin() {
    return twin;
  }

  /// In the channel.
  public DiscordPerson owner() {
    return owner.in(room);
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
    if (!enabled) {
      enabled = true;
      phone.say("/enable");
      phone.await(
          "the channel to be enabled",
          World.PATIENCE,
          it -> it.text().contains("I listen in this"));
    }
  }

  @Override
  public void close() {
    twin.close();
  }
}
