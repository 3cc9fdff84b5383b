package dev.nightdesk.tests.twin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A conversation as the people in it see it. Safe for any thread.
public abstract class Conversation<M extends SeenMessage> {
  private final Monitor world;

  protected Conversation(Monitor world) {
    this.world = world;
  }

  /// All messages that are there now, oldest first. Called under the world's lock.
  protected abstract Stream<M> shown();

  /// All messages that are there now, oldest first.
  public final List<M> messages() {
    return world.locked(() -> shown().toList());
  }

  /// Our bot's messages that are there now, oldest first.
  public final List<M> fromBot() {
    return messages().stream().filter(SeenMessage::fromBot).toList();
  }

  /// Waits for the first of the bot's messages that is as wanted.
  ///
  /// @throws AssertionError when patience ends, with what the conversations hold
  public final M await(String what, Predicate<M> wanted) {
    return await(what, Monitor.PATIENCE, wanted);
  }

  public final M await(String what, Duration patience, Predicate<M> wanted) {
    return world.await(what, patience, () -> firstFromBot(shown(), wanted));
  }

  protected static <M extends SeenMessage> Optional<M> firstFromBot(
      Stream<M> among, Predicate<M> wanted) {
    return among.filter(SeenMessage::fromBot).filter(wanted).findFirst();
  }

  /// Waits until all messages together are as wanted.
  public final List<M> awaitAll(String what, Predicate<List<M>> wanted) {
    return world.await(what, () -> Optional.of(shown().toList()).filter(wanted));
  }
}
