package dev.nightdesk.tests.bench;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Marks as they come, each kind in its own order. Safe for any thread.
final class Moments {
  private static final int PATIENCE_SECONDS = 20;

  private final Map<Mark, BlockingQueue<Long>> queues =
      Map.of(
          Mark.PROMPT, new LinkedBlockingQueue<>(),
          Mark.REQUEST, new LinkedBlockingQueue<>(),
          Mark.VERDICT, new LinkedBlockingQueue<>());

  void add(Mark mark, long nanos) {
    queue(mark).add(nanos);
  }

  /// The next moment of this kind behind another one, both in nanoseconds of [System#nanoTime].
  /// What came before it belongs to an earlier round.
  long next(Mark mark, long after) throws InterruptedException {
    while (true) {
      @Nullable Long nanos = queue(mark).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (nanos == null) {
        throw new IllegalStateException("no " + mark + " came");
      }
      if (nanos > after) {
        return nanos;
      }
    }
  }

  void clear() {
    queues.values().forEach(BlockingQueue::clear);
  }

  private BlockingQueue<Long> queue(Mark mark) {
    @Nullable BlockingQueue<Long> queue = queues.get(mark);
    if (queue == null) {
      throw new IllegalStateException("no queue of " + mark);
    }
    return queue;
  }
}
