package dev.nightdesk.tests.slack;

import dev.nightdesk.tests.channels.ChannelSide;
import dev.nightdesk.tests.channels.Phone;

/// A Slack where the owner talks with the bot in their direct messages, or in a channel.
public final class SlackSide implements ChannelSide {
  public static final String OWNER = "U0OWNER";

  private final SlackTwin twin = SlackTwin.start();
  private final SlackPerson owner;
  private final Phone phone;
  private volatile int socketsBefore;
  private volatile boolean deaf;

  public SlackSide() {
    this(false);
  }

  private SlackSide(boolean inChannel) {
    var person = twin.person(OWNER, "Owner");
    owner = inChannel ? person.in(twin.channel("C0DESK", "desk")) : person;
    phone = new SlackPhone(owner);
    deaf = inChannel;
  }

  /// In a channel of the workspace.
  public static SlackSide inChannel() {
    return new SlackSide(true);
  }

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
    if (deaf) {
      deaf = false;
      phone.say("/enable");
      phone.awaitTold("I listen in this");
    }
  }

  @Override
  public void close() {
    twin.close();
  }
}
