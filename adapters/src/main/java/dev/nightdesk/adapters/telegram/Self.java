package dev.nightdesk.adapters.telegram;

/// Who this bot is, as `getMe` tells.
///
/// @param username without the `@`; compared without regard to case
record Self(long id, String username) {}
