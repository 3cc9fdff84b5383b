package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.discord.Fields.Missing;

/// Something of ours was used: a command, a button, a menu, a form
/// (docs.discord.com/developers/interactions/receiving-and-responding#interaction-object). Whoever
/// used it waits for an answer.
///
/// @param id its id
/// @param kind what was used
/// @param handle with which it is answered
record Interaction(String id, Kind kind, Handle handle, JsonNode json) {
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
    var id = Fields.id(json, "id");
    var token = Fields.text(json, "token");
    var handle = new Handle(id, Fields.id(json, "application_id"), token);
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
