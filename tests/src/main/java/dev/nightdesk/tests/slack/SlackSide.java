package dev.nightdesk.tests.slack;

import dev.nightdesk.tests.channels.ChannelSide;
import dev.nightdesk.tests.channels.Phone;

/// A Slack where the owner talks with the bot in their direct messages.
public final class SlackSide implements ChannelSide {
  public static final String OWNER = "U0OWNER";

  private final SlackTwin twin = SlackTwin.start();
  private final SlackPerson owner = twin.person(OWNER, "Owner");
  private final Phone phone = new SlackPhone(owner);
  private volatile int socketsBefore;

  public SlackTwin twin() {
    return twin;
  }

  public SlackPerson owner() {
    return owner;
  }

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public String settings() {
    return "{ bot_token: \"%s\", app_token: \"%s\", api_url: \"%s\", pace: off }"
        .formatted(SlackTwin.BOT_TOKEN, SlackTwin.APP_TOKEN, twin.apiUrl());
  }

  @Override
  public String ownerId() {
    return OWNER;
  }

  @Override
  public Phone phone() {
    return phone;
  }

  @Override
  public void expect() {
    socketsBefore = twin.line().everOpened();
  }

  @Override
  public void awaitHeard() {
    twin.line().awaitEverOpened(socketsBefore + 1);
  }

  @Override
  public void close() {
    twin.close();
  }
}
