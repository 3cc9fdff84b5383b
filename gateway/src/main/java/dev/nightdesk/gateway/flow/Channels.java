package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Traits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configured channels, by name. Safe for any thread.
public final class Channels implements AutoCloseable {
  /// What is assumed of a channel that is no longer configured: old sessions may still live there.
  private static final Traits UNKNOWN =
      new Traits(1_000, 4, 0, 0, Traits.Threads.NONE, Set.of(), Rate.UNLIMITED);

  private static final Duration ASK_AGAIN = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  private final Map<ChannelId, ChannelAdapter> adapters;

  public Channels(List<ChannelAdapter> adapters) {
    this.adapters =
        adapters.stream()
            .collect(Collectors.toUnmodifiableMap(ChannelAdapter::id, Function.identity()));
  }

  public Set<ChannelId> ids() {
    return adapters.keySet();
  }

  /// Those that read afterwards what was said while nobody listened.
  List<ChannelId> catchingUp() {
    return adapters.values().stream()
        .filter(adapter -> adapter.traits().can(Traits.Feature.CATCHES_UP))
        .map(ChannelAdapter::id)
        .toList();
  }

  public Traits traits(Place place) {
    ChannelAdapter adapter = adapters.get(place.channel());
    return adapter == null ? UNKNOWN : adapter.traits();
  }

  /// Makes one call. An adapter's exception is a bug, and must not stop what waits behind it: it
  /// becomes a refusal.
  public Delivery deliver(Posting posting) throws InterruptedException {
    ChannelAdapter adapter = adapters.get(posting.at().channel());
    if (adapter == null) {
      // Not for good: somebody may have taken it out of the config for a while.
      return new Delivery.Later(ASK_AGAIN, "the channel is not configured");
    }
    try {
      return adapter.deliver(posting);
    } catch (RuntimeException e) {
      LOG.error(
          "place={} posting={} event=delivery-failed",
          posting.at(),
          posting.getClass().getSimpleName(),
          e);
      return new Delivery.Refused("a fault in the channel " + posting.at().channel());
    }
  }

  /// Begins to listen, each channel on a thread of its own.
  void listen(Crew crew, Gate gate) {
    adapters.forEach((id, adapter) -> crew.keep(id.value(), () -> adapter.listen(gate)));
  }

  @Override
  public void close() {
    adapters.values().forEach(ChannelAdapter::close);
  }
}
