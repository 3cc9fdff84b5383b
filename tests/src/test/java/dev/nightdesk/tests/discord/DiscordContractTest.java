package dev.nightdesk.tests.discord;

import dev.nightdesk.tests.channels.ChannelAdapterContract;
import dev.nightdesk.tests.channels.ChannelRig;
import org.junit.jupiter.api.AfterEach;

class DiscordContractTest implements ChannelAdapterContract {
  private final DiscordRig rig = new DiscordRig();

  @Override
  public ChannelRig rig() {
    return rig;
  }

  @AfterEach
  void close() {
    rig.close();
  }
}
