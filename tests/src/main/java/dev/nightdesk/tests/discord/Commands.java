package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Commands as people give them: only those that the bot has announced, only with options that are
/// declared and fit. Under the world's lock.
final class Commands {
  private static final int SUBCOMMAND = 1;
  private static final int GROUP = 2;
  private static final int TEXT = 3;
  private static final int INTEGER = 4;
  private static final int TRUTH = 5;
  private static final int USER = 6;
  private static final int NUMBER = 10;

  private Commands() {}

  static long slash(
      World world, DiscordUser user, DiscordChannel channel, String words, Map<String, ?> options) {
    var content = content(world, channel, words, options, null);
    return Acts.start(world, Interaction.COMMAND, user, channel, null, content);
  }

  static long autocomplete(
      World world,
      DiscordUser user,
      DiscordChannel channel,
      String words,
      String focused,
      Map<String, ?> options) {
    var content = content(world, channel, words, options, focused);
    return Acts.start(world, Interaction.AUTOCOMPLETE, user, channel, null, content);
  }

  private static ObjectNode content(
      World world,
      DiscordChannel channel,
      String words,
      Map<String, ?> options,
      @Nullable String focused) {
    var names = words.split(" ", -1);
    var command = command(world, channel, names[0]);
    var content = Json.object().put("type", 1).put("name", names[0]);
    content.set("id", command.path("id"));
    if (command.has("guild_id")) {
      content.set("guild_id", command.path("guild_id"));
    }
    var declared = command;
    var into = content.putArray("options");
    for (var name : List.of(names).subList(1, names.length)) {
      declared = named(declared.path("options"), name);
      int type = declared.path("type").asInt();
      if (type != SUBCOMMAND && type != GROUP) {
        throw new NoSuchElementException(name + " is no subcommand");
      }
      into = into.addObject().put("type", type).put("name", name).putArray("options");
    }
    var resolved = Json.object();
    fill(world, declared.path("options"), into, options, focused, resolved);
    if (!resolved.isEmpty()) {
      content.set("resolved", resolved);
    }
    return content;
  }

  private static JsonNode command(World world, DiscordChannel channel, String name) {
    var guild = channel.guild();
    for (long home : guild == null ? new long[] {0} : new long[] {guild.id(), 0}) {
      for (var command : world.commands.getOrDefault(home, Json.array())) {
        if (command.path("name").asText().equals(name) && isOffered(command, channel)) {
          return command;
        }
      }
    }
    throw new NoSuchElementException("no command /" + name + " is announced here");
  }

  /// Whether it is for such a place: what names no contexts is for all of them, and other people's
  /// talks are only reached by an install of one's own.
  private static boolean isOffered(JsonNode command, DiscordChannel channel) {
    int context = channel.guild() != null ? 0 : channel.kind() == DiscordChannel.Kind.DM ? 1 : 2;
    boolean there = !command.hasNonNull("contexts") || holds(command.path("contexts"), context);
    return there && (context != 2 || holds(command.path("integration_types"), 1));
  }

  private static boolean holds(JsonNode numbers, int wanted) {
    return numbers.valueStream().anyMatch(number -> number.asInt() == wanted);
  }

  private static JsonNode named(JsonNode options, String name) {
    for (var option : options) {
      if (option.path("name").asText().equals(name)) {
        return option;
      }
    }
    throw new NoSuchElementException("no option " + name + " in " + options);
  }

  private static void fill(
      World world,
      JsonNode declared,
      ArrayNode into,
      Map<String, ?> given,
      @Nullable String focused,
      ObjectNode resolved) {
    var left = new HashSet<>(given.keySet());
    for (var option : declared) {
      var name = option.path("name").asText();
      var value = given.get(name);
      if (value == null) {
        if (option.path("required").asBoolean() && focused == null) {
          throw new IllegalArgumentException("/" + name + " must be given");
        }
        continue;
      }
      left.remove(name);
      var kept = into.addObject().put("name", name).put("type", option.path("type").asInt());
      value(world, option, value, kept, resolved, name.equals(focused));
    }
    if (!left.isEmpty()) {
      throw new NoSuchElementException("no options " + left + " in " + declared);
    }
  }

  private static void value(
      World world,
      JsonNode option,
      Object value,
      ObjectNode kept,
      ObjectNode resolved,
      boolean focused) {
    if (focused) {
      if (!option.path("autocomplete").asBoolean()) {
        throw new IllegalArgumentException(kept + " proposes nothing");
      }
      kept.put("focused", true).put("value", value.toString());
      return;
    }
    switch (option.path("type").asInt()) {
      case TEXT -> kept.put("value", chosen(option, (String) value));
      case INTEGER -> kept.put("value", ((Number) value).longValue());
      case TRUTH -> kept.put("value", (Boolean) value);
      case NUMBER -> kept.put("value", ((Number) value).doubleValue());
      case USER -> {
        var user = world.users.get((Long) value);
        if (user == null) {
          throw new NoSuchElementException("nobody is " + value);
        }
        kept.put("value", Json.id(user.id()));
        resolved.withObjectProperty("users").set(Json.id(user.id()), user.json());
      }
      default -> throw new IllegalArgumentException("this kind of option is not played: " + option);
    }
  }

  /// A text; one of the choices where there are some.
  private static String chosen(JsonNode option, String value) {
    if (option.path("choices").isEmpty()) {
      int most = option.path("max_length").asInt(6000);
      if (value.length() < option.path("min_length").asInt(0) || value.length() > most) {
        throw new IllegalArgumentException("too short or too long for " + option);
      }
      return value;
    }
    for (var choice : option.path("choices")) {
      if (choice.path("name").asText().equals(value)
          || choice.path("value").asText().equals(value)) {
        return choice.path("value").asText();
      }
    }
    throw new NoSuchElementException("no choice " + value + " in " + option);
  }
}
