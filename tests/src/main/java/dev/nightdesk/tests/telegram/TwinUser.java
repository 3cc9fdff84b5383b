package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// An account of the twin: a person's or a bot's.
///
/// @param username without `@`, may be empty
public record TwinUser(long id, String firstName, String username, boolean bot) {
  /// Who the server names when a group's admin writes anonymously.
  static final TwinUser GROUP_ANONYMOUS_BOT =
      new TwinUser(1_087_968_824L, "Group", "GroupAnonymousBot", true);

  /// Who the server names when somebody writes as a channel.
  static final TwinUser CHANNEL_BOT = new TwinUser(136_817_688L, "Channel", "Channel_Bot", true);

  ObjectNode json() {
    var user = TwinJson.object();
    user.put("id", id).put("is_bot", bot).put("first_name", firstName);
    if (!username.isEmpty()) {
      user.put("username", username);
    }
    return user;
  }
}
