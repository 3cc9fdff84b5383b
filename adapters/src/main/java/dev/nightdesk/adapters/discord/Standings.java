package dev.nightdesk.adapters.discord;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Door.Standing;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the door how the channel stands, whenever that changes. Safe for any thread.
final class Standings {
  private static final Logger LOG = LoggerFactory.getLogger(Standings.class);

  private final ChannelId channel;
  private final Door door;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Standing standing;

  Standings(ChannelId channel, Door door) {
    this.channel = channel;
    this.door = door;
  }

  void stand(Standing now) {
    lock.lock();
    try {
      if (!now.equals(standing)) {
        standing = now;
        LOG.info("event=standing channel={} now={}", channel, now);
        door.standing(channel, now);
      }
    } finally {
      lock.unlock();
    }
  }
}
