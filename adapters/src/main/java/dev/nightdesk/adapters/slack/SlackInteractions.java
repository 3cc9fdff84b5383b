package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Reads presses, forms that were sent, and slash commands
/// (docs.slack.dev/reference/interaction-payloads). Remembers nothing.
final class SlackInteractions {
  /// The one command every workspace can have without taking anybody else's name.
  private static final String OWN_COMMAND = "/nightdesk";

  private final ChannelId channel;
  private final Self self;
  private final SlackClock clock;

  SlackInteractions(ChannelId channel, Self self, SlackClock clock) {
    this.channel = channel;
    this.self = self;
    this.clock = clock;
  }

  /// A command comes as no message, and never from within a thread.
  Reading command(JsonNode payload) throws Missing {
    var trigger = Fields.text(payload, "trigger_id");
    var place = Place.chat(channel, Ids.id(payload, "channel_id"));
    var user = Ids.id(payload, "user_id");
    var team = Fields.textOrEmpty(payload, "team_id");
    var from =
        new Sender(channel, self.person(user, team), Fields.textOrEmpty(payload, "user_name"));
    var words = words(Fields.text(payload, "command"), Fields.textOrEmpty(payload, "text"));
    return Reading.of(
        new Inbound.Said(
            "c:" + trigger,
            from,
            new MessageRef(place, Inbound.NO_MESSAGE + trigger),
            null,
            words,
            List.of(),
            SlackUpdates.isDirect(place.chat()) ? Reach.PRIVATE : Reach.MENTIONED,
            Set.of(),
            Duration.ZERO,
            user));
  }

  private static String words(String command, String raw) {
    var rest = Wording.of(raw, "").text();
    if (!command.equals(OWN_COMMAND)) {
      return (command + " " + rest).strip();
    }
    if (rest.isEmpty()) {
      return "/help";
    }
    // `/nightdesk @shop fix it` is a task as it stands; no command begins like that.
    return rest.startsWith("/") || rest.startsWith("@") ? rest : "/" + rest;
  }

  Reading interaction(JsonNode payload) throws Missing {
    return switch (Fields.text(payload, "type")) {
      case "block_actions" -> pressed(payload);
      case "view_submission" -> filled(payload);
      default -> Reading.NOTHING;
    };
  }

  private Reading pressed(JsonNode payload) throws Missing {
    var action = payload.path("actions").path(0);
    if (!Fields.textOrEmpty(action, "type").equals("button") || !Fields.has(action, "value")) {
      // Links, and the elements of forms: never a choice of ours.
      return Reading.NOTHING;
    }
    var from = sender(payload);
    var user = user(payload);
    var message = pressedAt(payload, user);
    var token = Fields.text(action, "value");
    var trigger = Fields.text(payload, "trigger_id");
    var time = Ids.stamp(action, "action_ts");
    var pressed =
        new Inbound.Pressed(
            "p:" + trigger, from, message, token, user, clock.since(Ids.time(time)));
    if (!Fields.textOrEmpty(action, "action_id").startsWith(SlackRender.WORDS)) {
      return Reading.of(pressed);
    }
    var label = Fields.textOrEmpty(action.path("text"), "text");
    return Reading.form(
        pressed, new FormWanted(trigger, message, token, label.isBlank() ? "Your words" : label));
  }

  private MessageRef pressedAt(JsonNode payload, String user) throws Missing {
    var container = Fields.object(payload, "container");
    if (Fields.text(container, "type").equals("view")) {
      var home = Place.chat(channel, SlackUpdates.HOME + user);
      return new MessageRef(home, SlackUpdates.HOME_MESSAGE);
    }
    var thread = Ids.stampOrEmpty(container, "thread_ts");
    return SlackUpdates.ref(
        channel,
        Ids.id(container, "channel_id"),
        thread.isEmpty() ? Ids.stampOrEmpty(payload.path("message"), "thread_ts") : thread,
        Ids.stamp(container, "message_ts"));
  }

  private Reading filled(JsonNode payload) throws Missing {
    var view = Fields.object(payload, "view");
    if (!Fields.textOrEmpty(view, "callback_id").equals(FormWanted.CALLBACK)) {
      return Reading.NOTHING;
    }
    var from = sender(payload);
    var filled = FormWanted.filled(channel, view);
    return Reading.of(
        new Inbound.Pressed(
            "v:" + Ids.id(view, "id") + ":" + Fields.text(view, "hash"),
            from,
            filled.message(),
            filled.token(),
            user(payload),
            Duration.ZERO,
            filled.words()));
  }

  private static String user(JsonNode payload) throws Missing {
    return Ids.id(Fields.object(payload, "user"), "id");
  }

  /// The workspace around it tells where it happened, which is for those who say no more.
  private Sender sender(JsonNode payload) throws Missing {
    var user = Fields.object(payload, "user");
    var own = Fields.textOrEmpty(user, "team_id");
    var team = own.isEmpty() ? Fields.textOrEmpty(payload.path("team"), "id") : own;
    var name = Fields.textOrEmpty(user, "name");
    return new Sender(
        channel,
        self.person(user(payload), team),
        name.isEmpty() ? Fields.textOrEmpty(user, "username") : name);
  }
}
