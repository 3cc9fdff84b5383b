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

  /// Where people were heard on a channel that keeps nothing for us ([Traits.Feature#CATCHES_UP]),
  /// and the newest message of each place: what was said after it is to be read and brought as if
  /// it had just come, with its age. Places nobody was heard in lately are left out.
  List<MessageRef> heard(ChannelId channel) throws InterruptedException;

  /// What somebody who is typing a command may mean. Quick, and empty for whoever is not on the
  /// list.
  ///
  /// @param typed so far, may be empty
  /// @return at most `atMost`, the likeliest first
  List<Suggestion> suggest(Sender from, CommandHint.Kind kind, String typed, int atMost)
      throws InterruptedException;

  /// One way to go on.
  ///
  /// @param value what is put in
  /// @param label what is shown for it
  record Suggestion(String value, String label) {}

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
