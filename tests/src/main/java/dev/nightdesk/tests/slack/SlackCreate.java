package dev.nightdesk.tests.slack;

import java.time.Instant;

/// A call that made a message.
///
/// @param answered whether the answer was sent whole, as far as we know
public record SlackCreate(String method, String channel, String ts, Instant at, boolean answered) {}
