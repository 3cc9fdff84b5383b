package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.store.StoreUnavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits until the store works again: a full disk or a busy database pauses whoever needs it and is
/// nobody's fault.
final class StoreWait {
  static final Backoff WAIT = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));

  private static final Logger LOG = LoggerFactory.getLogger(StoreWait.class);

  private StoreWait() {}

  /// A job for the store.
  @FunctionalInterface
  interface Job<T extends @Nullable Object> {
    T run() throws InterruptedException;
  }

  /// Runs a job, as often as it takes.
  ///
  /// @throws InterruptedException when the caller is told to stop, or the store is closed for good
  /// @throws RuntimeException the job's own
  static <T extends @Nullable Object> T with(Job<T> job) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        return job.run();
      } catch (StoreUnavailable e) {
        if (e.reason() == StoreUnavailable.Reason.CLOSED) {
          throw new InterruptedException("the store is closed");
        }
        LOG.warn("store={} failures={} event=store-unavailable", e.reason(), failures);
        Thread.sleep(WAIT.after(failures));
      }
    }
  }
}
