package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.tests.twin.Conversation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A chat as the people in it see it, and the levers they have. Safe for any thread.
public final class TwinChat extends Conversation<ShownMessage> {
  /// What kind of chat it is, as the API spells it; a forum is a supergroup with topics.
  enum Kind {
    PRIVATE("private"),
    GROUP("group"),
    SUPERGROUP("supergroup"),
    FORUM("supergroup");

    private final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  /// How a topic stands.
  enum Topic {
    OPEN,
    CLOSED,
    DELETED
  }

  private final TwinWorld world;
  private final long id;
  private final String title;
  private final Kind kind;
  private final Map<Long, TwinMessage> messages = new LinkedHashMap<>();
  private final Map<Long, Topic> topics = new HashMap<>();
  private long nextMessage = 101;
  private boolean shut;
  private boolean topicRights = true;
  private boolean writeRights = true;
  private @Nullable Long migratedTo;
  private int typings;

  TwinChat(TwinWorld world, long id, String title, Kind kind) {
    super(world);
    this.world = world;
    this.id = id;
    this.title = title;
    this.kind = kind;
  }

  public long id() {
    return id;
  }

  public Optional<ShownMessage> message(long message) {
    return messages().stream().filter(shown -> shown.id() == message).findFirst();
  }

  /// How often the bot said that it is typing here.
  public int typings() {
    return world.locked(() -> typings);
  }

  /// A person deletes a message.
  public void delete(long message) {
    world.alone(() -> messages.remove(message));
  }

  /// The bot is removed from the group, or its person blocks it.
  public void shutOut() {
    world.alone(() -> {
      shut = true;
      world.updates.add("my_chat_member", membership("member", "kicked"));
    });
  }

  public void letIn() {
    world.alone(() -> {
      shut = false;
      world.updates.add("my_chat_member", membership("kicked", "member"));
    });
  }

  /// An admin takes the bot's right to write.
  public void mute() {
    world.alone(() -> writeRights = false);
  }

  public void takeTopicRights() {
    world.alone(() -> topicRights = false);
  }

  public void closeTopic(long thread) {
    world.alone(() -> topics.put(thread, Topic.CLOSED));
  }

  public void deleteTopic(long thread) {
    world.alone(() -> topics.put(thread, Topic.DELETED));
  }

  /// A person opens a topic.
  public long openTopic(String name) {
    return world.locked(() -> addTopic(name, world.bot));
  }

  /// The group becomes a supergroup with an id of its own; both chats tell it.
  public TwinChat migrate() {
    return world.locked(() -> {
      long to = -1_000_000_000_000L + id;
      var next = new TwinChat(world, to, title, Kind.SUPERGROUP);
      world.chats.put(to, next);
      migratedTo = to;
      var told = add(TwinUser.GROUP_ANONYMOUS_BOT, 0);
      told.extra.put("migrate_to_chat_id", to);
      world.updates.add("message", told.json(this));
      var toldThere = next.add(TwinUser.GROUP_ANONYMOUS_BOT, 0);
      toldThere.extra.put("migrate_from_chat_id", id);
      world.updates.add("message", toldThere.json(next));
      return next;
    });
  }

  private ObjectNode membership(String before, String after) {
    var change = TwinJson.object();
    change.set("chat", json());
    change.set("from", TwinUser.GROUP_ANONYMOUS_BOT.json());
    change.put("date", world.now());
    change.putObject("old_chat_member").put("status", before).set("user", world.bot.json());
    change.putObject("new_chat_member").put("status", after).set("user", world.bot.json());
    return change;
  }

  ObjectNode json() {
    var chat = TwinJson.object();
    chat.put("id", id).put("type", kind.type);
    if (kind == Kind.PRIVATE) {
      chat.put("first_name", title);
    } else {
      chat.put("title", title);
    }
    if (kind == Kind.FORUM) {
      chat.put("is_forum", true);
    }
    return chat;
  }

  @Override
  protected Stream<ShownMessage> shown() {
    return messages.values().stream().map(TwinMessage::shown);
  }

  List<TwinMessage> all() {
    return List.copyOf(messages.values());
  }

  @Nullable TwinMessage find(long message) {
    return messages.get(message);
  }

  TwinMessage add(TwinUser from, long thread) {
    var message = new TwinMessage(nextMessage++, thread, from, world.now());
    messages.put(message.id, message);
    return message;
  }

  long addTopic(String name, TwinUser by) {
    var opening = add(by, 0);
    opening.extra.putObject("forum_topic_created").put("name", name).put("icon_color", 7322096);
    topics.put(opening.id, Topic.OPEN);
    return opening.id;
  }

  boolean isForum() {
    return kind == Kind.FORUM;
  }

  boolean isPrivate() {
    return kind == Kind.PRIVATE;
  }

  boolean mayOpenTopics() {
    return topicRights;
  }

  void typing() {
    typings++;
  }

  /// Refuses what the real server refuses before it looks at the message.
  void checkWritable(long thread) {
    if (migratedTo != null) {
      throw TwinRefusal.migrated(migratedTo);
    }
    if (shut) {
      throw TwinRefusal.of(403, "Forbidden: " + shutOutWords());
    }
    if (!writeRights) {
      throw TwinRefusal.badRequest("not enough rights to send text messages to the chat");
    }
    if (thread == 0) {
      return;
    }
    switch (topics.getOrDefault(thread, Topic.DELETED)) {
      case OPEN -> {}
      case CLOSED -> throw TwinRefusal.badRequest("TOPIC_CLOSED");
      case DELETED -> throw TwinRefusal.badRequest("message thread not found");
    }
  }

  private String shutOutWords() {
    return switch (kind) {
      case PRIVATE -> "bot was blocked by the user";
      case GROUP -> "bot was kicked from the group chat";
      case SUPERGROUP, FORUM -> "bot was kicked from the supergroup chat";
    };
  }
}
