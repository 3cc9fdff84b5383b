package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/// An account of the twin: a person's, a bot's or a webhook's.
public record DiscordUser(long id, String name, boolean bot) {
  static final String JOINED = Json.time(Instant.parse("2024-01-01T00:00:00Z"));

  ObjectNode json() {
    var user = Json.object().put("id", Json.id(id)).put("username", name);
    user.put("discriminator", "0").put("global_name", name).putNull("avatar");
    return user.put("bot", bot).put("public_flags", 0);
  }

  /// What a server says about one of its people, without saying who.
  static ObjectNode member() {
    var member = Json.object().put("joined_at", JOINED).put("deaf", false).put("mute", false);
    member.putArray("roles");
    return member.put("flags", 0).put("pending", false).putNull("nick");
  }
}
