package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;
import dev.nightdesk.adapters.text.Cut;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns what people wrote (docs.discord.com/developers/resources/message#message-object) into the
/// language of chat, whether it just came or was read afterwards. Pure but for the clock it keeps
/// up.
final class DiscordMessages {
  /// Of the many types, the two that people write: words, and an answer.
  private static final int WORDS = 0;

  private static final int REPLY = 19;

  /// docs.discord.com/developers/resources/message#message-reference-types.
  private static final int FORWARD = 1;

  private final ChannelId channel;
  private final String self;
  private final Rooms rooms;
  private final Snowflakes clock;

  /// @param self our own user id
  DiscordMessages(ChannelId channel, String self, Rooms rooms, Snowflakes clock) {
    this.channel = channel;
    this.self = self;
    this.rooms = rooms;
    this.clock = clock;
  }

  /// A message under the name it has for ever.
  static String sourceId(String message) {
    return "m:" + message;
  }

  /// A message that was written.
  ///
  /// @return empty for what needs no attention: our own, service messages, and what we may not read
  Optional<Inbound> written(JsonNode message) throws Missing {
    var ref = ref(message);
    var author = Fields.object(message, "author");
    int type = Fields.number(message, "type", -1);
    if (isOurs(author) || (type != WORDS && type != REPLY)) {
      return Optional.empty();
    }
    var sender = People.sender(channel, author, message.path("member"));
    boolean forwarded =
        Fields.number(message.path("message_reference"), "type", WORDS) == FORWARD
            || !Fields.list(message, "message_snapshots").isEmpty();
    var wording = wording(message, forwarded);
    var files = files(message, ref);
    if (wording.text().isEmpty() && files.isEmpty() && !isMoreThanWords(message, wording)) {
      return Optional.empty();
    }
    var reply = forwarded ? null : reply(message, ref.place());
    return Optional.of(
        new Inbound.Said(
            sourceId(ref.message()),
            sender,
            ref,
            reply,
            wording.text(),
            files,
            reach(message, wording, reply),
            marks(message, author, forwarded),
            clock.age(ref.message())));
  }

  /// A sticker says something, and so does our bare name. What is left is a message whose words we
  /// may not read.
  private static boolean isMoreThanWords(JsonNode message, Wording wording) {
    return wording.namesUs()
        || !Fields.list(message, "sticker_items").isEmpty()
        || message.path("poll").isObject();
  }

  /// A message that was changed by its writer, and not by Discord, which adds previews and pins.
  Optional<Inbound> changed(JsonNode message) throws Missing {
    var ref = ref(message);
    var author = message.path("author");
    var at = Fields.textOrEmpty(message, "edited_timestamp");
    if (at.isEmpty() || !author.isObject() || isOurs(author) || isBot(message, author)) {
      return Optional.empty();
    }
    var wording = wording(message, false);
    var reach = reach(message, wording, reply(message, ref.place()));
    var sender = People.sender(channel, author, message.path("member"));
    return Optional.of(
        new Inbound.Edited("e:" + ref.message() + ":" + Cut.to(at, 64), sender, ref, reach));
  }

  private MessageRef ref(JsonNode message) throws Missing {
    var place = rooms.place(channel, Ids.id(message, "channel_id"));
    return new MessageRef(place, Ids.id(message, "id"));
  }

  private boolean isOurs(JsonNode author) {
    return Fields.textOrEmpty(author, "id").equals(self);
  }

  private static boolean isBot(JsonNode message, JsonNode author) {
    return author.path("bot").asBoolean() || message.hasNonNull("webhook_id");
  }

  /// What was forwarded lies in a copy beside the message, which has no words of its own.
  private Wording wording(JsonNode message, boolean forwarded) {
    var own = Wording.of(message, self, rooms);
    return forwarded && own.text().isEmpty() ? Wording.of(snapshot(message), self, rooms) : own;
  }

  private static JsonNode snapshot(JsonNode message) {
    for (var snapshot : Fields.list(message, "message_snapshots")) {
      return snapshot.path("message");
    }
    return MissingNode.getInstance();
  }

  private static List<Attachment> files(JsonNode message, MessageRef ref) {
    var files = new ArrayList<Attachment>();
    for (var from : List.of(message, snapshot(message))) {
      for (var file : Fields.list(from, "attachments")) {
        var id = Ids.idOrEmpty(file, "id");
        if (!id.isEmpty()) {
          var type = Fields.textOrEmpty(file, "content_type");
          var at = ref.place().isThread() ? ref.place().thread() : ref.place().chat();
          files.add(
              new Attachment(
                  new FileHandle(at, ref.message(), id).toString(),
                  Fields.textOrEmpty(file, "filename"),
                  type.isEmpty() ? "application/octet-stream" : type,
                  file.path("size").asLong(-1)));
        }
      }
    }
    return files;
  }

  /// Discord quotes the message in full, unless it was deleted.
  private @Nullable Quoted reply(JsonNode message, Place place) {
    var id = Ids.idOrEmpty(message.path("message_reference"), "message_id");
    if (Fields.number(message, "type", -1) != REPLY || id.isEmpty()) {
      return null;
    }
    var replied = message.path("referenced_message");
    boolean ours = isOurs(replied.path("author"));
    return new Quoted(
        new MessageRef(place, id), ours, ours ? tokens(replied) : List.of(), quotedText(replied));
  }

  private static String quotedText(JsonNode replied) {
    var text = Fields.textOrEmpty(replied, "content");
    for (var embed : Fields.list(replied, "embeds")) {
      // Our own words are in an embed; the line above it only rings.
      var description = Fields.textOrEmpty(embed, "description");
      text = description.isEmpty() ? text : description;
    }
    return text;
  }

  /// The tokens of a message's buttons and of its menu's options.
  static List<String> tokens(JsonNode message) {
    var tokens = new ArrayList<String>();
    for (var row : Fields.list(message, "components")) {
      for (var part : Fields.list(row, "components")) {
        for (var option : Fields.list(part, "options")) {
          tokens.add(Fields.textOrEmpty(option, "value"));
        }
        CustomId.read(Fields.textOrEmpty(part, "custom_id"))
            .ifPresent(known -> tokens.add(known.token()));
      }
    }
    tokens.removeIf(String::isEmpty);
    return tokens;
  }

  private static Set<Mark> marks(JsonNode message, JsonNode author, boolean forwarded) {
    var marks = EnumSet.noneOf(Mark.class);
    if (forwarded) {
      marks.add(Mark.FORWARDED);
    }
    if (isBot(message, author)) {
      marks.add(Mark.BOT);
    }
    return marks;
  }

  /// What is said in a private talk alone names no guild.
  private Reach reach(JsonNode message, Wording wording, @Nullable Quoted reply) {
    if (!message.hasNonNull("guild_id")
        && rooms.isPrivate(Fields.textOrEmpty(message, "channel_id"))) {
      return Reach.PRIVATE;
    }
    boolean answersUs = reply != null && reply.ours();
    return wording.namesUs() || answersUs ? Reach.MENTIONED : Reach.OVERHEARD;
  }
}
