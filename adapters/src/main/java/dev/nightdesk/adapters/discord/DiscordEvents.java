package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.http.Fields.Missing;
import java.util.ArrayList;
import java.util.List;

/// Turns one event of the gateway into the language of chat. Reads the JSON itself and only what it
/// needs.
final class DiscordEvents {
  /// How much of an unreadable event is kept.
  static final int MAX_RAW = 4096;

  private final DiscordParts parts;

  DiscordEvents(DiscordParts parts) {
    this.parts = parts;
  }

  /// Never throws: what cannot be read comes back as [Inbound.Garbled].
  ///
  /// @return nothing for what needs no attention
  List<Inbound> read(Happening happening) {
    try {
      return readKind(happening);
    } catch (Missing e) {
      return List.of(garbled(happening, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // A bug of ours must not stop the line for the events behind it.
      return List.of(garbled(happening, e.getClass().getSimpleName()));
    }
  }

  private List<Inbound> readKind(Happening happening) throws Missing {
    var json = happening.json();
    return switch (happening.kind()) {
      case "MESSAGE_CREATE" -> parts.messages().written(json).stream().toList();
      case "MESSAGE_UPDATE" -> parts.messages().changed(json).stream().toList();
      case "CHANNEL_DELETE", "THREAD_DELETE" -> channelGone(happening);
      case "GUILD_DELETE" -> guildGone(happening);
      case "INTERACTION_CREATE" -> parts.interactions().read(Interaction.of(json));
      default -> List.of();
    };
  }

  private List<Inbound> channelGone(Happening happening) throws Missing {
    var id = Ids.id(happening.json(), "id");
    var guild = Ids.idOrEmpty(happening.json(), "guild_id");
    parts.rooms().saw(happening.json(), guild);
    var gone = new ArrayList<Inbound>();
    for (var room : parts.rooms().in(guild)) {
      boolean hung = room.parent().equals(id) && parts.rooms().familiar().knows(room.id());
      if (room.id().equals(id) || hung) {
        gone.add(left(happening, room.id()));
      }
    }
    return gone;
  }

  /// Thrown out of every place we had to do with. While Discord only cannot reach a guild, nobody
  /// has left it.
  private List<Inbound> guildGone(Happening happening) throws Missing {
    var guild = Ids.id(happening.json(), "id");
    if (happening.json().path("unavailable").asBoolean()) {
      return List.of();
    }
    var gone = new ArrayList<Inbound>();
    for (var room : parts.rooms().in(guild)) {
      if (parts.rooms().familiar().knows(room.id())) {
        gone.add(left(happening, room.id()));
      }
    }
    return gone;
  }

  private Inbound left(Happening happening, String channel) {
    var place = parts.rooms().place(parts.channel(), channel);
    return new Inbound.Left("l:" + happening.name() + ":" + channel, place);
  }

  private Inbound garbled(Happening happening, String why) {
    var json = happening.json();
    var chat = Ids.idOrEmpty(json, "channel_id");
    var raw = happening.kind() + " " + unsecret(json);
    return new Inbound.Garbled(
        "g:" + happening.name(),
        chat.isEmpty()
            ? Place.chat(parts.channel(), "")
            : parts.rooms().place(parts.channel(), chat),
        raw.length() > MAX_RAW ? raw.substring(0, MAX_RAW) : raw,
        why);
  }

  /// An interaction's secret is good for 15 minutes, and what is kept is kept for longer.
  private static String unsecret(JsonNode json) {
    var token = json.path("token");
    return token.isTextual() && !token.asText().isEmpty()
        ? json.toString().replace(token.asText(), "[secret]")
        : json.toString();
  }
}
