package dev.nightdesk.tests.channels;

import org.junit.jupiter.api.AfterEach;

class ConsoleContractTest implements ChannelAdapterContract {
  private final ConsoleRig rig = new ConsoleRig();

  @Override
  public ChannelRig rig() {
    return rig;
  }

  @AfterEach
  void close() {
    rig.close();
  }
}
