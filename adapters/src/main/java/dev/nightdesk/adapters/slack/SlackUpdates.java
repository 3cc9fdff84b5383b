package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;
import dev.nightdesk.adapters.text.Cut;
import java.util.EnumSet;
import java.util.Set;
import java.util.StringJoiner;

/// Turns what Slack tells into the language of chat: events here, presses, forms and commands in
/// [SlackInteractions]. Reads the JSON itself and only what it needs, so that a kind of content
/// nobody has heard of yet cannot make a message unreadable. Remembers nothing.
final class SlackUpdates {
  /// How much of what is unreadable is kept.
  static final int MAX_RAW = 4096;

  /// With this begins the chat id of somebody's App Home; the user's id follows.
  static final String HOME = "home:";

  /// The one message of an App Home.
  static final String HOME_MESSAGE = "home";

  /// The messages that people, and other programs, write
  /// (docs.slack.dev/reference/events/message#subtypes); all others are the service's own.
  private static final Set<String> WRITTEN =
      Set.of("", "file_share", "thread_broadcast", "me_message", "bot_message");

  /// The account of the service itself.
  private static final String SERVICE = "USLACKBOT";

  private final ChannelId channel;
  private final Self self;
  private final SlackClock clock;
  private final SlackInteractions interactions;

  SlackUpdates(ChannelId channel, Self self, SlackClock clock) {
    this.channel = channel;
    this.self = self;
    this.clock = clock;
    this.interactions = new SlackInteractions(channel, self, clock);
  }

  /// Never throws: what cannot be read comes back as [Inbound.Garbled].
  Reading read(Happening happening) {
    try {
      return switch (happening.kind()) {
        case EVENT -> event(happening.payload());
        case COMMAND -> interactions.command(happening.payload());
        case INTERACTION -> interactions.interaction(happening.payload());
      };
    } catch (Missing e) {
      return Reading.of(garbled(happening, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // A bug of ours must not stop the line for what is behind it.
      return Reading.of(garbled(happening, e.getClass().getSimpleName()));
    }
  }

  private Inbound.Garbled garbled(Happening happening, String why) {
    var chat = happening.payload().findPath("channel");
    var id = chat.isObject() ? chat.path("id") : chat;
    var place = Place.chat(channel, id.isTextual() ? Cut.to(id.asText(), 64) : "");
    return garbled(channel, happening.name(), place, happening.payload().toString(), why);
  }

  static Inbound.Garbled garbled(
      ChannelId channel, String name, Place place, String raw, String why) {
    return new Inbound.Garbled(
        "g:" + name, place, raw.length() > MAX_RAW ? raw.substring(0, MAX_RAW) : raw, why);
  }

  private Reading event(JsonNode payload) throws Missing {
    var event = Fields.object(payload, "event");
    return switch (Fields.text(event, "type")) {
      case "message", "app_mention" -> message(event);
      case "app_home_opened" -> visited(payload, event);
      case "channel_left", "group_left" -> left(payload, event);
      case "member_left_channel" ->
          Ids.id(event, "user").equals(self.user()) ? left(payload, event) : Reading.NOTHING;
      // What we did not ask for, or do not know yet.
      default -> Reading.NOTHING;
    };
  }

  /// A message, from an event or from a channel's history.
  ///
  /// @param message with its `channel`
  Reading message(JsonNode message) throws Missing {
    var subtype = Fields.textOrEmpty(message, "subtype");
    if (subtype.equals("message_changed")) {
      return edited(message);
    }
    if (!WRITTEN.contains(subtype) || isOurs(message)) {
      return Reading.NOTHING;
    }
    var ref = ref(message, message);
    var wording = wording(message);
    var files = SlackFiles.in(message);
    if (wording.text().isEmpty() && files.isEmpty() && !wording.named()) {
      return Reading.NOTHING;
    }
    var from = sender(message);
    return Reading.of(
        new Inbound.Said(
            sourceId(ref),
            from,
            ref,
            // In a thread everything answers its root: what belongs together is told by the place.
            null,
            wording.text(),
            files,
            reach(message, ref, wording),
            marks(message),
            clock.since(Ids.time(ref.message())),
            Fields.textOrEmpty(message, Fields.has(message, "user") ? "user" : "bot_id")));
  }

  /// The same for the event, for the mention that comes beside it, and for the history.
  static String sourceId(MessageRef message) {
    return "m:" + message.place().chat() + ":" + message.message();
  }

  private Reading edited(JsonNode event) throws Missing {
    var message = Fields.object(event, "message");
    var before = event.path("previous_message");
    boolean written = WRITTEN.contains(Fields.textOrEmpty(message, "subtype"));
    boolean changed =
        before.isObject()
            ? !Fields.textOrEmpty(before, "text").equals(Fields.textOrEmpty(message, "text"))
            : Fields.has(message, "edited");
    // Links that unfold, threads that grow and other programs' progress change messages as well.
    if (!written || !changed || isOurs(message) || isProgram(message)) {
      return Reading.NOTHING;
    }
    var ref = ref(event, message);
    var stamp = Ids.stamp(event, "event_ts");
    return Reading.of(
        new Inbound.Edited(
            "e:" + ref.place().chat() + ":" + ref.message() + ":" + stamp,
            sender(message),
            ref,
            reach(event, ref, wording(message))));
  }

  private Reading visited(JsonNode payload, JsonNode event) throws Missing {
    // The other tab is the conversation itself.
    if (!Fields.textOrEmpty(event, "tab").equals("home")) {
      return Reading.NOTHING;
    }
    var user = Ids.id(event, "user");
    var place = Place.chat(channel, HOME + user);
    return Reading.of(
        new Inbound.Visited("h:" + Ids.id(payload, "event_id"), sender(event, user, ""), place));
  }

  private Reading left(JsonNode payload, JsonNode event) throws Missing {
    var place = Place.chat(channel, Ids.id(event, "channel"));
    return Reading.of(new Inbound.Left("l:" + Ids.id(payload, "event_id"), place));
  }

  private boolean isOurs(JsonNode message) {
    return self.is(Fields.textOrEmpty(message, "user"), Fields.textOrEmpty(message, "bot_id"));
  }

  private MessageRef ref(JsonNode event, JsonNode message) throws Missing {
    return ref(
        channel,
        Ids.id(event, "channel"),
        Ids.stampOrEmpty(message, "thread_ts"),
        Ids.stamp(message, "ts"));
  }

  /// The root of a thread says its own stamp for the thread's, and stands in the channel.
  static MessageRef ref(ChannelId channel, String chat, String thread, String message) {
    return new MessageRef(new Place(channel, chat, thread.equals(message) ? "" : thread), message);
  }

  /// Who passes something on says it: their own words first, then what they pass on.
  private Wording wording(JsonNode message) {
    var own = Wording.of(Fields.textOrEmpty(message, "text"), self.user());
    var words = new StringJoiner("\n");
    words.add(own.text());
    for (var attachment : message.path("attachments")) {
      if (isShare(attachment) || own.text().isEmpty()) {
        var shared = Wording.of(said(attachment), self.user());
        words.add(shared.text());
      }
    }
    return new Wording(words.toString().strip(), own.named());
  }

  private static String said(JsonNode attachment) {
    var text = Fields.textOrEmpty(attachment, "text");
    return text.isEmpty() ? Fields.textOrEmpty(attachment, "fallback") : text;
  }

  private static boolean isShare(JsonNode attachment) {
    return attachment.path("is_share").asBoolean();
  }

  private Sender sender(JsonNode message) throws Missing {
    var name = Fields.textOrEmpty(message, "username");
    var id = Ids.id(message, Fields.has(message, "user") ? "user" : "bot_id");
    return sender(message, id, name);
  }

  /// Which of them says it differs from event to event, so that all are asked.
  private Sender sender(JsonNode from, String user, String name) {
    var id =
        self.person(
            user,
            Fields.textOrEmpty(from, "user_team"),
            Fields.textOrEmpty(from, "source_team"),
            Fields.textOrEmpty(from, "team"));
    return new Sender(channel, id, name);
  }

  private static Set<Mark> marks(JsonNode message) {
    var marks = EnumSet.noneOf(Mark.class);
    if (isProgram(message)) {
      marks.add(Mark.BOT);
    }
    for (var attachment : message.path("attachments")) {
      if (isShare(attachment)) {
        marks.add(Mark.FORWARDED);
      }
    }
    return marks;
  }

  private static boolean isProgram(JsonNode message) {
    return Fields.has(message, "bot_id")
        || Fields.textOrEmpty(message, "subtype").equals("bot_message")
        || Fields.textOrEmpty(message, "user").equals(SERVICE);
  }

  private static Reach reach(JsonNode event, MessageRef ref, Wording wording) {
    if (isDirect(ref.place().chat()) || Fields.textOrEmpty(event, "channel_type").equals("im")) {
      return Reach.PRIVATE;
    }
    return wording.named() ? Reach.MENTIONED : Reach.OVERHEARD;
  }

  /// Ids of direct messages begin with a `D`:
  /// docs.slack.dev/apis/web-api/using-the-conversations-api.
  static boolean isDirect(String chat) {
    return chat.startsWith("D");
  }
}
