package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.Ids;
import dev.nightdesk.gateway.store.Dead;
import dev.nightdesk.gateway.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets time pass for the desk, clears away what is old, and looks whether anything was left lying.
public final class Ticker {
  /// How often, as the desk expects it.
  public static final Duration EVERY = Duration.ofSeconds(Happening.Tick.EVERY_SECONDS);

  /// Dead letters the owners are told of at once; the rest comes with the next tick.
  static final int TOLD_TOGETHER = 200;

  /// Less may be a clock that is put right.
  public static final Duration ASLEEP_FROM = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private final Store store;
  private final Steps steps;
  private final Ids ids;
  private final Time time;

  private @Nullable Instant lastTick;
  private @Nullable Instant awakeSince;
  private long lastNanos;

  public Ticker(Store store, Steps steps, Ids ids, Time time) {
    this.store = store;
    this.steps = steps;
    this.ids = ids;
    this.time = time;
  }

  /// One tick.
  public void tick() throws InterruptedException {
    noticeSleep();
    steps.take(new Happening.Tick(awakeSince));
    tellOfUnread();
    int swept;
    do {
      swept = StoreWait.with(() -> store.write(tx -> tx.sweep(time.now())));
    } while (swept > 0);
  }

  /// While the machine sleeps the clock goes on and the count of nanoseconds does not. A clock that
  /// somebody sets looks the same, and its step is nobody's idle time either.
  private void noticeSleep() {
    Instant now = time.now();
    Instant before = lastTick;
    if (before != null) {
      Duration step = Duration.between(before, now).minus(time.since(lastNanos)).abs();
      if (step.compareTo(ASLEEP_FROM) >= 0) {
        LOG.info("step={} event=woke", step);
        awakeSince = now;
      }
    }
    lastTick = now;
    lastNanos = time.nanoTime();
  }

  /// Tells the owners what the store had to put aside by itself, all together.
  private void tellOfUnread() throws InterruptedException {
    if (StoreWait.with(() -> store.read(reads -> reads.untold(1))).isEmpty()) {
      return;
    }
    steps.write(tx -> {
      List<Dead> untold = tx.untold(TOLD_TOGETHER);
      untold.forEach(dead -> tx.told(dead.id()));
      return untold.isEmpty() ? Decision.NOTHING : DeadNotice.aboutUnread(tx, untold, ids);
    });
  }
}
