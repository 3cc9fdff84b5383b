package dev.nightdesk.tests.slack;

import dev.nightdesk.tests.channels.ChannelAdapterContract;
import dev.nightdesk.tests.channels.ChannelRig;
import org.junit.jupiter.api.AfterEach;

/// Slack keeps what every channel promises.
class SlackContractTest implements ChannelAdapterContract {
  private final SlackRig rig = new SlackRig();

  @Override
  public ChannelRig rig() {
    return rig;
  }

  @AfterEach
  void close() {
    rig.close();
  }
}
