package dev.nightdesk.gateway.flow;

import java.nio.file.Path;

/// Makes text of a recording. Safe for any thread; may take minutes.
public interface Transcriber {
  Heard read(Path recording) throws InterruptedException;

  /// What came of listening.
  sealed interface Heard {
    /// Words were understood.
    ///
    /// @param text stripped, not empty, at most [DeskSettings#MAX_SPOKEN] characters
    record Words(String text) implements Heard {}

    /// The words say why there are none.
    record Nothing(String why) implements Heard {}
  }
}
