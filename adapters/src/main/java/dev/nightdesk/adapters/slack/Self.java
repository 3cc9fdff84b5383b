package dev.nightdesk.adapters.slack;

/// Who this bot is, as `auth.test` tells.
///
/// @param team the workspace it is installed in (`T…`)
/// @param enterprise the organisation that is part of (`E…`); empty where there is none
/// @param user the bot's user id (`U…`): what mentions hold
/// @param bot the bot's own id (`B…`): what its messages hold; may be empty
/// @param name as people see it
record Self(String team, String enterprise, String user, String bot, String name) {
  /// In no id of Slack's.
  private static final String FROM = "/";

  /// The id of a person of ours as it is; that of anybody else in a form that no person on the list
  /// can have: people are listed by their ids in this workspace, and in a shared channel those of
  /// others speak as well (docs.slack.dev/apis/slack-connect).
  ///
  /// @param teams where the person is said to be from; empty ones say nothing
  String person(String user, String... teams) {
    for (var other : teams) {
      boolean same = other.equals(team) || (!enterprise.isEmpty() && other.equals(enterprise));
      if (!other.isEmpty() && !same) {
        return other + FROM + user;
      }
    }
    return user;
  }

  /// Whether somebody with these ids is us.
  boolean is(String userId, String botId) {
    return userId.equals(user) || (!bot.isEmpty() && botId.equals(bot));
  }
}
