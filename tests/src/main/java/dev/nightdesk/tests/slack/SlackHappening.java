package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Something the bot is told, and how far that got. Guarded by the world's lock.
final class SlackHappening {
  /// What the bot is told about, as Socket Mode spells it.
  enum Kind {
    EVENT("events_api"),
    COMMAND("slash_commands"),
    INTERACTION("interactive");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    String type() {
      return type;
    }
  }

  /// How it stands.
  enum State {
    WAITING,
    SENT,
    ACKNOWLEDGED,
    LOST
  }

  final String id;
  final Kind kind;
  final String payload;
  final Consumer<JsonNode> answered;
  State state = State.WAITING;

  /// How often it went out, or was meant to.
  int attempts;

  /// When it is taken for lost on its way, by [System#nanoTime].
  long deadline;

  SlackSockets.@Nullable Socket at;

  SlackHappening(String id, Kind kind, String payload, Consumer<JsonNode> answered) {
    this.id = id;
    this.kind = kind;
    this.payload = payload;
    this.answered = answered;
  }

  boolean pending() {
    return state == State.WAITING || state == State.SENT;
  }
}
