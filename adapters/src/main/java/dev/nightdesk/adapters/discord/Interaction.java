package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;

/// Something of ours was used: a command, a button, a menu, a form
/// (docs.discord.com/developers/interactions/receiving-and-responding#interaction-object). Whoever
/// used it waits for an answer.
///
/// @param id its id
/// @param kind what was used
/// @param handle with which it is answered
record Interaction(String id, Kind kind, Handle handle, JsonNode json) {
  ///
  /// docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types.
  static final int IN_GUILD = 0;

  static final int WITH_BOT = 1;

  private static final int UNKNOWN = -1;

  ///
  /// docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type.
  enum Kind {
    COMMAND(2),
    COMPONENT(3),
    TYPING(4),
    FORM(5);

    private final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  static Interaction of(JsonNode json) throws Missing {
    var id = Ids.id(json, "id");
    var token = Fields.text(json, "token");
    var handle = new Handle(id, Ids.id(json, "application_id"), token);
    int type = Fields.number(json, "type", -1);
    for (var kind : Kind.values()) {
      if (kind.number == type && !token.isEmpty()) {
        return new Interaction(id, kind, handle, json);
      }
    }
    throw new Missing("type", "a known kind of interaction");
  }

  JsonNode content() {
    return json.path("data");
  }

  /// Whether it was used in a guild, or in the private talk with us, and not among other people:
  /// what is said there would be taken for one person's.
  boolean isHere(Rooms rooms) {
    int context = Fields.number(json, "context", UNKNOWN);
    if (json.hasNonNull("context") && context != IN_GUILD && context != WITH_BOT) {
      return false;
    }
    if (json.hasNonNull("guild_id")) {
      return true;
    }
    boolean withBot =
        json.hasNonNull("context")
            ? context == WITH_BOT
            : rooms.isPrivate(Ids.idOrEmpty(json, "channel_id"));
    return withBot && Fields.number(json.path("channel"), "type", Rooms.DM) == Rooms.DM;
  }

  /// What the component or form is called.
  String customId() {
    return Fields.textOrEmpty(content(), "custom_id");
  }

  /// Whether a component was used that opens a form.
  boolean opensForm() {
    return kind == Kind.COMPONENT
        && CustomId.read(customId()).filter(it -> it.kind() == CustomId.Kind.WORDS).isPresent();
  }
}
