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

  /// Something may have been said that nobody brought, on a channel that keeps nothing for us
  /// ([Traits.Feature#CATCHES_UP]): from now on, over restarts, every place people are heard in is
  /// to be read from its newest message on, until [#caughtUp]. What comes live meanwhile does not
  /// move that mark. Called when a connection is lost, before anything of the next one is brought;
  /// the gateway does it itself when it starts. Idempotent.
  void lost(ChannelId channel) throws InterruptedException;

  /// The places that are to be read, with the message from which on: what was said after it is
  /// brought as if it had just come, with its age. Where people were heard last comes first.
  List<MessageRef> unread(ChannelId channel) throws InterruptedException;

  /// A place was read to its end, or will never be: nothing more is to be read there.
  void caughtUp(Place place) throws InterruptedException;

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
