package dev.nightdesk.tests.claude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/// What the scripted API does with one call.
sealed interface Reply {
  /// An answer, streamed part by part.
  record Stream(List<Part> parts) implements Reply {}

  /// An HTTP error.
  ///
  /// @param retryAfterSeconds 0 for none
  record Status(int code, String type, int retryAfterSeconds) implements Reply {}

  /// The connection is closed without a word.
  record NoAnswer() implements Reply {}

  /// The connection is closed in the middle of an answer.
  record Cut(String begun) implements Reply {}

  /// Nothing at all, until the test ends or the CLI gives up.
  record Silence() implements Reply {}

  sealed interface Part {
    record Text(String markdown) implements Part {}

    record Use(String tool, ObjectNode input) implements Part {}

    /// The stream stands still, for this time or until the test says go.
    record Hold(Duration atMost) implements Part {}
  }
}
