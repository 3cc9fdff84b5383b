package dev.nightdesk.sessions;

import java.util.List;

/// Hears what a session's output says.
public interface AgentListener {
  /// One line of output. Returning means it is handled for good.
  ///
  /// @param after the place behind this line: what to give to [SessionHost#follow] next time
  /// @param events what the line says, possibly nothing
  /// @param raw the line's first 4,096 characters, for the record of lines that could not be
  ///   handled
  void line(Cursor after, List<AgentEvent> events, String raw) throws InterruptedException;
}
