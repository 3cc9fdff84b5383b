package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.nightdesk.tests.telegram.ShownMessage.ShownFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The methods of the Bot API that Nightdesk can come across, with their effects and refusals.
/// Guarded by the world's lock.
final class TwinApi {
  /// What the pace counts.
  static final Set<String> WRITES =
      Set.of("sendmessage", "senddocument", "editmessagetext", "editmessagereplymarkup");

  /// What makes a message, a thread: calls that must not be repeated blindly.
  static final Set<String> CREATES = Set.of("sendmessage", "senddocument", "createforumtopic");

  private static final long MAX_UPLOAD_BYTES = 50L * 1024 * 1024;
  private static final long MAX_DOWNLOAD_BYTES = 20L * 1024 * 1024;
  private static final int MAX_WHISPER = 200;
  private static final int MAX_TOPIC = 128;

  /// The real server forgets presses after a short time it does not publish.
  private static final long PRESS_LIFE_SECONDS = 60;

  private static final Set<String> ACTIONS =
      Set.of("typing", "upload_document", "upload_photo", "record_voice");

  private final TwinWorld world;
  final List<String> oddities = new ArrayList<>();
  private BiConsumer<TwinChat, ShownMessage> watcher = (_, _) -> {};

  TwinApi(TwinWorld world) {
    this.world = world;
  }

  void watch(BiConsumer<TwinChat, ShownMessage> newWatcher) {
    watcher = newWatcher;
  }

  /// The method's result; null when there is no such method.
  @Nullable JsonNode run(TwinCall call) {
    return switch (call.method()) {
      case "getme" -> me();
      case "sendmessage" -> sendMessage(call);
      case "senddocument" -> sendDocument(call);
      case "editmessagetext" -> editMessageText(call);
      case "editmessagereplymarkup" -> editMessageReplyMarkup(call);
      case "sendchataction" -> sendChatAction(call);
      case "answercallbackquery" -> answerCallbackQuery(call);
      case "createforumtopic" -> createForumTopic(call);
      case "setmessagereaction" -> setMessageReaction(call);
      case "getfile" -> getFile(call);
      case "getmycommands" -> world.commands;
      case "setmycommands" -> setMyCommands(call);
      case "setwebhook" -> setWebhook(!call.text("url").isEmpty());
      case "deletewebhook" -> setWebhook(false);
      case "getwebhookinfo" -> TwinJson.object().put("url", world.updates.webhook() ? "x" : "");
      default -> null;
    };
  }

  private JsonNode me() {
    var me = world.bot.json().put("can_join_groups", true);
    return me.put("can_read_all_group_messages", true).put("supports_inline_queries", false);
  }

  private JsonNode sendMessage(TwinCall call) {
    var chat = writableChat(call);
    var words = TwinWriting.text(call, "message is too long");
    var keyboard = TwinWriting.keyboard(call);
    var replied = replied(call, chat);
    var message = newMessage(call, chat, replied);
    write(message, words, keyboard);
    watcher.accept(chat, message.shown());
    return message.json(chat);
  }

  private JsonNode sendDocument(TwinCall call) {
    var chat = writableChat(call);
    var sent = call.files().get(call.text("document").replaceFirst("^attach://", ""));
    if (sent == null) {
      sent = call.files().get("document");
    }
    if (sent == null) {
      throw TwinRefusal.badRequest("there is no document in the request");
    }
    if (sent.bytes().size() == 0) {
      throw TwinRefusal.badRequest("file must be non-empty");
    }
    if (sent.bytes().size() > MAX_UPLOAD_BYTES) {
      throw TwinRefusal.of(413, "Request Entity Too Large");
    }
    var words = TwinWriting.caption(call);
    var keyboard = TwinWriting.keyboard(call);
    var message = newMessage(call, chat, replied(call, chat));
    message.file = new ShownFile(sent.name(), sent.bytes());
    var document = message.extra.putObject("document").put("file_name", sent.name());
    document.put("file_id", world.store(sent.name(), sent.bytes())).put("file_unique_id", "u");
    write(message, words, keyboard);
    watcher.accept(chat, message.shown());
    return message.json(chat);
  }

  private TwinMessage newMessage(TwinCall call, TwinChat chat, @Nullable TwinMessage replied) {
    var message = chat.add(world.bot, call.number("message_thread_id").orElse(0));
    message.silent = call.flag("disable_notification");
    message.replyTo = replied;
    return message;
  }

  private void write(TwinMessage message, TwinWriting.Words words, ArrayNode keyboard) {
    message.text = words.text();
    message.html = words.html();
    message.entities = words.entities();
    message.keyboard = keyboard;
    words.oddities().forEach(oddity -> oddities.add("message " + message.id + ": " + oddity));
  }

  private JsonNode editMessageText(TwinCall call) {
    var chat = writableChat(call);
    var message = ownMessage(call, chat);
    var words = TwinWriting.text(call, "MESSAGE_TOO_LONG");
    var keyboard = TwinWriting.keyboard(call);
    if (message.file != null) {
      throw TwinRefusal.badRequest("there is no text in the message to edit");
    }
    if (message.text.equals(words.text())
        && message.entities.equals(words.entities())
        && message.keyboard.equals(keyboard)) {
      throw notModified();
    }
    write(message, words, keyboard);
    return edited(message, chat);
  }

  private JsonNode editMessageReplyMarkup(TwinCall call) {
    var chat = writableChat(call);
    var message = ownMessage(call, chat);
    var keyboard = TwinWriting.keyboard(call);
    if (message.keyboard.equals(keyboard)) {
      throw notModified();
    }
    message.keyboard = keyboard;
    return edited(message, chat);
  }

  private JsonNode edited(TwinMessage message, TwinChat chat) {
    message.edits++;
    message.extra.put("edit_date", world.now());
    watcher.accept(chat, message.shown());
    return message.json(chat);
  }

  private static TwinRefusal notModified() {
    return TwinRefusal.badRequest(
        "message is not modified: specified new message content and reply markup are exactly the"
            + " same as a current content and reply markup of the message");
  }

  private JsonNode sendChatAction(TwinCall call) {
    var chat = writableChat(call);
    if (!ACTIONS.contains(call.text("action"))) {
      throw TwinRefusal.badRequest("wrong parameter action in request");
    }
    chat.typing();
    return BooleanNode.TRUE;
  }

  private JsonNode answerCallbackQuery(TwinCall call) {
    var press = world.presses.get(call.text("callback_query_id"));
    if (press == null || world.now() - press.atSecond() > PRESS_LIFE_SECONDS) {
      throw TwinRefusal.badRequest(
          "query is too old and response timeout expired or query ID is invalid");
    }
    if (call.text("text").length() > MAX_WHISPER) {
      throw TwinRefusal.badRequest("MESSAGE_TOO_LONG");
    }
    press.answers().add(new PressAnswer(call.text("text"), call.flag("show_alert")));
    return BooleanNode.TRUE;
  }

  private JsonNode createForumTopic(TwinCall call) {
    var chat = writableChat(call);
    if (!chat.isForum()) {
      throw TwinRefusal.badRequest("the chat is not a forum");
    }
    if (!chat.mayOpenTopics()) {
      throw TwinRefusal.badRequest("not enough rights to create a topic");
    }
    var name = call.text("name");
    if (name.isBlank() || name.codePointCount(0, name.length()) > MAX_TOPIC) {
      throw TwinRefusal.badRequest("TOPIC_TITLE_INVALID");
    }
    long thread = chat.addTopic(name, world.bot);
    return TwinJson.object()
        .put("message_thread_id", thread)
        .put("name", name)
        .put("icon_color", 7322096);
  }

  private JsonNode setMessageReaction(TwinCall call) {
    message(call, writableChat(call), "message to react not found");
    return BooleanNode.TRUE;
  }

  private JsonNode getFile(TwinCall call) {
    var id = call.text("file_id");
    var file = world.files.get(id);
    if (file == null) {
      throw TwinRefusal.badRequest("wrong file_id or the file is temporarily unavailable");
    }
    if (file.bytes().size() > MAX_DOWNLOAD_BYTES) {
      throw TwinRefusal.badRequest("file is too big");
    }
    var json = TwinJson.object().put("file_id", id).put("file_unique_id", "u" + id);
    return json.put("file_size", file.bytes().size()).put("file_path", file.path());
  }

  private JsonNode setMyCommands(TwinCall call) {
    if (!(call.json("commands") instanceof ArrayNode commands)) {
      throw TwinRefusal.badRequest("can't parse commands: expected an array");
    }
    for (var command : commands) {
      if (!command.path("command").asText().matches("[a-z0-9_]{1,32}")) {
        throw TwinRefusal.badRequest("BOT_COMMAND_INVALID");
      }
      if (command.path("description").asText().isBlank()) {
        throw TwinRefusal.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
      }
    }
    world.commands = commands;
    return BooleanNode.TRUE;
  }

  private JsonNode setWebhook(boolean set) {
    world.updates.webhook(set);
    return BooleanNode.TRUE;
  }

  private TwinChat writableChat(TwinCall call) {
    if (!call.has("chat_id")) {
      throw TwinRefusal.badRequest("chat_id is empty");
    }
    var id = call.number("chat_id");
    var chat = id.isPresent() ? world.chats.get(id.getAsLong()) : null;
    if (chat == null) {
      throw TwinRefusal.badRequest("chat not found");
    }
    chat.checkWritable(call.number("message_thread_id").orElse(0));
    return chat;
  }

  private TwinMessage ownMessage(TwinCall call, TwinChat chat) {
    var message = message(call, chat, "message to edit not found");
    if (!message.from.equals(world.bot)) {
      throw TwinRefusal.badRequest("message can't be edited");
    }
    return message;
  }

  private static TwinMessage message(TwinCall call, TwinChat chat, String otherwise) {
    var message = chat.find(call.number("message_id").orElse(0));
    if (message == null) {
      throw TwinRefusal.badRequest(otherwise);
    }
    return message;
  }

  private static @Nullable TwinMessage replied(TwinCall call, TwinChat chat) {
    var reply = call.json("reply_parameters");
    if (!reply.has("message_id")) {
      return null;
    }
    var message = chat.find(reply.path("message_id").asLong());
    if (message == null && !reply.path("allow_sending_without_reply").asBoolean()) {
      throw TwinRefusal.badRequest("message to be replied not found");
    }
    return message;
  }
}
