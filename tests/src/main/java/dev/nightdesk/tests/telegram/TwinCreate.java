package dev.nightdesk.tests.telegram;

import java.time.Instant;

/// A creating call that happened.
///
/// @param id the message, or the topic
/// @param at when it happened, by the twin's clock
/// @param answered whether the whole answer was handed to the connection; a bot killed after that
///   may still never have read it
public record TwinCreate(String method, long chat, long id, Instant at, boolean answered) {}
