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

  /// Lines that stood there together, in their order, at least one. Returning means that all of
  /// them are handled for good. For whom a line costs more than what it says.
  default void lines(List<Line> together) throws InterruptedException {
    for (Line line : together) {
      line(line.after(), line.events(), line.raw());
    }
  }

  /// What [#line] is told.
  record Line(Cursor after, List<AgentEvent> events, String raw) {
    public Line {
      events = List.copyOf(events);
    }
  }
}
