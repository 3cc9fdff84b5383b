package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.tests.twin.Conversation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A channel, a thread or a private talk as the people in it see it, with what is for the eyes of
/// one of them, and the levers they have. Safe for any thread.
public final class DiscordChannel extends Conversation<ShownMessage> {
  /// What kind it is, as the API counts them.
  enum Kind {
    TEXT(0),
    DM(1),
    GROUP(3),
    THREAD(11);

    final int type;

    Kind(int type) {
      this.type = type;
    }
  }

  private static final int GUILDS = 1;
  private static final String VIEW = "1024";

  private final World world;
  private final long id;
  private String name;
  private final Kind kind;
  private final @Nullable DiscordGuild guild;
  private final @Nullable DiscordChannel parent;
  private final @Nullable DiscordUser recipient;
  private final Map<Long, Post> posts = new LinkedHashMap<>();
  private boolean shut;
  private boolean mayWrite = true;
  private boolean mayOpenThreads = true;
  private boolean archived;
  private boolean locked;
  private int archiveMinutes = 1440;
  private int typings;

  private DiscordChannel(
      World world,
      long id,
      String name,
      Kind kind,
      @Nullable DiscordGuild guild,
      @Nullable DiscordChannel parent,
      @Nullable DiscordUser recipient) {
    super(world);
    this.world = world;
    this.id = id;
    this.name = name;
    this.kind = kind;
    this.guild = guild;
    this.parent = parent;
    this.recipient = recipient;
  }

  static DiscordChannel text(World world, long id, String name, DiscordGuild guild) {
    return new DiscordChannel(world, id, name, Kind.TEXT, guild, null, null);
  }

  static DiscordChannel dm(World world, long id, DiscordUser with) {
    return new DiscordChannel(world, id, with.name(), Kind.DM, null, null, with);
  }

  /// A talk of several people, where the bot is only by one of their installs.
  static DiscordChannel group(World world, long id) {
    return new DiscordChannel(world, id, "a few people", Kind.GROUP, null, null, null);
  }

  DiscordChannel newThread(long threadId, String title, int minutes) {
    var thread = new DiscordChannel(world, threadId, title, Kind.THREAD, guild, this, null);
    thread.archiveMinutes = minutes;
    world.channels.put(threadId, thread);
    world.gateway.emit("THREAD_CREATE", GUILDS, thread.json().put("newly_created", true));
    return thread;
  }

  public long id() {
    return id;
  }

  public String name() {
    return world.locked(() -> name);
  }

  public boolean isThread() {
    return kind == Kind.THREAD;
  }

  public Optional<ShownMessage> message(long message) {
    return messages().stream().filter(shown -> shown.id() == message).findFirst();
  }

  /// How often the bot said that it is typing here.
  public int typings() {
    return world.locked(() -> typings);
  }

  /// The threads that hang on this channel, oldest first.
  public List<DiscordChannel> threads() {
    return world.locked(
        () -> world.channels.values().stream().filter(other -> other.parent == this).toList());
  }

  /// A person opens a thread.
  public DiscordChannel openThread(String title) {
    return world.locked(() -> newThread(world.freshId(), title, archiveMinutes));
  }

  /// A person opens a thread on a message.
  public DiscordChannel openThread(long message, String title) {
    return world.locked(() -> {
      var post = Optional.ofNullable(posts.get(message)).orElseThrow();
      return hang(post, title, archiveMinutes);
    });
  }

  DiscordChannel hang(Post post, String title, int minutes) {
    var thread = newThread(post.id, title, minutes);
    post.thread = thread;
    post.flags |= Post.HAS_THREAD;
    world.gateway.emitPost("MESSAGE_UPDATE", post);
    return thread;
  }

  /// A person deletes a message.
  public void delete(long message) {
    world.alone(() -> remove(message));
  }

  void remove(long message) {
    var post = posts.remove(message);
    if (post != null && post.onlyFor == null) {
      var gone = Json.object().put("id", Json.id(message)).put("channel_id", Json.id(id));
      if (guild != null) {
        gone.put("guild_id", Json.id(guild.id()));
      }
      world.gateway.emit("MESSAGE_DELETE", messageIntent(), gone);
    }
  }

  /// The channel itself is deleted, with its threads.
  public void delete() {
    world.alone(() -> {
      world.channels.values().removeIf(other -> other == this || other.parent == this);
      world.gateway.emit(isThread() ? "THREAD_DELETE" : "CHANNEL_DELETE", GUILDS, json());
    });
  }

  /// The bot may no longer see the channel and is told so; in a private talk: its person takes no
  /// more messages, and the bot is told nothing.
  public void shutOut() {
    world.alone(() -> {
      shut = true;
      if (kind == Kind.TEXT) {
        world.gateway.emit("CHANNEL_UPDATE", GUILDS, json());
      }
    });
  }

  /// As [#shutOut], and the news does not reach the bot before it writes.
  public void shutOutUnseen() {
    world.alone(() -> shut = true);
  }

  public void letIn() {
    world.alone(() -> {
      shut = false;
      if (kind == Kind.TEXT) {
        world.gateway.emit("CHANNEL_UPDATE", GUILDS, json());
      }
    });
  }

  /// Takes the bot's right to write; the news does not reach the bot before it writes.
  public void mute() {
    world.alone(() -> mayWrite = false);
  }

  /// Takes the bot's right to open threads; the news does not reach it before it tries.
  public void takeThreadRights() {
    world.alone(() -> mayOpenThreads = false);
  }

  /// The thread is put away; whoever writes in it brings it back.
  public void archive() {
    world.alone(() -> change(true, false));
  }

  /// The thread is put away, and only its keepers can bring it back.
  public void lock() {
    world.alone(() -> change(true, true));
  }

  public boolean isArchived() {
    return world.locked(() -> archived);
  }

  private void change(boolean toArchived, boolean toLocked) {
    archived = toArchived;
    locked = toLocked;
    world.gateway.emit("THREAD_UPDATE", GUILDS, json());
  }

  /// The bot's own change of a thread or channel.
  void patch(@Nullable String newName, @Nullable Boolean toArchived, @Nullable Boolean toLocked) {
    name = newName == null ? name : newName;
    if (isThread()) {
      change(toArchived == null ? archived : toArchived, toLocked == null ? locked : toLocked);
    } else {
      world.gateway.emit("CHANNEL_UPDATE", GUILDS, json());
    }
  }

  ObjectNode json() {
    var json = Json.object().put("id", Json.id(id)).put("type", kind.type).put("flags", 0);
    var last = posts.isEmpty() ? null : Json.id(List.copyOf(posts.keySet()).getLast());
    json.put("last_message_id", last);
    if (recipient != null) {
      json.putArray("recipients").add(recipient.json());
      return json;
    }
    if (kind == Kind.GROUP) {
      json.put("name", name).put("owner_id", "1").putArray("recipients");
      return json;
    }
    json.put("name", name).put("guild_id", Json.id(home().id())).put("rate_limit_per_user", 0);
    json.put("parent_id", parent == null ? null : Json.id(parent.id));
    if (isThread()) {
      json.put("owner_id", Json.id(DiscordTwin.BOT.id())).put("member_count", 1);
      json.put("message_count", posts.size()).put("total_message_sent", posts.size());
      var about = json.putObject("thread_metadata").put("archived", archived);
      about.put("locked", locked).put("auto_archive_duration", archiveMinutes);
      about
          .put("archive_timestamp", DiscordUser.JOINED)
          .put("create_timestamp", DiscordUser.JOINED);
      return json;
    }
    json.put("position", 0).put("nsfw", false).putNull("topic");
    var overwrites = json.putArray("permission_overwrites");
    if (shut) {
      var mine = overwrites.addObject().put("id", Json.id(DiscordTwin.BOT.id())).put("type", 1);
      mine.put("allow", "0").put("deny", VIEW);
    }
    return json;
  }

  private DiscordGuild home() {
    return Optional.ofNullable(guild).orElseThrow();
  }

  World world() {
    return world;
  }

  @Nullable DiscordGuild guild() {
    return guild;
  }

  @Nullable DiscordUser recipient() {
    return recipient;
  }

  Kind kind() {
    return kind;
  }

  int messageIntent() {
    return guild == null ? Gateway.DIRECT_MESSAGES : Gateway.GUILD_MESSAGES;
  }

  @Override
  protected Stream<ShownMessage> shown() {
    return posts.values().stream().map(Post::shown);
  }

  List<Post> all() {
    return List.copyOf(posts.values());
  }

  @Nullable Post find(long message) {
    return posts.get(message);
  }

  Post add(DiscordUser from) {
    var post = new Post(world.freshId(), this, from, world.clock.instant());
    posts.put(post.id, post);
    if (archived) {
      change(false, locked);
    }
    return post;
  }

  void typing() {
    typings++;
  }

  boolean isHidden() {
    return kind == Kind.GROUP || isShut();
  }

  private boolean isShut() {
    return guild != null
        && (shut || guild.kicked || (parent != null && (parent.shut || parent.isHidden())));
  }

  /// Refuses what the real server refuses before it looks at the message.
  void checkWritable() {
    if (guild == null && shut) {
      throw Refusal.of(403, 50007, "Cannot send messages to this user");
    }
    if (!mayWrite) {
      throw Refusal.of(403, 50013, "Missing Permissions");
    }
    checkChangeable();
  }

  /// What is put away for good can neither be written in nor changed.
  void checkChangeable() {
    if (archived && locked) {
      throw Refusal.of(400, 50083, "Thread is archived");
    }
  }

  void checkThreads() {
    if (kind != Kind.TEXT) {
      throw Refusal.of(400, 50024, "Cannot execute action on this channel type");
    }
    if (!mayOpenThreads) {
      throw Refusal.of(403, 50013, "Missing Permissions");
    }
  }
}
