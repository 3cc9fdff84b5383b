package dev.nightdesk.adapters.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns one update (core.telegram.org/bots/api#update) into the language of chat. Reads the JSON
/// itself and only what it needs, so that a kind of content nobody has heard of yet cannot make a
/// message unreadable. Remembers nothing but what comes in several messages.
final class TelegramUpdates {
  /// The kinds asked for; whatever else comes is acknowledged and forgotten.
  static final List<String> KINDS =
      List.of("message", "edited_message", "callback_query", "my_chat_member");

  /// How much of an unreadable update is kept.
  static final int MAX_RAW = 4096;

  /// The General topic of a forum; messages there are sent without a thread id.
  private static final long GENERAL_TOPIC = 1;

  /// The last second of the year 9999; anything beyond is no date.
  private static final long MAX_DATE = 253_402_300_799L;

  private static final Set<String> ABSENT = Set.of("left", "kicked");

  private final ChannelId channel;
  private final Self self;
  private final Albums albums;
  private final LongTexts longTexts;

  TelegramUpdates(ChannelId channel, Self self, Albums albums, LongTexts longTexts) {
    this.channel = channel;
    this.self = self;
    this.albums = albums;
    this.longTexts = longTexts;
  }

  /// Never throws: what cannot be read comes back as [Inbound.Garbled].
  ///
  /// @param now the platform's own time, or null when it did not say
  /// @return empty for what needs no attention: service messages, commands for other bots
  Optional<Inbound> read(String sourceId, JsonNode update, @Nullable Instant now) {
    try {
      return readKind(sourceId, update, now);
    } catch (Missing e) {
      return Optional.of(garbled(sourceId, update, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // A bug of ours must not stop the line for the messages behind it.
      return Optional.of(garbled(sourceId, update, e.getClass().getSimpleName()));
    }
  }

  private Optional<Inbound> readKind(String sourceId, JsonNode update, @Nullable Instant now)
      throws Missing {
    for (var kind : KINDS) {
      if (Fields.has(update, kind)) {
        var content = Fields.object(update, kind);
        return switch (kind) {
          case "message" -> message(sourceId, content, now);
          case "edited_message" -> edited(sourceId, content);
          case "callback_query" -> pressed(sourceId, content);
          default -> membership(sourceId, content);
        };
      }
    }
    return Optional.empty();
  }

  private Inbound.Garbled garbled(String sourceId, JsonNode update, String why) {
    return garbled(sourceId, update, update.toString(), why);
  }

  /// What stands for an update that is no JSON at all.
  Inbound.Garbled garbled(String sourceId, String raw, String why) {
    return garbled(sourceId, MissingNode.getInstance(), raw, why);
  }

  private Inbound.Garbled garbled(String sourceId, JsonNode update, String raw, String why) {
    var chat = update.findPath("chat").path("id");
    var place = Place.chat(channel, chat.isValueNode() ? chat.asText() : "");
    return new Inbound.Garbled(
        sourceId, place, raw.length() > MAX_RAW ? raw.substring(0, MAX_RAW) : raw, why);
  }

  private Optional<Inbound> message(String sourceId, JsonNode message, @Nullable Instant now)
      throws Missing {
    var ref = ref(message);
    // Both chats tell it, and either may be the first to.
    if (Fields.has(message, "migrate_to_chat_id")) {
      var to = chat(message, "migrate_to_chat_id");
      return Optional.of(new Inbound.Moved(sourceId, ref.place().wholeChat(), to));
    }
    if (Fields.has(message, "migrate_from_chat_id")) {
      var from = chat(message, "migrate_from_chat_id");
      return Optional.of(new Inbound.Moved(sourceId, from, ref.place().wholeChat()));
    }
    var files = TelegramFiles.in(message);
    if (files.isEmpty() && !TelegramFiles.saysSomething(message)) {
      return Optional.empty();
    }
    var reply = answered(message, ref);
    var wording = wording(message);
    var from = sender(message);
    if (!isPrivate(message) && wording.aim() == Wording.Aim.ANOTHER_BOT) {
      return Optional.empty();
    }
    return Optional.of(
        new Inbound.Said(
            sourceId,
            from,
            ref,
            reply,
            wording.text(),
            files,
            reach(message, wording, reply),
            marks(message),
            age(date(message), now)));
  }

  private Optional<Inbound> edited(String sourceId, JsonNode message) throws Missing {
    var ref = ref(message);
    var wording = wording(message);
    if (!isPrivate(message) && wording.aim() == Wording.Aim.ANOTHER_BOT) {
      return Optional.empty();
    }
    var reach = reach(message, wording, reply(message, ref.place()));
    return Optional.of(new Inbound.Edited(sourceId, sender(message), ref, reach));
  }

  /// A press carries no date of its own, so its age is not known and said to be nothing.
  private Optional<Inbound> pressed(String sourceId, JsonNode query) throws Missing {
    if (!Fields.has(query, "message") || !Fields.has(query, "data")) {
      // Buttons of inline messages and games: never ours.
      return Optional.empty();
    }
    return Optional.of(
        new Inbound.Pressed(
            sourceId,
            person(Fields.object(query, "from")),
            ref(Fields.object(query, "message")),
            Fields.text(query, "data"),
            Fields.text(query, "id"),
            Duration.ZERO));
  }

  private Optional<Inbound> membership(String sourceId, JsonNode change) throws Missing {
    var chat = String.valueOf(Fields.number(Fields.object(change, "chat"), "id"));
    var now = Fields.object(change, "new_chat_member");
    var status = Fields.text(now, "status");
    boolean shutOut = status.equals("restricted") && !now.path("is_member").asBoolean(true);
    return ABSENT.contains(status) || shutOut
        ? Optional.of(new Inbound.Left(sourceId, Place.chat(channel, chat)))
        : Optional.empty();
  }

  private Place chat(JsonNode message, String field) throws Missing {
    return Place.chat(channel, String.valueOf(Fields.number(message, field)));
  }

  private MessageRef ref(JsonNode message) throws Missing {
    var chat = String.valueOf(Fields.number(Fields.object(message, "chat"), "id"));
    var id = String.valueOf(Fields.number(message, "message_id"));
    // Without is_topic_message the thread id only groups replies in an ordinary group.
    boolean inTopic = message.path("is_topic_message").asBoolean();
    long thread = inTopic ? Fields.number(message, "message_thread_id") : GENERAL_TOPIC;
    var topic = thread == GENERAL_TOPIC ? "" : String.valueOf(thread);
    return new MessageRef(new Place(channel, chat, topic), id);
  }

  private Wording wording(JsonNode message) {
    boolean captioned = !message.path("text").isTextual();
    return Wording.of(
        Fields.textOrEmpty(message, captioned ? "caption" : "text"),
        message.path(captioned ? "caption_entities" : "entities"),
        self);
  }

  /// What a message replies to; a further part of an album, or of a long text, belongs to the
  /// first.
  private @Nullable Quoted answered(JsonNode message, MessageRef ref) throws Missing {
    var reply = reply(message, ref.place());
    var album = Fields.textOrEmpty(message, "media_group_id");
    var first =
        album.isEmpty()
            ? longTexts.firstOf(
                sender(message).user(),
                ref,
                Fields.textOrEmpty(message, "text").length(),
                date(message))
            : albums.firstOf(album, ref);
    return reply != null || first.isEmpty() ? reply : new Quoted(first.get(), false, List.of(), "");
  }

  private @Nullable Quoted reply(JsonNode message, Place place) throws Missing {
    var replied = message.path("reply_to_message");
    // In a topic everything "replies" to the service message that opened it.
    if (!replied.isObject() || Fields.has(replied, "forum_topic_created")) {
      return null;
    }
    var id = String.valueOf(Fields.number(replied, "message_id"));
    boolean ours = replied.path("from").path("id").asLong() == self.id();
    var text = Fields.textOrEmpty(replied, "text");
    return new Quoted(
        new MessageRef(place, id),
        ours,
        ours ? tokens(replied.path("reply_markup").path("inline_keyboard")) : List.of(),
        text.isEmpty() ? Fields.textOrEmpty(replied, "caption") : text);
  }

  private static List<String> tokens(JsonNode rows) {
    var tokens = new ArrayList<String>();
    for (var row : rows) {
      for (var button : row) {
        if (button.path("callback_data").isTextual()) {
          tokens.add(button.path("callback_data").asText());
        }
      }
    }
    return tokens;
  }

  /// Whoever hides behind a chat is that chat, so that no configured person's id can match.
  private Sender sender(JsonNode message) throws Missing {
    if (Fields.has(message, "sender_chat")) {
      var chat = Fields.object(message, "sender_chat");
      var id = String.valueOf(Fields.number(chat, "id"));
      return new Sender(channel, id, Fields.textOrEmpty(chat, "title"));
    }
    return person(Fields.object(message, "from"));
  }

  private Sender person(JsonNode user) throws Missing {
    var id = String.valueOf(Fields.number(user, "id"));
    var name = Fields.textOrEmpty(user, "first_name") + " " + Fields.textOrEmpty(user, "last_name");
    return new Sender(channel, id, name.strip());
  }

  private static Set<Mark> marks(JsonNode message) {
    var marks = EnumSet.noneOf(Mark.class);
    if (Fields.has(message, "forward_origin")
        || Fields.has(message, "forward_date")
        || message.path("is_automatic_forward").asBoolean()) {
      marks.add(Mark.FORWARDED);
    }
    if (Fields.has(message, "sender_chat")) {
      marks.add(Mark.ANONYMOUS);
    }
    if (message.path("from").path("is_bot").asBoolean()
        || Fields.has(message, "via_bot")
        || Fields.has(message, "sender_business_bot")) {
      marks.add(Mark.BOT);
    }
    return marks;
  }

  private static boolean isPrivate(JsonNode message) {
    return message.path("chat").path("type").asText().equals("private");
  }

  private static Reach reach(JsonNode message, Wording wording, @Nullable Quoted reply) {
    if (isPrivate(message)) {
      return Reach.PRIVATE;
    }
    boolean answersUs = reply != null && reply.ours();
    return wording.aim() == Wording.Aim.US || answersUs ? Reach.MENTIONED : Reach.OVERHEARD;
  }

  private static Instant date(JsonNode message) throws Missing {
    long seconds = Fields.number(message, "date");
    if (seconds < 0 || seconds > MAX_DATE) {
      throw new Missing("date", "a date");
    }
    return Instant.ofEpochSecond(seconds);
  }

  private static Duration age(Instant sent, @Nullable Instant now) {
    return now == null || now.isBefore(sent) ? Duration.ZERO : Duration.between(sent, now);
  }
}
