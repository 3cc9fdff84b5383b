package dev.nightdesk.tests.twin;

/// A creating call that happened.
///
/// @param method as the twin names it
/// @param id the message, the thread or the topic
/// @param answered whether the whole answer was handed to the connection; a bot killed after that
///   may still never have read it
public record Create(String method, String id, boolean answered) {}
