package dev.nightdesk.gateway.store;

import dev.nightdesk.gateway.desk.Happening;
import java.time.Instant;

/// A happening that could not be decided about, kept for a person to look at.
///
/// @param raw for a journal line its text, else empty; at most [#MAX_RAW] UTF-16 units
/// @param stack the last failure; at most [#MAX_STACK] UTF-16 units
public record Dead(long id, Happening happening, String raw, String stack, Instant at) {
  public static final int MAX_RAW = 4_096;
  public static final int MAX_STACK = 16_384;

  /// What became of asking for a dead letter to be tried again.
  public sealed interface Retry {
    /// There is none with that number.
    record NotThere() implements Retry {}

    /// It waits in the inbox again.
    record BackInInbox(long inboxId) implements Retry {}

    /// It does not come from the inbox: decide about it in this same transaction. A journal line is
    /// behind the stored cursor by now, and is meant all the same.
    record DecideNow(Happening happening) implements Retry {}
  }
}
