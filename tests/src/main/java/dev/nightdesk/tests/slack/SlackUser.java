package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// An account of the twin: a person's or a bot's.
///
/// @param id `U…`
/// @param name as it is shown
/// @param botId `B…`, empty for people
/// @param webhook whether it is no account at all but an incoming webhook, whose messages come as
///   `bot_message` without a user
public record SlackUser(String id, String name, String botId, boolean webhook) {
  static SlackUser person(String id, String name) {
    return new SlackUser(id, name, "", false);
  }

  public boolean bot() {
    return !botId.isEmpty();
  }

  /// As `users.info` tells it.
  ObjectNode json() {
    var user = SlackJson.object().put("id", id).put("team_id", SlackTwin.TEAM);
    user.put("name", handle()).put("real_name", name).put("deleted", false).put("is_bot", bot());
    user.put("tz", "Europe/Berlin").put("tz_offset", 3600).put("is_app_user", false);
    var profile = user.putObject("profile").put("real_name", name).put("display_name", name);
    if (bot()) {
      profile.put("bot_id", botId);
    }
    return user;
  }

  /// As interactions name who acted.
  ObjectNode actor() {
    var user = SlackJson.object().put("id", id).put("username", handle());
    return user.put("name", handle()).put("team_id", SlackTwin.TEAM);
  }

  /// The old user name, in lower case and without blanks.
  String handle() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", ".");
  }
}
