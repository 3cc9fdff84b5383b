package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.Ids;
import dev.nightdesk.gateway.store.Dead;
import dev.nightdesk.gateway.store.Store;
import java.time.Duration;
import java.util.List;

/// Lets time pass for the desk, clears away what is old, and looks whether anything was left lying.
public final class Ticker {
  /// How often, as the desk expects it.
  public static final Duration EVERY = Duration.ofSeconds(Happening.Tick.EVERY_SECONDS);

  /// Dead letters the owners are told of at once; the rest comes with the next tick.
  static final int TOLD_TOGETHER = 200;

  private final Store store;
  private final Steps steps;
  private final Ids ids;
  private final Time time;

  public Ticker(Store store, Steps steps, Ids ids, Time time) {
    this.store = store;
    this.steps = steps;
    this.ids = ids;
    this.time = time;
  }

  /// One tick.
  public void tick() throws InterruptedException {
    steps.take(new Happening.Tick());
    tellOfUnread();
    int swept;
    do {
      swept = Patience.with(() -> store.write(tx -> tx.sweep(time.now())));
    } while (swept > 0);
  }

  /// Tells the owners what the store had to put aside by itself, all together.
  private void tellOfUnread() throws InterruptedException {
    if (Patience.with(() -> store.read(reads -> reads.untold(1))).isEmpty()) {
      return;
    }
    steps.write(tx -> {
      List<Dead> untold = tx.untold(TOLD_TOGETHER);
      untold.forEach(dead -> tx.told(dead.id()));
      return untold.isEmpty() ? Decision.NOTHING : DeadNotice.aboutUnread(tx, untold, ids);
    });
  }
}
