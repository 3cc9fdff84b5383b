package dev.nightdesk.tests.discord;

import dev.nightdesk.adapters.ChannelId;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A door that remembers what had been said whenever a connection was told to be lost, and that can
/// hold up the second loss.
final class WatchedDoor extends ThroughDoor {
  private static final long PATIENCE_SECONDS = 60;

  /// What had been taken at each loss.
  final List<List<String>> losses = new CopyOnWriteArrayList<>();

  /// Reached by the second loss, which then waits.
  final CountDownLatch second = new CountDownLatch(1);

  final CountDownLatch open = new CountDownLatch(1);

  /// So often a loss cannot be noted.
  final AtomicInteger refusals = new AtomicInteger();

  static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("waited in vain");
    }
  }

  @Override
  public void lost(ChannelId channel) throws InterruptedException {
    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new NotTaken("the disk is full", new IOException("no space left on device"));
    }
    losses.add(door.said());
    if (losses.size() == 2) {
      second.countDown();
      await(open);
    }
    super.lost(channel);
  }
}
