package dev.nightdesk.tests.telegram;

import dev.nightdesk.tests.channels.ChannelSide;
import dev.nightdesk.tests.channels.Phone;

/// A Telegram where the owner talks with the bot in their private chat.
public final class TelegramSide implements ChannelSide {
  public static final long OWNER = 111;

  private final TelegramTwin twin = TelegramTwin.start();
  private final TwinPerson owner = twin.person(OWNER, "Owner");
  private final Phone phone = new TelegramPhone(twin, owner);

  public TelegramTwin twin() {
    return twin;
  }

  public TwinPerson owner() {
    return owner;
  }

  @Override
  public String name() {
    return "telegram";
  }

  @Override
  public String settings() {
    return "{ token: \"%s\", api_url: \"%s\", pace: off }"
        .formatted(TelegramTwin.TOKEN, twin.apiUrl());
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
  public void close() {
    twin.close();
  }
}
