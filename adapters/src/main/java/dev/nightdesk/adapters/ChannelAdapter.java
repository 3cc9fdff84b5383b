package dev.nightdesk.adapters;

/// A chat system, in both directions. Implementations keep nothing that matters in memory: what
/// came in is durable in the gateway, what goes out is asked for again after a crash.
public interface ChannelAdapter extends AutoCloseable {
  ChannelId id();

  Traits traits();

  /// Brings everything that happens to `door` until the adapter is closed or the thread is
  /// interrupted. [Door#accept] returning means durable: only then acknowledge upstream. Connection
  /// trouble is not an exception: tell [Door#standing] and go on trying.
  void listen(Door door) throws InterruptedException;

  /// Makes one call outward and waits for its answer. Safe for several threads at once. Waiting for
  /// a rate limit is the caller's work: this returns [Delivery.Later].
  Delivery deliver(Posting posting) throws InterruptedException;

  /// Ends [#listen] and frees connections. Idempotent.
  @Override
  void close();
}
