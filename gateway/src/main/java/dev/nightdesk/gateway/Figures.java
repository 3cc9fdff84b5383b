package dev.nightdesk.gateway;

import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.flow.Crew;
import dev.nightdesk.gateway.flow.Time;
import dev.nightdesk.gateway.store.Counts;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.StoreUnavailable;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What `/metrics` shows. Nothing is counted for it on the way of a message: the figures are asked
/// for when somebody looks. Each has its line in docs/operations.md.
final class Figures {
  /// One look asks for many figures; they come from one moment.
  private static final Duration FRESH_FOR = Duration.ofMillis(500);

  private final Store store;
  private final Time time;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private @Nullable Counts counts;
  private long countedAt;

  Figures(Store store, List<Crew> crews, Time time) {
    this.store = store;
    this.time = time;
    count("nightdesk.inbox", "happenings no step has finished", Counts::inbox);
    count("nightdesk.outbox", "effects not done", Counts::outbox);
    count(
        "nightdesk.cards.behind", "cards whose newest revision is not shown", Counts::cardsBehind);
    count("nightdesk.dead", "dead letters", Counts::dead);
    Gauge.builder("nightdesk.store.waiting", store, Store::waitingJobs)
        .description("jobs that wait for the one who writes")
        .register(registry);
    for (State state : State.values()) {
      Gauge.builder("nightdesk.sessions", this, it -> it.sessions(state))
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .description("sessions by state")
          .register(registry);
    }
    for (Crew crew : crews) {
      Gauge.builder("nightdesk.crew.members", crew, Crew::size)
          .tag("crew", crew.name())
          .description("threads at work")
          .register(registry);
      FunctionCounter.builder("nightdesk.crew.failures", crew, Crew::failures)
          .tag("crew", crew.name())
          .description("tasks that ended by an exception")
          .register(registry);
    }
    new JvmMemoryMetrics().bindTo(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  private void count(String name, String description, ToLongFunction<Counts> figure) {
    Gauge.builder(name, this, it -> it.figure(figure)).description(description).register(registry);
  }

  private double figure(ToLongFunction<Counts> figure) {
    Counts now = counts();
    return now == null ? Double.NaN : figure.applyAsLong(now);
  }

  private double sessions(State state) {
    return figure(now -> now.sessions().getOrDefault(state, 0L));
  }

  private synchronized @Nullable Counts counts() {
    if (counts == null || time.since(countedAt).compareTo(FRESH_FOR) > 0) {
      try {
        counts = store.read(reads -> reads.counts());
        countedAt = time.nanoTime();
      } catch (StoreUnavailable e) {
        counts = null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        counts = null;
      }
    }
    return counts;
  }
}
