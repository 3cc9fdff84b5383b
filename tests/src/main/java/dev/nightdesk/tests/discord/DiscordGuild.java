package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A server (Discord's own word for it in its API is guild) and the levers of its admins. Safe for
/// any thread.
public final class DiscordGuild {
  /// All that there is; without them JDA refuses before it asks.
  static final String PERMISSIONS = "2248473465835073";

  private static final int GUILDS = 1;

  private final World world;
  private final long id;
  private final String name;
  final Map<Long, DiscordUser> members = new LinkedHashMap<>();
  boolean kicked;

  DiscordGuild(World world, long id, String name) {
    this.world = world;
    this.id = id;
    this.name = name;
    members.put(DiscordTwin.BOT.id(), DiscordTwin.BOT);
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  /// A text channel; the same one for the same id.
  public DiscordChannel text(long channel, String title) {
    return world.locked(() -> {
      var there = world.channels.get(channel);
      if (there == null) {
        there = DiscordChannel.text(world, channel, title, this);
        world.channels.put(channel, there);
        world.gateway.emit("CHANNEL_CREATE", GUILDS, there.json());
      }
      return there;
    });
  }

  /// The bot is thrown out.
  public void kickBot() {
    world.alone(() -> {
      kicked = true;
      world.gateway.emit("GUILD_DELETE", GUILDS, Json.object().put("id", Json.id(id)));
    });
  }

  /// The bot is let in (again).
  public void inviteBot() {
    world.alone(() -> {
      kicked = false;
      world.gateway.emit("GUILD_CREATE", GUILDS, json());
    });
  }

  /// Discord itself cannot reach the server for a while.
  public void outage() {
    world.alone(() -> {
      var gone = Json.object().put("id", Json.id(id)).put("unavailable", true);
      world.gateway.emit("GUILD_DELETE", GUILDS, gone);
    });
  }

  /// The whole of it, as the gateway tells it at the start.
  ObjectNode json() {
    var json = Json.object().put("id", Json.id(id)).put("name", name).put("owner_id", "1");
    json.put("unavailable", false).put("member_count", members.size()).put("large", false);
    for (var number :
        List.of(
            "verification_level",
            "default_message_notifications",
            "explicit_content_filter",
            "mfa_level",
            "nsfw_level",
            "premium_tier",
            "system_channel_flags")) {
      json.put(number, 0);
    }
    json.put("afk_timeout", 300).put("preferred_locale", "en-US");
    json.put("premium_progress_bar_enabled", false).put("joined_at", DiscordUser.JOINED);
    json.putArray("roles").add(everyone());
    var channels = json.putArray("channels");
    var threads = json.putArray("threads");
    for (var channel : world.channels.values()) {
      if (channel.guild() == this) {
        if (!channel.isThread()) {
          channels.add(channel.json());
        } else if (!channel.isArchived()) {
          threads.add(channel.json());
        }
      }
    }
    var people = json.putArray("members");
    members.values().forEach(user -> people.add(member(user)));
    for (var list :
        List.of(
            "emojis",
            "stickers",
            "voice_states",
            "presences",
            "features",
            "stage_instances",
            "guild_scheduled_events")) {
      json.putArray(list);
    }
    return json;
  }

  /// The role of all, which carries the server's own id. JDA hangs short of READY without colors.
  private ObjectNode everyone() {
    var role = Json.object().put("id", Json.id(id)).put("name", "@everyone");
    role.put("permissions", PERMISSIONS).put("position", 0).put("color", 0).put("flags", 0);
    role.put("hoist", false).put("managed", false).put("mentionable", false);
    var colors = role.putObject("colors").put("primary_color", 0);
    colors.putNull("secondary_color").putNull("tertiary_color");
    return role;
  }

  static ObjectNode member(DiscordUser user) {
    return DiscordUser.member().set("user", user.json());
  }
}
