package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is done at once when something comes in over one connection: what cannot wait its turn, as
/// a form that must open, and the rest is put where it waits. Called on JDA's reading thread, one
/// call at a time.
final class Hearing implements DiscordLine.Ear {
  private final DiscordParts parts;
  private final Door door;
  private final Standings standings;
  private final Waiting waiting;

  private volatile String session = "";
  private volatile @Nullable String as;

  Hearing(DiscordParts parts, Door door, Standings standings, Waiting waiting) {
    this.parts = parts;
    this.door = door;
    this.standings = standings;
    this.waiting = waiting;
  }

  /// Whether the connection stood at least once.
  boolean wasReady() {
    return as != null;
  }

  @Override
  public void happened(String kind, long number, JsonNode event) {
    parts.rooms().hear(kind, event, parts.self());
    if (kind.equals("READY")) {
      ready(event);
    }
    var name = session + ":" + number;
    if (kind.equals("INTERACTION_CREATE")) {
      interaction(name, event);
    } else if (DiscordListen.BROUGHT.contains(kind)) {
      waiting.add(new Happening(kind, name, event, null));
    }
  }

  private void ready(JsonNode event) {
    session = Fields.textOrEmpty(event, "session_id");
    var user = event.path("user");
    parts.becomes(Ids.idOrEmpty(user, "id"));
    as = People.name(user, user);
    resumed();
    var application = Ids.idOrEmpty(event.path("application"), "id");
    if (!application.isEmpty()) {
      parts.answering().run(() -> parts.commands().offer(application));
    }
  }

  private void interaction(String name, JsonNode event) {
    try {
      var interaction = Interaction.of(event);
      boolean here = interaction.isHere(parts.rooms());
      if (interaction.kind() == Interaction.Kind.TYPING) {
        parts.answering().suggest(interaction, () -> here ? suggestions(interaction) : List.of());
      } else if (!here) {
        parts.answering().turnAway(interaction);
      } else if (interaction.opensForm()) {
        parts.answering().openForm(interaction);
      } else {
        var asked = parts.answering().arrived(interaction);
        waiting.add(new Happening("INTERACTION_CREATE", name, event, asked));
      }
    } catch (Missing e) {
      waiting.add(new Happening("INTERACTION_CREATE", name, event, null));
    }
  }

  private List<Door.Suggestion> suggestions(Interaction interaction)
      throws InterruptedException, Missing {
    var typing = parts.commands().typing(interaction.content());
    if (typing.isEmpty() || typing.get().kind() == CommandHint.Kind.WORDS) {
      return List.of();
    }
    return door.suggest(
        parts.interactions().sender(interaction),
        typing.get().kind(),
        typing.get().typed(),
        Answering.MAX_CHOICES);
  }

  @Override
  public void cut(String why) {
    // After the end it is we who hung up.
    if (waiting.end().isEmpty()) {
      standings.stand(new Standing.Down(why));
    }
  }

  @Override
  public void resumed() {
    var name = as;
    if (name != null) {
      standings.stand(new Standing.Connected(name));
    }
  }

  @Override
  public void ended(int code, String why) {
    waiting.end(new Waiting.End(code, why));
  }
}
