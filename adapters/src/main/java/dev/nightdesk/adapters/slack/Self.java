package dev.nightdesk.adapters.slack;

/// Who this bot is, as `auth.test` tells.
///
/// @param user the bot's user id (`U…`): what mentions hold
/// @param bot the bot's own id (`B…`): what its messages hold; may be empty
/// @param name as people see it
record Self(String team, String user, String bot, String name) {
  /// Whether somebody with these ids is us.
  boolean is(String userId, String botId) {
    return userId.equals(user) || (!bot.isEmpty() && botId.equals(bot));
  }
}
