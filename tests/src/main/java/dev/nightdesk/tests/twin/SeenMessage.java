package dev.nightdesk.tests.twin;

/// What people see of one message, at one moment.
public interface SeenMessage {
  /// Whether our bot wrote it.
  boolean fromBot();
}
