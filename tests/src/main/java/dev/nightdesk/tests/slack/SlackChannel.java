package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.tests.twin.Conversation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A channel, or the direct messages with somebody, as the people in it see it without what only
/// one of them sees, and the levers they have. Safe for any thread.
public final class SlackChannel extends Conversation<ShownMessage> {
  /// What kind of conversation it is.
  enum Kind {
    PUBLIC("channel"),
    PRIVATE("group"),
    DIRECT("im");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /// As events call it in `channel_type`.
    String type() {
      return type;
    }
  }

  private final SlackWorld world;
  private final String id;
  private final String name;
  private final Kind kind;
  private final @Nullable SlackUser partner;
  private final Map<String, SlackMessage> messages = new LinkedHashMap<>();
  private final List<SlackMessage> whispers = new ArrayList<>();
  private final Map<String, String> statuses = new LinkedHashMap<>();
  private long lastMicros;
  private boolean shut;
  private boolean archived;

  SlackChannel(SlackWorld world, String id, String name, Kind kind, @Nullable SlackUser partner) {
    super(world);
    this.world = world;
    this.id = id;
    this.name = name;
    this.kind = kind;
    this.partner = partner;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  /// The replies to a message, oldest first.
  public List<ShownMessage> thread(String root) {
    return messages().stream().filter(shown -> shown.thread().equals(root)).toList();
  }

  public Optional<ShownMessage> message(String ts) {
    return world.locked(() -> Optional.ofNullable(messages.get(ts)).map(SlackMessage::shown));
  }

  /// What only one person sees here, oldest first.
  public List<ShownMessage> whispers() {
    return world.locked(() -> whispers.stream().map(SlackMessage::shown).toList());
  }

  /// Waits for something that only one person sees.
  public ShownMessage awaitWhisper(String what, Predicate<ShownMessage> wanted) {
    return world.await(
        what, () -> firstFromBot(whispers.stream().map(SlackMessage::shown), wanted));
  }

  /// What the bot says it is doing in a thread; empty when it says nothing.
  public String status(String thread) {
    return world.locked(() -> statuses.getOrDefault(thread, ""));
  }

  /// A person deletes a message; the root of a thread leaves a gravestone.
  public void delete(String ts) {
    world.alone(() -> remove(found(ts)));
  }

  /// The bot is removed; in direct messages its person is no longer there.
  public void shutOut() {
    world.alone(() -> {
      shut = true;
      if (kind != Kind.DIRECT) {
        var left =
            SlackJson.object().put("type", kind == Kind.PUBLIC ? "channel_left" : "group_left");
        world.events.event(left.put("channel", id).put("actor_id", "U0ADMIN"));
        world.events.event(membership("member_left_channel"));
      }
    });
  }

  public void letIn() {
    world.alone(() -> {
      shut = false;
      if (kind != Kind.DIRECT) {
        world.events.event(membership("member_joined_channel"));
      }
    });
  }

  /// Nobody can write here any more.
  public void archive() {
    world.alone(() -> {
      archived = true;
      var type = kind == Kind.PUBLIC ? "channel_archive" : "group_archive";
      world.events.event(
          SlackJson.object().put("type", type).put("channel", id).put("user", "U0ADMIN"));
    });
  }

  private ObjectNode membership(String type) {
    var event = SlackJson.object().put("type", type).put("user", SlackTwin.BOT.id());
    event.put("channel", id).put("channel_type", kind == Kind.PUBLIC ? "C" : "G");
    return event.put("team", SlackTwin.TEAM);
  }

  /// The content of a message for a page.
  String html(ShownMessage message) {
    return world.locked(() -> BlockPage.of(world, message));
  }

  Kind kind() {
    return kind;
  }

  SlackWorld world() {
    return world;
  }

  Optional<SlackUser> partner() {
    return Optional.ofNullable(partner);
  }

  /// As `conversations.info` tells it.
  ObjectNode json() {
    var json = SlackJson.object().put("id", id).put("created", 1_700_000_000L);
    json.put("is_channel", kind == Kind.PUBLIC).put("is_group", kind == Kind.PRIVATE);
    json.put("is_im", kind == Kind.DIRECT).put("is_archived", archived);
    json.put("context_team_id", SlackTwin.TEAM);
    if (partner != null) {
      return json.put("user", partner.id()).put("is_user_deleted", shut);
    }
    json.put("name", name).put("name_normalized", name).put("is_member", !shut);
    return json.put("is_private", kind == Kind.PRIVATE).put("is_mpim", false);
  }

  @Override
  protected Stream<ShownMessage> shown() {
    return messages.values().stream().map(SlackMessage::shown);
  }

  List<SlackMessage> all() {
    return List.copyOf(messages.values());
  }

  List<SlackMessage> repliesTo(String root) {
    return messages.values().stream().filter(message -> message.thread.equals(root)).toList();
  }

  @Nullable SlackMessage find(String ts) {
    return messages.get(ts);
  }

  /// For the hands of a person, who can only touch what is there.
  SlackMessage found(String ts) {
    var found = messages.get(ts);
    if (found == null) {
      throw new NoSuchElementException(
          "no message " + ts + " in " + id + ", only " + messages.keySet());
    }
    return found;
  }

  /// A stamp later than all before it here; two channels may well have the same.
  String stamp() {
    var now = world.clock.instant();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    lastMicros = Math.max(lastMicros + 1, micros);
    return "%d.%06d".formatted(lastMicros / 1_000_000, lastMicros % 1_000_000);
  }

  SlackMessage add(SlackUser from, String thread) {
    var message = new SlackMessage(this, stamp(), from, thread);
    messages.put(message.ts, message);
    if (from.equals(SlackTwin.BOT)) {
      statuses.remove(thread);
    }
    return message;
  }

  SlackMessage addWhisper(SlackUser to, String thread) {
    var message = new SlackMessage(this, stamp(), SlackTwin.BOT, thread);
    message.onlyFor = to.id();
    whispers.add(message);
    return message;
  }

  List<SlackMessage> whispered() {
    return List.copyOf(whispers);
  }

  void remove(SlackMessage message) {
    if (whispers.remove(message)) {
      return;
    }
    var before = message.json();
    if (message.replies().isEmpty()) {
      messages.remove(message.ts);
    } else {
      message.tombstone = true;
    }
    world.events.deleted(this, message, before);
  }

  void status(String thread, String status) {
    if (status.isEmpty()) {
      statuses.remove(thread);
    } else {
      statuses.put(thread, status);
    }
  }

  boolean botIsIn() {
    return !shut;
  }

  /// Refuses what the real server refuses before it looks at what is to be read.
  void checkReadable() {
    if (shut) {
      throw SlackRefusal.of(kind == Kind.PUBLIC ? "not_in_channel" : "channel_not_found");
    }
  }

  /// Refuses what the real server refuses before it looks at what is to be written.
  void checkWritable() {
    checkReadable();
    if (archived) {
      throw SlackRefusal.of("is_archived");
    }
  }
}
