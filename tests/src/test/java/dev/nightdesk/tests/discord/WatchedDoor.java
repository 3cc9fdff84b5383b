package dev.nightdesk.tests.discord;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.tests.channels.RecordingDoor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A door that remembers what had been said whenever a connection was told to be lost, and that can
/// hold up the second loss.
final class WatchedDoor implements Door {
  private static final long PATIENCE_SECONDS = 60;

  final RecordingDoor door = new RecordingDoor();

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
  public void accept(List<Inbound> together) {
    door.accept(together);
  }

  @Override
  public void standing(ChannelId channel, Standing standing) {
    door.standing(channel, standing);
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
    door.lost(channel);
  }

  @Override
  public List<MessageRef> unread(ChannelId channel) {
    return door.unread(channel);
  }

  @Override
  public void caughtUp(Place place) {
    door.caughtUp(place);
  }

  @Override
  public List<Suggestion> suggest(Sender from, CommandHint.Kind kind, String typed, int atMost) {
    return door.suggest(from, kind, typed, atMost);
  }
}
