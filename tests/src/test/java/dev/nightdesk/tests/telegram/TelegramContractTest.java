package dev.nightdesk.tests.telegram;

import dev.nightdesk.tests.channels.ChannelAdapterContract;
import dev.nightdesk.tests.channels.ChannelRig;
import org.junit.jupiter.api.AfterEach;

class TelegramContractTest implements ChannelAdapterContract {
  private final TelegramRig rig = new TelegramRig();

  @Override
  public ChannelRig rig() {
    return rig;
  }

  @AfterEach
  void close() {
    rig.close();
  }
}
