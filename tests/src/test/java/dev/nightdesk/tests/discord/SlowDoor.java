package dev.nightdesk.tests.discord;

import dev.nightdesk.adapters.Inbound;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A door that takes nothing until it is let, and refuses nothing.
final class SlowDoor extends ThroughDoor {
  final CountDownLatch open = new CountDownLatch(1);

  @Override
  public void accept(List<Inbound> together) throws InterruptedException {
    open.await();
    super.accept(together);
  }
}
