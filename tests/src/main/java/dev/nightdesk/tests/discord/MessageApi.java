package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the bot can do with messages. Guarded by the world's lock.
final class MessageApi {
  /// "Enforced for the past few minutes"; how many is not published.
  private static final Duration NONCE_LIFE = Duration.ofMinutes(5);

  private static final int ALLOWED_FLAGS = 4 | Post.SILENT;

  private record Made(Post post, Instant at) {}

  private final World world;
  private final Map<String, Made> nonces = new HashMap<>();

  MessageApi(World world) {
    this.world = world;
  }

  JsonNode create(Call call) {
    var channel = world.visible(call.id("channel"));
    channel.checkWritable();
    MessageForm.check(call);
    var form = call.body();
    var nonce = form.hasNonNull("nonce") ? form.path("nonce").asText() : null;
    var before = nonce == null ? null : nonces.get(channel.id() + " " + nonce);
    if (before != null
        && form.path("enforce_nonce").asBoolean()
        && world.clock.instant().isBefore(before.at().plus(NONCE_LIFE))) {
      return before.post().json(world.origin);
    }
    var replied = replied(form.path("message_reference"), channel);
    var draft = new Post(0, channel, DiscordTwin.BOT, world.clock.instant());
    draft.replyTo = replied;
    fill(draft, call);
    MessageForm.refuseEmpty(draft);
    var post = channel.add(DiscordTwin.BOT);
    post.replyTo = replied;
    post.type = replied == null ? 0 : 19;
    post.nonce = nonce;
    post.flags = form.path("flags").asInt() & ALLOWED_FLAGS;
    post.take(draft);
    if (nonce != null) {
      nonces.put(channel.id() + " " + nonce, new Made(post, world.clock.instant()));
    }
    world.gateway.emitPost("MESSAGE_CREATE", post);
    world.wrote(post);
    return post.json(world.origin);
  }

  private static @Nullable Post replied(JsonNode reference, DiscordChannel channel) {
    if (!reference.isObject()) {
      return null;
    }
    var post = channel.find(Json.parse(reference.path("message_id").asText()));
    if (post == null && reference.path("fail_if_not_exists").asBoolean(true)) {
      var problems = new Problems();
      problems.add("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
      problems.refuse();
    }
    return post;
  }

  /// Puts in what the form names, and leaves alone what it does not.
  void fill(Post post, Call call) {
    var form = call.body();
    if (form.has("content")) {
      post.content = form.path("content").asText("").strip();
    }
    if (form.path("content").isNull()) {
      post.content = "";
    }
    if (form.has("embeds")) {
      post.embeds = MessageForm.embeds(form);
    }
    if (form.has("components")) {
      post.components = ComponentForm.numbered(form.path("components"));
    }
    files(post, call);
    var answered = post.replyTo == null ? null : post.replyTo.author;
    post.mentions = Mentions.of(post.content, form.path("allowed_mentions"), answered);
  }

  private void files(Post post, Call call) {
    var named = call.body().path("attachments");
    var kept = new ArrayList<Post.Kept>();
    for (var file : post.files) {
      if (!named.isArray() || names(named, Json.id(file.id()))) {
        kept.add(file);
      }
    }
    for (var sent : call.files()) {
      long id = world.freshId();
      world.files.put(id, sent.bytes());
      kept.add(new Post.Kept(id, sent.name(), sent.bytes(), description(named, sent.number())));
    }
    post.files = kept;
  }

  private static boolean names(JsonNode attachments, String id) {
    for (var each : attachments) {
      if (each.path("id").asText().equals(id)) {
        return true;
      }
    }
    return false;
  }

  private static String description(JsonNode attachments, String id) {
    for (var each : attachments) {
      if (each.path("id").asText().equals(id)) {
        return each.path("description").asText("");
      }
    }
    return "";
  }

  JsonNode edit(Call call) {
    var channel = world.visible(call.id("channel"));
    channel.checkChangeable();
    var post = found(call, channel);
    if (!post.author.equals(DiscordTwin.BOT)) {
      throw Refusal.of(403, 50005, "Cannot edit a message authored by another user");
    }
    return change(post, call);
  }

  JsonNode change(Post post, Call call) {
    MessageForm.check(call);
    var draft = new Post(post.id, post.channel, post.author, post.at);
    draft.take(post);
    draft.replyTo = post.replyTo;
    fill(draft, call);
    MessageForm.refuseEmpty(draft);
    post.take(draft);
    if ((post.flags & Post.LOADING) != 0) {
      // What was promised has come: for people that is a first answer, no change.
      post.flags &= ~Post.LOADING;
    } else {
      post.edits++;
      post.editedAt = world.clock.instant();
    }
    world.gateway.emitPost("MESSAGE_UPDATE", post);
    world.wrote(post);
    return post.json(world.origin);
  }

  private static Post found(Call call, DiscordChannel channel) {
    var post = channel.find(call.id("message"));
    if (post == null || post.onlyFor != null) {
      throw Refusal.unknownMessage();
    }
    return post;
  }

  JsonNode get(Call call) {
    return readable(found(call, world.visible(call.id("channel"))));
  }

  /// The nonce is for whoever sent it, and is not told again.
  private JsonNode readable(Post post) {
    var json = post.json(world.origin);
    json.remove("nonce");
    return world.mayRead(Gateway.MESSAGE_CONTENT) ? json : post.withheld(json);
  }

  @Nullable JsonNode delete(Call call) {
    var channel = world.visible(call.id("channel"));
    channel.checkChangeable();
    var post = found(call, channel);
    if (!post.author.equals(DiscordTwin.BOT) && channel.guild() == null) {
      throw Refusal.of(403, 50003, "Cannot execute action on a DM channel");
    }
    channel.remove(post.id);
    return null;
  }

  /// Newest first, whichever way one asks.
  ArrayNode list(Call call) {
    var channel = world.visible(call.id("channel"));
    long after = Json.parse(call.query().getOrDefault("after", "none"));
    long before = Json.parse(call.query().getOrDefault("before", "none"));
    int limit = limit(call);
    List<Post> posts = new ArrayList<>();
    for (var post : channel.all()) {
      if (post.onlyFor == null
          && (after < 0 || post.id > after)
          && (before < 0 || post.id < before)) {
        posts.add(post);
      }
    }
    int size = posts.size();
    posts =
        after >= 0
            ? posts.subList(0, Math.min(limit, size))
            : posts.subList(Math.max(0, size - limit), size);
    var list = Json.array();
    posts.stream()
        .sorted(Comparator.comparingLong((Post post) -> post.id).reversed())
        .forEach(post -> list.add(readable(post)));
    return list;
  }

  private static int limit(Call call) {
    var text = call.query().getOrDefault("limit", "50");
    long limit = Json.parse(text);
    if (limit < 1 || limit > 100) {
      var problems = new Problems();
      problems.add("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.");
      problems.refuse();
    }
    return (int) limit;
  }

  @Nullable JsonNode react(Call call, boolean add) {
    var channel = world.visible(call.id("channel"));
    channel.checkChangeable();
    var post = found(call, channel);
    var emoji = call.part("emoji");
    if (!emoji.matches("\\w+:[0-9]+|[^\\p{ASCII}].*")) {
      throw Refusal.of(400, 10014, "Unknown Emoji");
    }
    var _ = add ? post.reactions.add(emoji) : post.reactions.remove(emoji);
    return null;
  }

  /// Opens a thread on a message; its id is the message's.
  JsonNode startThread(Call call) {
    var channel = world.visible(call.id("channel"));
    channel.checkThreads();
    var post = found(call, channel);
    if (post.thread != null || world.channels.containsKey(post.id)) {
      throw Refusal.of(400, 160004, "A thread has already been created for this message");
    }
    checkThread(call);
    return channel.hang(post, call.body().path("name").asText(), minutes(call)).json();
  }

  JsonNode openThread(Call call) {
    var channel = world.visible(call.id("channel"));
    channel.checkThreads();
    checkThread(call);
    var name = call.body().path("name").asText();
    return channel.newThread(world.freshId(), name, minutes(call)).json();
  }

  private static int minutes(Call call) {
    return call.body().path("auto_archive_duration").asInt(1440);
  }

  private static void checkThread(Call call) {
    var problems = new Problems();
    problems.text(call.body(), "name", "", 1, 100);
    if (!List.of(60, 1440, 4320, 10080).contains(minutes(call))) {
      problems.choice("auto_archive_duration");
    }
    problems.refuse();
  }

  /// For answers to interactions, which are made elsewhere.
  Optional<Post> own(DiscordChannel channel, long message) {
    return Optional.ofNullable(channel.find(message))
        .filter(post -> post.author.equals(DiscordTwin.BOT));
  }
}
