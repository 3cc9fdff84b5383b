package dev.nightdesk.adapters.slack;

import dev.nightdesk.adapters.Inbound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came together under one name, until it is acknowledged.
///
/// @param acknowledgement what is done once the door took it
/// @param due until when it may be brought; events, for which nobody waits, have none
record Envelope(List<Inbound> inbound, Runnable acknowledgement, @Nullable Deadline due) {
  /// Whether it must not be brought any more. Words alone are said at any time: nothing runs.
  boolean isLate() {
    return due != null && !inbound.isEmpty() && due.isOver();
  }
}
