package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns what people used into the language of chat. Pure but for the clock it keeps up.
final class DiscordInteractions {
  private final ChannelId channel;
  private final Rooms rooms;
  private final Snowflakes clock;
  private final List<CommandHint> commands;

  DiscordInteractions(
      ChannelId channel, Rooms rooms, Snowflakes clock, List<CommandHint> commands) {
    this.channel = channel;
    this.rooms = rooms;
    this.clock = clock;
    this.commands = commands;
  }

  /// What happened, in its order; nothing when a menu was closed as it was.
  List<Inbound> read(Interaction interaction) throws Missing {
    return switch (interaction.kind()) {
      case COMMAND -> List.of(commanded(interaction));
      case COMPONENT -> used(interaction);
      case FORM -> List.of(pressed(interaction, words(interaction)));
      case TYPING -> List.of();
    };
  }

  private Inbound commanded(Interaction interaction) throws Missing {
    var place = place(interaction);
    return new Inbound.Said(
        sourceId(interaction),
        sender(interaction),
        new MessageRef(place, Inbound.NO_MESSAGE + interaction.id()),
        null,
        line(interaction),
        List.of(),
        interaction.json().hasNonNull("guild_id") ? Reach.MENTIONED : Reach.PRIVATE,
        Set.of(),
        age(interaction),
        interaction.handle().written());
  }

  /// The command as one would type it: its fields in their own order, whichever was filled in
  /// first.
  String line(Interaction interaction) throws Missing {
    var name = Fields.text(interaction.content(), "name");
    var line = new StringBuilder("/").append(name);
    var left = new ArrayList<JsonNode>();
    Fields.list(interaction.content(), "options").forEach(left::add);
    for (var field : fields(name)) {
      for (var option : left) {
        if (Fields.textOrEmpty(option, "name").equals(field.name())) {
          line.append(' ').append(option.path("value").asText().strip());
        }
      }
      left.removeIf(option -> Fields.textOrEmpty(option, "name").equals(field.name()));
    }
    left.forEach(option -> line.append(' ').append(option.path("value").asText().strip()));
    return line.toString().strip();
  }

  private List<CommandHint.Field> fields(String command) {
    return commands.stream()
        .filter(hint -> hint.name().equals(command))
        .findFirst()
        .map(CommandHint::fields)
        .orElse(List.of());
  }

  private List<Inbound> used(Interaction interaction) throws Missing {
    var id = CustomId.read(interaction.customId());
    if (id.isEmpty()) {
      throw new Missing("custom_id", "one of ours");
    }
    return id.get().kind() == CustomId.Kind.CHOOSE
        ? chosen(interaction)
        : List.of(pressed(interaction, null));
  }

  private Inbound.Pressed pressed(Interaction interaction, @Nullable String words) throws Missing {
    var id = CustomId.read(interaction.customId());
    if (id.isEmpty() || id.get().token().isEmpty()) {
      throw new Missing("custom_id", "one of ours");
    }
    return pressed(interaction, sourceId(interaction), id.get().token(), words);
  }

  private Inbound.Pressed pressed(
      Interaction interaction, String sourceId, String token, @Nullable String words)
      throws Missing {
    var message = Ids.id(Fields.object(interaction.json(), "message"), "id");
    return new Inbound.Pressed(
        sourceId,
        sender(interaction),
        new MessageRef(place(interaction), message),
        token,
        interaction.handle().written(),
        age(interaction),
        words);
  }

  /// One press for every option that is not as the menu showed it.
  private List<Inbound> chosen(Interaction interaction) throws Missing {
    var values = new HashSet<String>();
    Fields.list(interaction.content(), "values").forEach(value -> values.add(value.asText()));
    var presses = new ArrayList<Inbound>();
    for (var option : Fields.list(menu(interaction), "options")) {
      var token = Fields.textOrEmpty(option, "value");
      boolean was = option.path("default").asBoolean();
      if (!token.isEmpty() && was != values.contains(token)) {
        var sourceId = sourceId(interaction) + ":" + (presses.size() + 1);
        presses.add(pressed(interaction, sourceId, token, null));
      }
    }
    return presses;
  }

  private static JsonNode menu(Interaction interaction) throws Missing {
    return part(interaction);
  }

  /// The component that was used, as the message shows it.
  static JsonNode part(Interaction interaction) throws Missing {
    for (var row : Fields.list(interaction.json().path("message"), "components")) {
      for (var part : Fields.list(row, "components")) {
        if (Fields.textOrEmpty(part, "custom_id").equals(interaction.customId())) {
          return part;
        }
      }
    }
    throw new Missing("message", "one with that component");
  }

  /// What was written into the form's one input.
  private static String words(Interaction interaction) {
    for (var part : Fields.list(interaction.content(), "components")) {
      var input = part.path("component");
      if (input.isMissingNode()) {
        input = part.path("components").path(0);
      }
      if (input.path("value").isTextual()) {
        return input.path("value").asText().strip();
      }
    }
    return "";
  }

  private static String sourceId(Interaction interaction) {
    return "i:" + interaction.id();
  }

  Sender sender(Interaction interaction) throws Missing {
    var member = interaction.json().path("member");
    var user = interaction.json().path("user");
    return People.sender(channel, user.isObject() ? user : Fields.object(member, "user"), member);
  }

  private Place place(Interaction interaction) throws Missing {
    var guild = Ids.idOrEmpty(interaction.json(), "guild_id");
    var room = rooms.saw(interaction.json().path("channel"), guild);
    var id = room.isPresent() ? room.get().id() : Ids.id(interaction.json(), "channel_id");
    return rooms.place(channel, id);
  }

  private Duration age(Interaction interaction) {
    return clock.age(interaction.id());
  }
}
