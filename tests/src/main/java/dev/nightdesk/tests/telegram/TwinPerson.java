package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import okio.ByteString;

/// Somebody with a phone, in one place. Every act returns at once; what it leads to is awaited in
/// [TwinChat]. Safe for any thread.
public final class TwinPerson {
  /// What the clients mark by themselves in what people type.
  private static final Pattern MARKED =
      Pattern.compile("(?<![\\w/@])(?:(/[A-Za-z0-9_]{1,32}(?:@\\w+)?)|(@[A-Za-z]\\w{2,31}))");

  private final TwinWorld world;
  private final TwinUser user;
  private final TwinChat chat;
  private final long thread;

  TwinPerson(TwinWorld world, TwinUser user, TwinChat chat, long thread) {
    this.world = world;
    this.user = user;
    this.chat = chat;
    this.thread = thread;
  }

  public TwinUser user() {
    return user;
  }

  /// The chat this person talks in here.
  public TwinChat chat() {
    return chat;
  }

  /// The same person in another chat.
  public TwinPerson in(TwinChat other) {
    return new TwinPerson(world, user, other, 0);
  }

  /// The same person in a topic of this chat.
  public TwinPerson inThread(long topic) {
    return new TwinPerson(world, user, chat, topic);
  }

  /// Each of these returns the new message's id.
  public long say(String text) {
    return send(message -> words(message, text));
  }

  public long reply(long to, String text) {
    return send(message -> {
      message.replyTo = chat.find(to);
      words(message, text);
    });
  }

  public long sendPhoto(ByteString bytes, String caption) {
    return send(message -> {
      words(message, caption);
      var sizes = message.extra.putArray("photo");
      addSize(sizes, world.store("small.jpg", ByteString.of((byte) 1)), 90, 1);
      addSize(sizes, world.store("photo.jpg", bytes), 1280, bytes.size());
      addSize(sizes, world.store("middle.jpg", ByteString.of((byte) 2)), 320, 1);
    });
  }

  private static void addSize(ArrayNode sizes, String file, int width, int bytes) {
    var size = sizes.addObject().put("file_id", file).put("file_unique_id", "u" + file);
    size.put("width", width).put("height", width * 3 / 4).put("file_size", bytes);
  }

  public long sendDocument(String name, ByteString bytes, String caption) {
    return send(message -> {
      words(message, caption);
      message.file = new ShownMessage.ShownFile(name, bytes);
      var file = world.store(name, bytes);
      var document = message.extra.putObject("document").put("file_id", file);
      document.put("file_unique_id", "u" + file).put("file_name", name);
      document.put("mime_type", "text/plain").put("file_size", bytes.size());
    });
  }

  /// Passes on what somebody else said.
  public long forward(TwinUser author, String text) {
    return send(message -> {
      words(message, text);
      var origin = message.extra.putObject("forward_origin").put("type", "user");
      origin.put("date", world.now() - 60).set("sender_user", author.json());
    });
  }

  /// Writes as the group, hidden among its admins.
  public long sayAnonymously(String text) {
    return as(TwinUser.GROUP_ANONYMOUS_BOT)
        .send(message -> {
          words(message, text);
          message.extra.set("sender_chat", chat.json());
        });
  }

  /// Writes as a channel this person owns.
  public long sayAsChannel(long channel, String title, String text) {
    return as(TwinUser.CHANNEL_BOT)
        .send(message -> {
          words(message, text);
          var sender = message.extra.putObject("sender_chat").put("id", channel);
          sender.put("type", "channel").put("title", title);
        });
  }

  /// Sends what an inline bot made.
  public long sayVia(TwinUser inlineBot, String text) {
    return send(message -> {
      words(message, text);
      message.extra.set("via_bot", inlineBot.json());
    });
  }

  /// Any other content, in the API's own fields.
  public long sendOther(Consumer<ObjectNode> fields) {
    return send(message -> fields.accept(message.extra));
  }

  /// Changes an earlier message.
  public void edit(long message, String text) {
    world.alone(() -> {
      var mine = found(message);
      words(mine, text);
      mine.edits++;
      mine.extra.put("edit_date", world.now());
      world.updates.add("edited_message", mine.json(chat));
    });
  }

  /// Presses a button that is there now.
  ///
  /// @return the press, for [TelegramTwin#awaitAnswer]
  public String press(long message, String label) {
    return world.locked(() -> press(found(message), found(message).shown().button(label).token()));
  }

  /// Sends any token, as a forged client could.
  public String pressToken(long message, String token) {
    return world.locked(() -> press(found(message), token));
  }

  private String press(TwinMessage message, String token) {
    var press = world.freshId("press-");
    world.presses.put(press, new TwinWorld.Press(user.id(), new ArrayList<>(), world.now()));
    var query = TwinJson.object().put("id", press).put("chat_instance", "77").put("data", token);
    query.set("from", user.json());
    query.set("message", message.json(chat));
    world.updates.add("callback_query", query);
    return press;
  }

  private TwinPerson as(TwinUser other) {
    return new TwinPerson(world, other, chat, thread);
  }

  private long send(Consumer<TwinMessage> content) {
    return world.locked(() -> {
      var message = chat.add(user, thread);
      // Whatever is said in a topic "answers" the message that opened it.
      message.replyTo = thread == 0 ? null : chat.find(thread);
      content.accept(message);
      world.updates.add("message", message.json(chat));
      return message.id;
    });
  }

  private TwinMessage found(long message) {
    var found = chat.find(message);
    if (found == null) {
      throw new NoSuchElementException(
          "no message "
              + message
              + " in chat "
              + chat.id()
              + ", only "
              + chat.all().stream().map(each -> each.id).toList());
    }
    return found;
  }

  private static void words(TwinMessage message, String text) {
    message.text = text;
    message.entities = TwinJson.array();
    var marked = MARKED.matcher(text);
    while (marked.find()) {
      var entity = message.entities.addObject();
      entity.put("type", marked.group(1) == null ? "mention" : "bot_command");
      entity.put("offset", marked.start()).put("length", marked.end() - marked.start());
    }
  }

  /// The commands and mentions a client marks in a text; for tests of the twin.
  static List<String> marked(String text) {
    return MARKED.matcher(text).results().map(result -> result.group()).toList();
  }
}
