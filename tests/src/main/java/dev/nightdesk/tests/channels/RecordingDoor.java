package dev.nightdesk.tests.channels;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.tests.twin.Monitor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A door that remembers what was brought, and that can be shut. Safe for any thread.
public final class RecordingDoor implements Door {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Monitor monitor =
      new Monitor() {
        @Override
        protected String told() {
          return "taken: %s; standings: %s".formatted(taken, standings);
        }
      };
  private final List<Inbound> taken = new ArrayList<>();
  private final List<Inbound> refused = new ArrayList<>();
  private final Map<Place, MessageRef> unread = new LinkedHashMap<>();
  private final List<Standing> standings = new ArrayList<>();
  private int refusals;
  private Runnable meanwhile = () -> {};

  /// Refuses the next happenings, as a full disk does.
  public void refuseNext(int times) {
    monitor.alone(() -> refusals = times);
  }

  /// Has something happen while the next happening is being taken.
  public void whileTaking(Runnable once) {
    monitor.alone(() -> meanwhile = once);
  }

  private Runnable meanwhile() {
    var next = meanwhile;
    meanwhile = () -> {};
    return next;
  }

  @Override
  public void accept(List<Inbound> together) {
    // Not under the lock: whatever it is may have the channel tell us something.
    locked(this::meanwhile).run();
    monitor.alone(() -> {
      if (refusals > 0) {
        refusals--;
        refused.add(together.getFirst());
        throw new NotTaken("the disk is full", new IOException("no space left on device"));
      }
      taken.addAll(together);
    });
  }

  @Override
  public void standing(ChannelId channel, Standing standing) {
    monitor.alone(() -> standings.add(standing));
  }

  /// As a gateway that remembers where to read on.
  @Override
  public void lost(ChannelId channel) {
    monitor.alone(() -> newest().forEach(message -> unread.putIfAbsent(message.place(), message)));
  }

  @Override
  public List<MessageRef> unread(ChannelId channel) {
    return locked(() -> List.copyOf(unread.values()));
  }

  @Override
  public void caughtUp(Place place) {
    monitor.alone(() -> unread.remove(place));
  }

  /// What another gateway before this one heard last, which is to be read on from.
  public void readFrom(MessageRef message) {
    monitor.alone(() -> unread.put(message.place(), message));
  }

  private List<MessageRef> newest() {
    var byPlace = new LinkedHashMap<Place, MessageRef>();
    taken.stream()
        .filter(Inbound.Said.class::isInstance)
        .map(inbound -> ((Inbound.Said) inbound).message())
        .filter(message -> !message.message().startsWith(Inbound.NO_MESSAGE))
        .forEach(message -> byPlace.put(message.place(), message));
    return List.copyOf(byPlace.values());
  }

  @Override
  public List<Suggestion> suggest(Sender from, CommandHint.Kind kind, String typed, int atMost) {
    return List.of(new Suggestion("7c5d0000", "✻ 7c5d0000 fix the build"));
  }

  public List<Inbound> taken() {
    return locked(() -> List.copyOf(taken));
  }

  public List<Inbound> refused() {
    return locked(() -> List.copyOf(refused));
  }

  public List<Standing> standings() {
    return locked(() -> List.copyOf(standings));
  }

  /// The words that were said, in order.
  public List<String> said() {
    return taken().stream()
        .filter(Inbound.Said.class::isInstance)
        .map(inbound -> ((Inbound.Said) inbound).text())
        .toList();
  }

  /// Waits for the first happening of this kind.
  public <T extends Inbound> T await(Class<T> kind) {
    return await(kind, _ -> true);
  }

  public <T extends Inbound> T await(Class<T> kind, Predicate<T> wanted) {
    return await(
        kind.getSimpleName(),
        () -> taken.stream().filter(kind::isInstance).map(kind::cast).filter(wanted).findFirst());
  }

  public Inbound.Said awaitSaid(String text) {
    return await(Inbound.Said.class, said -> said.text().equals(text));
  }

  public void awaitTaken(int atLeast) {
    await(atLeast + " happenings", () -> Optional.of(taken.size()).filter(size -> size >= atLeast));
  }

  /// Waits until every place was read to its end.
  public void awaitNothingUnread() {
    await("nothing unread", () -> Optional.of(unread).filter(Map::isEmpty));
  }

  public void awaitRefused(int atLeast) {
    await(atLeast + " refusals", () -> Optional.of(refused.size()).filter(size -> size >= atLeast));
  }

  /// Waits until the channel has stood like this, after `since` other standings.
  public void awaitStanding(int since, Class<? extends Standing> kind) {
    await(
        kind.getSimpleName(),
        () ->
            standings.size() <= since
                ? Optional.empty()
                : standings.subList(since, standings.size()).stream()
                    .filter(kind::isInstance)
                    .findFirst());
  }

  public void awaitConnected() {
    awaitStanding(0, Standing.Connected.class);
  }

  private <T> T await(String what, Supplier<Optional<T>> look) {
    return monitor.await(what, PATIENCE, look);
  }

  private <T> T locked(Supplier<T> work) {
    return monitor.locked(work);
  }
}
