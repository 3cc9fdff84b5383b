package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the bot can ask about itself, channels and its commands. Guarded by the world's lock.
final class ChannelApi {
  private static final int MOST_COMMANDS = 100;
  private static final String NAME = "[-_'\\p{L}\\p{N}\\p{sc=Deva}\\p{sc=Thai}]{1,32}";

  private final World world;

  ChannelApi(World world) {
    this.world = world;
  }

  JsonNode me() {
    return DiscordTwin.BOT.json().put("verified", true).put("mfa_enabled", false);
  }

  JsonNode application() {
    return world.gateway.application().put("name", DiscordTwin.BOT.name()).put("description", "");
  }

  JsonNode user(Call call) {
    var user = world.user(call.id("user"));
    if (user == null) {
      throw Refusal.of(404, 10013, "Unknown User");
    }
    return user.json();
  }

  JsonNode gateway() {
    var json = Json.object().put("url", world.origin.replaceFirst("http", "ws") + "/gw");
    var limit = json.put("shards", 1).putObject("session_start_limit").put("total", 1000);
    limit.put("remaining", 999).put("reset_after", 14_400_000).put("max_concurrency", 1);
    return json;
  }

  JsonNode get(Call call) {
    return world.visible(call.id("channel")).json();
  }

  JsonNode patch(Call call) {
    var channel = world.visible(call.id("channel"));
    var form = call.body();
    var problems = new Problems();
    if (form.has("name")) {
      problems.text(form, "name", "", 1, 100);
    }
    problems.refuse();
    channel.patch(
        form.hasNonNull("name") ? form.path("name").asText() : null,
        form.hasNonNull("archived") ? (Boolean) form.path("archived").asBoolean() : null,
        form.hasNonNull("locked") ? (Boolean) form.path("locked").asBoolean() : null);
    return channel.json();
  }

  @Nullable JsonNode typing(Call call) {
    var channel = world.visible(call.id("channel"));
    channel.checkWritable();
    channel.typing();
    return null;
  }

  @Nullable JsonNode join(Call call) {
    world.visible(call.id("channel")).checkChangeable();
    return null;
  }

  /// The threads that are not put away and that the bot may see, the newest first. Which of them it
  /// has joined is not played here.
  JsonNode activeThreads(Call call) {
    var guild = world.guilds.get(call.id("guild"));
    if (guild == null) {
      throw Refusal.of(404, 10004, "Unknown Guild");
    }
    if (guild.kicked) {
      throw Refusal.missingAccess();
    }
    var answer = Json.object();
    var threads = answer.putArray("threads");
    world.channels.values().stream()
        .filter(channel -> channel.isThread() && channel.guild() == guild)
        .filter(thread -> !thread.isArchived() && !thread.isHidden())
        .sorted(Comparator.comparingLong(DiscordChannel::id).reversed())
        .forEach(thread -> threads.add(thread.json()));
    answer.putArray("members");
    return answer;
  }

  JsonNode openDm(Call call) {
    var user = world.user(Json.parse(call.body().path("recipient_id").asText()));
    if (user == null || user.equals(DiscordTwin.BOT)) {
      throw Refusal.of(400, 50033, "Invalid Recipient(s)");
    }
    return world.dm(user).json();
  }

  private ArrayNode commands(Call call) {
    if (!call.part("application").equals(Json.id(DiscordTwin.BOT.id()))) {
      throw Refusal.of(404, 10002, "Unknown Application");
    }
    long guild = call.path().containsKey("guild") ? call.id("guild") : 0;
    var home = world.guilds.get(guild);
    if (guild != 0 && (home == null || home.kicked)) {
      throw Refusal.missingAccess();
    }
    return world.commands.computeIfAbsent(guild, _ -> Json.array());
  }

  JsonNode listCommands(Call call) {
    return commands(call);
  }

  /// Puts a whole list in place of the old one.
  JsonNode putCommands(Call call) {
    var kept = commands(call);
    if (!call.body().isArray()) {
      throw Refusal.of(400, 50035, "Invalid Form Body");
    }
    if (call.body().size() > MOST_COMMANDS) {
      throw Refusal.of(400, 30032, "Maximum number of application commands reached (100)");
    }
    var problems = new Problems();
    var names = new HashSet<String>();
    int i = 0;
    for (var command : call.body()) {
      var way = i++ + ".";
      check(command, way, problems);
      if (!names.add(command.path("name").asText())) {
        problems.add(
            way + "name",
            "APPLICATION_COMMANDS_DUPLICATE_NAME",
            "Application command names must be unique");
      }
    }
    problems.refuse();
    var before = kept.deepCopy();
    kept.removeAll();
    for (var command : call.body()) {
      kept.add(named(call, command, before));
    }
    return kept;
  }

  /// Adds one command, or changes the one of the same name.
  JsonNode postCommand(Call call) {
    var kept = commands(call);
    var problems = new Problems();
    check(call.body(), "", problems);
    problems.refuse();
    var command = named(call, call.body(), kept);
    remove(kept, command.path("id").asText());
    kept.add(command);
    return command;
  }

  @Nullable JsonNode deleteCommand(Call call) {
    if (!remove(commands(call), call.part("command"))) {
      throw Refusal.of(404, 10063, "Unknown application command");
    }
    return null;
  }

  private static boolean remove(ArrayNode kept, String id) {
    for (int i = 0; i < kept.size(); i++) {
      if (kept.path(i).path("id").asText().equals(id)) {
        kept.remove(i);
        return true;
      }
    }
    return false;
  }

  /// A command of the same name keeps its id.
  private ObjectNode named(Call call, JsonNode form, ArrayNode before) {
    var id = Json.id(world.freshId());
    for (var old : before) {
      if (old.path("name").equals(form.path("name"))) {
        id = old.path("id").asText();
      }
    }
    var command = Json.object().put("type", 1);
    if (form instanceof ObjectNode fields) {
      command.setAll(fields.deepCopy());
    }
    command.put("id", id).put("version", Json.id(world.freshId()));
    if (call.path().containsKey("guild")) {
      command.put("guild_id", call.part("guild"));
    }
    return command.put("application_id", Json.id(DiscordTwin.BOT.id()));
  }

  private static void check(JsonNode command, String way, Problems problems) {
    problems.text(command, "name", way, 1, 32);
    if (command.path("type").asInt(1) != 1) {
      return;
    }
    name(command, way, problems);
    problems.text(command, "description", way, 1, 100);
    numbers(command, "contexts", way, 2, problems);
    numbers(command, "integration_types", way, 1, problems);
    options(command, way, problems);
  }

  /// A set of numbers from 0 on, which may be written as texts.
  private static void numbers(
      JsonNode command, String field, String way, int most, Problems problems) {
    if (problems.list(command, field, way, 0, most + 1)) {
      int i = 0;
      for (var number : command.path(field)) {
        if (!number.asText().matches("[0-" + most + "]")) {
          problems.choice(way + field + "." + i);
        }
        i++;
      }
    }
  }

  private static void name(JsonNode thing, String way, Problems problems) {
    var name = thing.path("name").asText("");
    if (!name.isEmpty() && (!name.matches(NAME) || !name.equals(name.toLowerCase(Locale.ROOT)))) {
      problems.add(way + "name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
  }

  private static void options(JsonNode command, String way, Problems problems) {
    if (!problems.list(command, "options", way, 0, 25)) {
      return;
    }
    int i = 0;
    boolean optional = false;
    for (var option : command.path("options")) {
      var there = way + "options." + i++ + ".";
      problems.text(option, "name", there, 1, 32);
      name(option, there, problems);
      problems.text(option, "description", there, 1, 100);
      problems.list(option, "choices", there, 0, 25);
      int type = option.path("type").asInt();
      if (type < 1 || type > 11) {
        problems.choice(there + "type");
      }
      boolean required = option.path("required").asBoolean();
      if (required && optional) {
        problems.add(
            there,
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
            "Required options must be placed before non-required options");
      }
      optional |= !required;
      options(option, there, problems);
    }
  }
}
