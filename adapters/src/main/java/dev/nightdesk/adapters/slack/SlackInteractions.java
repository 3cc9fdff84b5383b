package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.slack.Fields.Missing;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Reads presses, forms that were sent, and slash commands
/// (docs.slack.dev/reference/interaction-payloads). Remembers nothing.
final class SlackInteractions {
  /// The one command every workspace can have without taking anybody else's name.
  private static final String OWN_COMMAND = "/nightdesk";

  private final ChannelId channel;
  private final SlackClock clock;

  SlackInteractions(ChannelId channel, SlackClock clock) {
    this.channel = channel;
    this.clock = clock;
  }

  /// A command comes as no message, and never from within a thread.
  Reading command(JsonNode payload) throws Missing {
    var trigger = Fields.text(payload, "trigger_id");
    var place = Place.chat(channel, Fields.id(payload, "channel_id"));
    var from = sender(Fields.id(payload, "user_id"), Fields.textOrEmpty(payload, "user_name"));
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
            from.user()));
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
    var from = sender(Fields.object(payload, "user"));
    var message = pressedAt(payload, from);
    var token = Fields.text(action, "value");
    var trigger = Fields.text(payload, "trigger_id");
    var time = Fields.stamp(action, "action_ts");
    var pressed =
        new Inbound.Pressed(
            "p:" + trigger, from, message, token, from.user(), clock.since(Fields.time(time)));
    if (!Fields.textOrEmpty(action, "action_id").startsWith(SlackRender.WORDS)) {
      return Reading.of(pressed);
    }
    var label = Fields.textOrEmpty(action.path("text"), "text");
    return Reading.form(
        pressed, new FormWanted(trigger, message, token, label.isBlank() ? "Your words" : label));
  }

  private MessageRef pressedAt(JsonNode payload, Sender from) throws Missing {
    var container = Fields.object(payload, "container");
    if (Fields.text(container, "type").equals("view")) {
      var home = Place.chat(channel, SlackUpdates.HOME + from.user());
      return new MessageRef(home, SlackUpdates.HOME_MESSAGE);
    }
    var thread = Fields.stampOrEmpty(container, "thread_ts");
    return SlackUpdates.ref(
        channel,
        Fields.id(container, "channel_id"),
        thread.isEmpty() ? Fields.stampOrEmpty(payload.path("message"), "thread_ts") : thread,
        Fields.stamp(container, "message_ts"));
  }

  private Reading filled(JsonNode payload) throws Missing {
    var view = Fields.object(payload, "view");
    if (!Fields.textOrEmpty(view, "callback_id").equals(FormWanted.CALLBACK)) {
      return Reading.NOTHING;
    }
    var from = sender(Fields.object(payload, "user"));
    var filled = FormWanted.filled(channel, view);
    return Reading.of(
        new Inbound.Pressed(
            "v:" + Fields.id(view, "id") + ":" + Fields.text(view, "hash"),
            from,
            filled.message(),
            filled.token(),
            from.user(),
            Duration.ZERO,
            filled.words()));
  }

  private Sender sender(JsonNode user) throws Missing {
    var name = Fields.textOrEmpty(user, "name");
    return sender(
        Fields.id(user, "id"), name.isEmpty() ? Fields.textOrEmpty(user, "username") : name);
  }

  private Sender sender(String user, String name) {
    return new Sender(channel, user, name);
  }
}
