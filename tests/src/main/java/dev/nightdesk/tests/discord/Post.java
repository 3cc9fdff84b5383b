package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.tests.discord.ShownMessage.ShownFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// A message as the server keeps it. Guarded by the world's lock.
final class Post {
  static final int EPHEMERAL = 64;
  static final int LOADING = 128;
  static final int SILENT = 4096;
  static final int HAS_THREAD = 32;

  /// A file under a message.
  record Kept(long id, String name, ByteString bytes, String description) {}

  final long id;
  final DiscordChannel channel;
  final DiscordUser author;
  final Instant at;
  String content = "";
  ArrayNode embeds = Json.array();
  ArrayNode components = Json.array();
  List<Kept> files = new ArrayList<>();
  Mentions mentions = new Mentions(Set.of(), false);
  int type;
  int flags;
  int edits;
  final Set<String> reactions = new LinkedHashSet<>();
  @Nullable Instant editedAt;
  @Nullable Post replyTo;
  @Nullable String nonce;
  @Nullable Long webhook;
  @Nullable DiscordUser onlyFor;
  @Nullable DiscordChannel thread;

  /// Further fields, as the API names them.
  final ObjectNode extra = Json.object();

  Post(long id, DiscordChannel channel, DiscordUser author, Instant at) {
    this.id = id;
    this.channel = channel;
    this.author = author;
    this.at = at;
  }

  /// Takes over what is written in another.
  void take(Post draft) {
    content = draft.content;
    embeds = draft.embeds;
    components = draft.components;
    files = draft.files;
    mentions = draft.mentions;
  }

  boolean mentionsBot() {
    return mentions.everyone() || mentions.users().contains(DiscordTwin.BOT.id());
  }

  /// As the API shows it; the message it answers is shown without its own.
  ///
  /// @param origin where files can be fetched
  ObjectNode json(String origin) {
    var json = bare(origin);
    if (replyTo != null) {
      var reference = json.putObject("message_reference").put("type", 0);
      reference.put("message_id", Json.id(replyTo.id));
      reference.put("channel_id", Json.id(channel.id()));
      if (channel.guild() != null) {
        reference.put("guild_id", Json.id(channel.guild().id()));
      }
      json.set("referenced_message", replyTo.bare(origin));
    }
    return json;
  }

  private ObjectNode bare(String origin) {
    var json = Json.object().put("id", Json.id(id)).put("channel_id", Json.id(channel.id()));
    json.put("type", type).put("content", content).put("timestamp", Json.time(at));
    json.put("edited_timestamp", editedAt == null ? null : Json.time(editedAt));
    json.put("tts", false).put("pinned", false).put("flags", flags);
    json.set("author", author.json());
    json.put("mention_everyone", mentions.everyone()).putArray("mention_roles");
    var named = json.putArray("mentions");
    for (long user : mentions.users()) {
      var known = channel.world().user(user);
      if (known != null) {
        named.add(known.json());
      }
    }
    json.set("embeds", embeds.deepCopy());
    json.set("components", components.deepCopy());
    var attachments = json.putArray("attachments");
    files.forEach(file -> attachments.add(attachment(file, origin)));
    if (nonce != null) {
      json.put("nonce", nonce);
    }
    if (webhook != null) {
      json.put("webhook_id", Json.id(webhook));
    }
    if (thread != null) {
      json.set("thread", thread.json());
    }
    json.setAll(extra);
    return json;
  }

  private ObjectNode attachment(Kept file, String origin) {
    var json = Json.object().put("id", Json.id(file.id())).put("filename", file.name());
    var place = "/attachments/" + channel.id() + "/" + file.id() + "/" + file.name();
    json.put("url", origin + place).put("proxy_url", origin + place);
    return json.put("size", file.bytes().size()).put("content_type", "application/octet-stream");
  }

  /// As the gateway tells it.
  ///
  /// @param readable whether the bot may read what people write to each other
  ObjectNode event(String origin, boolean readable) {
    var json = json(origin);
    if (channel.guild() != null) {
      json.put("guild_id", Json.id(channel.guild().id()));
      if (webhook == null) {
        json.set("member", DiscordUser.member());
      }
    }
    json.put("channel_type", channel.kind().type);
    return readable ? json : withheld(json);
  }

  /// Without what a bot may not read; a message that concerns the bot stays as it is.
  ObjectNode withheld(ObjectNode json) {
    if (channel.guild() == null || author.equals(DiscordTwin.BOT) || mentionsBot()) {
      return json;
    }
    json.put("content", "");
    for (var field : List.of("embeds", "attachments", "components", "message_snapshots")) {
      if (json.has(field)) {
        json.putArray(field);
      }
    }
    return json;
  }

  ShownMessage shown() {
    return new ShownMessage(
        id,
        channel.id(),
        author,
        author.equals(DiscordTwin.BOT),
        content,
        Shown.embeds(embeds),
        Shown.rows(components),
        files.stream()
            .map(file -> new ShownFile(file.name(), file.bytes(), file.description()))
            .toList(),
        mentions.users(),
        mentions.everyone(),
        (flags & SILENT) != 0,
        edits,
        replyTo == null ? null : (Long) replyTo.id,
        onlyFor == null ? null : (Long) onlyFor.id(),
        (flags & LOADING) != 0,
        thread == null ? null : (Long) thread.id(),
        List.copyOf(reactions));
  }

  /// The button or menu that carries this id now.
  @Nullable JsonNode part(String customId) {
    for (var row : components) {
      for (var part : row.path("components")) {
        if (part.path("custom_id").asText().equals(customId)) {
          return part;
        }
      }
    }
    return null;
  }
}
