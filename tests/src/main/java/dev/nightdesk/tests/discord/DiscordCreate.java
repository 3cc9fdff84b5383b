package dev.nightdesk.tests.discord;

import java.time.Instant;

/// A creating call that happened.
///
/// @param name of the route, as in [DiscordFaults]
/// @param id the message, or the thread
/// @param at when it happened, by the twin's clock
/// @param answered whether the whole answer was handed to the connection; a bot killed after that
///   may still never have read it
public record DiscordCreate(String name, long channel, long id, Instant at, boolean answered) {}
