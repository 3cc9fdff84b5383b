package dev.nightdesk.adapters.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the sockets brought and nobody took yet, in order. Safe for any thread.
final class Arrivals {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  /// Kept while the door takes nothing. What comes on top is dropped without a word to Slack: an
  /// event it tells again some times, and after that it is for [SlackCatchUp] to find; who gave a
  /// command or pressed is told that it failed.
  static final int MAX_WAITING = 10_000;

  private final LinkedBlockingQueue<Arrival> waiting = new LinkedBlockingQueue<>();
  private final AtomicBoolean dropped = new AtomicBoolean();

  /// Takes what must not get lost, however many wait.
  void add(Arrival arrival) {
    waiting.add(arrival);
  }

  /// Takes what Slack may tell again, if there is room.
  void offer(Arrival arrival) {
    if (waiting.size() < MAX_WAITING) {
      waiting.add(arrival);
    } else if (!dropped.getAndSet(true)) {
      LOG.warn("event=dropping waiting={}", MAX_WAITING);
    }
  }

  /// Waits for the next, and takes what else is there.
  List<Arrival> take(int atMost) throws InterruptedException {
    var together = new ArrayList<Arrival>();
    together.add(waiting.take());
    waiting.drainTo(together, atMost - 1);
    return together;
  }

  /// Whether anything was dropped since this was asked last. Asked after [#take], it is known
  /// before anything is brought that came later than what was dropped.
  boolean dropped() {
    return dropped.getAndSet(false);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}
