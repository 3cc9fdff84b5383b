package dev.nightdesk.tests.channels;

import org.junit.jupiter.api.AfterEach;

/// The channel of our own tests keeps what it promises the gateway, as any other.
class TestChannelContractTest implements ChannelAdapterContract {
  private final TestChannelRig rig = new TestChannelRig();

  @Override
  public ChannelRig rig() {
    return rig;
  }

  @AfterEach
  void close() {
    rig.close();
  }
}
