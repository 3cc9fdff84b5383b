package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Shows "is typing…" wherever a session works and we may speak. Nothing of it is stored; what does
/// not fit the pace is left out.
public final class Typing {
  /// Telegram shows it for five seconds (core.telegram.org/bots/api#sendchataction).
  public static final Duration EVERY = Duration.ofMillis(4_500);

  private final Store store;
  private final Channels channels;
  private final Pace pace;
  private final Time time;
  private final Lanes<Place> lanes;
  private final Set<ChannelId> without = ConcurrentHashMap.newKeySet();

  public Typing(Store store, Channels channels, Pace pace, Time time, Crew crew) {
    this.store = store;
    this.channels = channels;
    this.pace = pace;
    this.time = time;
    this.lanes = new Lanes<>(crew, this::show);
  }

  /// Shows it every [#EVERY], until it is interrupted.
  void keepShowing() throws InterruptedException {
    while (true) {
      time.pause(EVERY);
      show();
    }
  }

  /// Once everywhere, in no place waiting for another.
  private void show() throws InterruptedException {
    places().forEach(lanes::wake);
  }

  private Optional<Duration> show(Place place) throws InterruptedException {
    if (!without.contains(place.channel())
        && pace.takeSpare(place, channels.traits(place).rate())) {
      switch (channels.deliver(new Posting.Typing(place))) {
        case Delivery.Refused _ -> without.add(place.channel());
        case Delivery.Later(Duration after, String _) -> pace.penalise(place, after);
        case Delivery.Done _,
            Delivery.Shown _,
            Delivery.Saved _,
            Delivery.MessageGone _,
            Delivery.PlaceGone _,
            Delivery.Moved _,
            Delivery.Unknown _ -> {}
      }
    }
    return Optional.empty();
  }

  private List<Place> places() throws InterruptedException {
    return StoreWait.with(() ->
        store.read(reads ->
            reads.tended().stream()
                .filter(session -> session.state() == State.WORKING)
                .map(session -> session.origin().place())
                .distinct()
                .filter(place -> !reads.isMuted(place))
                .toList()));
  }
}
