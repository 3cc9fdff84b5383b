package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.JsonNode;

/// What Slack tells us, however it came.
///
/// @param name unique, and the same when it comes again; for what cannot be read otherwise
record Happening(Kind kind, String name, JsonNode payload) {
  /// What is told, as Socket Mode spells it.
  enum Kind {
    EVENT,
    COMMAND,
    INTERACTION
  }
}
