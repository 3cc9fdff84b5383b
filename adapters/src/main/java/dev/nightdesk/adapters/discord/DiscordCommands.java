package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Discord offers after a slash
/// (docs.discord.com/developers/interactions/application-commands). Registered for everywhere, as
/// commands of one guild are not there in private talks. Safe for any thread.
final class DiscordCommands {
  private static final int COMMAND = 1;
  private static final int WORDS = 3;

  /// Where they can be used: in a guild, and in the private talk with the bot. Left out, Discord
  /// offers them in other people's talks, too
  /// (docs.discord.com/developers/interactions/application-commands#interaction-contexts).
  private static final Set<Integer> CONTEXTS = Set.of(Interaction.IN_GUILD, Interaction.WITH_BOT);

  /// By being let into a guild, and not by one person for everywhere they go
  /// (docs.discord.com/developers/resources/application#application-object-application-integration-types).
  private static final Set<Integer> INSTALLS = Set.of(0);

  private static final Logger LOG = LoggerFactory.getLogger(DiscordCommands.class);

  private final DiscordWire wire;
  private final List<CommandHint> commands;

  DiscordCommands(DiscordWire wire, List<CommandHint> commands) {
    this.wire = wire;
    this.commands = commands;
  }

  /// Brings the list up to date. One that cannot be set is no reason not to work.
  void offer(String application) throws InterruptedException {
    if (commands.isEmpty()) {
      return;
    }
    var wanted = wanted(commands);
    try {
      // Written only when it differs: Discord counts what is created each day.
      var there = wire.call(wire.to("applications", application, "commands"));
      if (!compared(there).equals(compared(wanted))) {
        wire.call(wire.to("applications", application, "commands").put(DiscordWire.body(wanted)));
        LOG.info("event=commands_set count={}", wanted.size());
      }
    } catch (CallFailed failed) {
      LOG.warn("event=commands_not_set why={}", failed.getMessage());
    }
  }

  static ArrayNode wanted(List<CommandHint> commands) {
    var list = DiscordWire.JSON.createArrayNode();
    for (var hint : commands) {
      var command = list.addObject().put("name", hint.name()).put("type", COMMAND);
      command.put("description", hint.description());
      CONTEXTS.stream().sorted().forEach(command.putArray("contexts")::add);
      INSTALLS.stream().sorted().forEach(command.putArray("integration_types")::add);
      var options = command.putArray("options");
      for (var field : hint.fields()) {
        options
            .addObject()
            .put("type", WORDS)
            .put("name", field.name())
            .put("description", description(field.kind()))
            .put("required", field.required())
            .put("autocomplete", field.kind() != CommandHint.Kind.WORDS);
      }
    }
    return list;
  }

  private static String description(CommandHint.Kind kind) {
    return switch (kind) {
      case WORDS -> "your words";
      case SESSION -> "which session";
      case TASK -> "what is to be done; begin with @ to choose where";
      case ROLE -> "which role";
      case PERSON -> "who";
    };
  }

  /// What matters of each command, by its name: the server adds fields, and leaves out what is off.
  private static Map<String, ObjectNode> compared(JsonNode commands) {
    var compared = new HashMap<String, ObjectNode>();
    for (var command : commands) {
      var kept = DiscordWire.JSON.createObjectNode();
      kept.put("type", Fields.number(command, "type", COMMAND));
      kept.put("description", Fields.textOrEmpty(command, "description"));
      for (var set : List.of("contexts", "integration_types")) {
        var numbers = new TreeSet<Integer>();
        Fields.list(command, set).forEach(number -> numbers.add(number.asInt(-1)));
        numbers.forEach(kept.putArray(set)::add);
      }
      var options = kept.putArray("options");
      for (var option : Fields.list(command, "options")) {
        options
            .addObject()
            .put("type", Fields.number(option, "type", 0))
            .put("name", Fields.textOrEmpty(option, "name"))
            .put("description", Fields.textOrEmpty(option, "description"))
            .put("required", option.path("required").asBoolean())
            .put("autocomplete", option.path("autocomplete").asBoolean());
      }
      compared.put(Fields.textOrEmpty(command, "name"), kept);
    }
    return compared;
  }

  /// What somebody is typing.
  record Typing(CommandHint.Kind kind, String typed) {}

  /// The field somebody is typing in; empty for one we offer nothing for.
  Optional<Typing> typing(JsonNode content) {
    for (var option : Fields.list(content, "options")) {
      if (option.path("focused").asBoolean()) {
        var typed = option.path("value").asText("");
        return field(content, option).map(field -> new Typing(field.kind(), typed));
      }
    }
    return Optional.empty();
  }

  private Optional<CommandHint.Field> field(JsonNode content, JsonNode option) {
    return commands.stream()
        .filter(hint -> hint.name().equals(Fields.textOrEmpty(content, "name")))
        .flatMap(hint -> hint.fields().stream())
        .filter(field -> field.name().equals(Fields.textOrEmpty(option, "name")))
        .findFirst();
  }
}
