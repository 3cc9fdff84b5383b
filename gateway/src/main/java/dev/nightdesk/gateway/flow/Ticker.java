package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.store.Store;
import java.time.Duration;

/// Lets time pass for the desk, clears away what is old, and looks whether anything was left lying.
public final class Ticker {
  /// How often, as the desk expects it.
  public static final Duration EVERY = Duration.ofSeconds(Happening.Tick.EVERY_SECONDS);

  private final Store store;
  private final Steps steps;
  private final Time time;

  public Ticker(Store store, Steps steps, Time time) {
    this.store = store;
    this.steps = steps;
    this.time = time;
  }

  /// One tick.
  public void tick() throws InterruptedException {
    steps.take(new Happening.Tick());
    int swept;
    do {
      swept = Patience.with(() -> store.write(tx -> tx.sweep(time.now())));
    } while (swept > 0);
  }
}
