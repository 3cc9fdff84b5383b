package dev.nightdesk.gateway.store;

import dev.nightdesk.gateway.desk.Happening;
import java.time.Instant;

/// What could not be dealt with, kept for a person to look at.
///
/// @param raw for a journal line its text, at most [#MAX_RAW] UTF-16 units; for what could not be
///   read all of it; else empty
/// @param stack the last failure; at most [#MAX_STACK] UTF-16 units
public record Dead(long id, What what, String raw, String stack, Instant at) {
  public static final int MAX_RAW = 4_096;
  public static final int MAX_STACK = 16_384;

  public sealed interface What {
    /// Nobody could decide about it.
    record Undecided(Happening happening) implements What {}

    /// It stood in the store, and can not be read any more as what it was.
    ///
    /// @param words what it was, without anybody's words
    record Unread(String words) implements What {}
  }

  /// What became of asking for a dead letter to be tried again.
  public sealed interface Retry {
    /// There is none with that number.
    record NotThere() implements Retry {}

    /// It waits in the inbox again.
    record BackInInbox(long inboxId) implements Retry {}

    /// It does not come from the inbox: decide about it in this same transaction. A journal line is
    /// behind the stored cursor by now, and is meant all the same.
    record DecideNow(Happening happening) implements Retry {}

    /// It can be read by now, and is again where it was.
    record Restored() implements Retry {}

    /// It can still not be read, and stays on the list.
    record StillUnreadable() implements Retry {}
  }
}
