package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.tests.discord.ShownMessage.ShownMenu;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Presses and choices, as the gateway tells them. Under the world's lock.
final class Acts {
  private Acts() {}

  static long press(World world, DiscordUser user, Post post, String customId) {
    var content = Json.object().put("custom_id", customId).put("component_type", 2).put("id", 2);
    return start(world, Interaction.COMPONENT, user, post.channel, post, content);
  }

  static long choose(
      World world, DiscordUser user, Post post, ShownMenu menu, List<String> labels) {
    if (menu.disabled() || labels.size() < menu.least() || labels.size() > menu.most()) {
      throw new IllegalStateException("so much cannot be chosen: " + labels + " in " + menu);
    }
    var content = Json.object().put("custom_id", menu.customId()).put("component_type", 3);
    var values = content.put("id", 2).putArray("values");
    for (var label : labels) {
      values.add(
          menu.options().stream()
              .filter(option -> option.label().equals(label))
              .findFirst()
              .orElseThrow(() -> new NoSuchElementException("no option " + label + " in " + menu))
              .value());
    }
    return start(world, Interaction.COMPONENT, user, post.channel, post, content);
  }

  /// Opens an interaction and tells the bot.
  static long start(
      World world,
      int type,
      DiscordUser user,
      DiscordChannel channel,
      @Nullable Post source,
      ObjectNode content) {
    var interaction = new Interaction(world.freshId(), type, user, channel, source);
    world.interactions.put(interaction.id, interaction);
    world.tokens.put(interaction.token, interaction);
    var json = Json.object().put("id", Json.id(interaction.id)).put("type", type);
    json.put("application_id", Json.id(DiscordTwin.BOT.id())).put("token", interaction.token);
    json.put("version", 1).put("channel_id", Json.id(channel.id())).put("locale", "en-US");
    json.put("app_permissions", DiscordGuild.PERMISSIONS).put("attachment_size_limit", 10_485_760);
    json.putArray("entitlements");
    var where = channel.json();
    json.set("channel", where);
    var owners = json.putObject("authorizing_integration_owners");
    var guild = channel.guild();
    if (guild == null) {
      boolean withBot = channel.kind() == DiscordChannel.Kind.DM;
      owners.put(withBot ? "0" : "1", withBot ? "0" : Json.id(user.id()));
      json.put("context", withBot ? 1 : 2).set("user", user.json());
    } else {
      where.put("permissions", DiscordGuild.PERMISSIONS);
      owners.put("0", Json.id(guild.id()));
      json.put("context", 0).put("guild_id", Json.id(guild.id())).put("guild_locale", "en-US");
      json.putObject("guild")
          .put("id", Json.id(guild.id()))
          .put("locale", "en-US")
          .putArray("features");
      var member = DiscordGuild.member(user).put("permissions", DiscordGuild.PERMISSIONS);
      json.set("member", member);
    }
    if (source != null) {
      json.set("message", source.json(world.origin));
    }
    json.set("data", content);
    world.gateway.emitInteraction(json);
    return interaction.id;
  }
}
