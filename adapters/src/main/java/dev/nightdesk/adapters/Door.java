package dev.nightdesk.adapters;

import java.util.List;

/// The one way in. Safe for any thread; calls of one adapter come in the order of its platform.
public interface Door {
  /// Takes happenings that came together, in their order: all of them or none. Returning means they
  /// are durable here: only then may the adapter acknowledge them upstream. A repeated `sourceId`
  /// is taken as nothing.
  ///
  /// @throws InterruptedException when the gateway closes; nothing was taken
  /// @throws NotTaken when they cannot be stored now (disk full, database busy): do not
  ///   acknowledge, wait, and bring the same again
  void accept(List<Inbound> together) throws InterruptedException;

  /// Takes one happening.
  default void accept(Inbound inbound) throws InterruptedException {
    accept(List.of(inbound));
  }

  /// Tells how the channel stands; called on every change.
  void standing(ChannelId channel, Standing standing);

  /// How a channel is connected.
  sealed interface Standing {
    record Connected(String as) implements Standing {}

    /// Not connected now; the adapter goes on trying by itself.
    record Down(String why) implements Standing {}

    /// Not connected, and most likely only a person can help (bad token, a second poller); the
    /// adapter asks again now and then all the same.
    record StoodDown(String why) implements Standing {}
  }

  /// The gateway could not make a happening durable.
  final class NotTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotTaken(String why, Throwable cause) {
      super(why, cause);
    }
  }
}
