package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.tests.telegram.ShownMessage.ShownButton;
import dev.nightdesk.tests.telegram.ShownMessage.ShownFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message as the server keeps it. Guarded by the world's lock.
final class TwinMessage {
  final long id;
  final long thread;
  final TwinUser from;
  final long date;
  String text = "";
  String html = "";
  ArrayNode entities = TwinJson.array();
  ArrayNode keyboard = TwinJson.array();
  boolean silent;
  int edits;
  @Nullable TwinMessage replyTo;
  @Nullable ShownFile file;

  /// Further fields of the message, as the API names them.
  final ObjectNode extra = TwinJson.object();

  TwinMessage(long id, long thread, TwinUser from, long date) {
    this.id = id;
    this.thread = thread;
    this.from = from;
    this.date = date;
  }

  /// As the API shows it; the message it answers is shown without its own.
  ObjectNode json(TwinChat chat) {
    var json = bare(chat);
    if (replyTo != null) {
      json.set("reply_to_message", replyTo.bare(chat));
    }
    return json;
  }

  private ObjectNode bare(TwinChat chat) {
    var json = TwinJson.object();
    json.put("message_id", id).put("date", date);
    json.set("chat", chat.json());
    json.set("from", from.json());
    if (thread != 0) {
      json.put("message_thread_id", thread).put("is_topic_message", true);
    }
    var words = file == null && !extra.has("photo") ? "text" : "caption";
    if (!text.isEmpty()) {
      json.put(words, text);
    }
    if (!entities.isEmpty()) {
      json.set(words.equals("text") ? "entities" : "caption_entities", entities);
    }
    if (!keyboard.isEmpty()) {
      json.putObject("reply_markup").set("inline_keyboard", keyboard);
    }
    json.setAll(extra);
    return json;
  }

  ShownMessage shown() {
    return new ShownMessage(
        id,
        thread,
        from.equals(TelegramTwin.BOT),
        text,
        html,
        rows(),
        silent,
        edits,
        replyTo == null ? null : replyTo.id,
        file);
  }

  private List<List<ShownButton>> rows() {
    var rows = new ArrayList<List<ShownButton>>();
    for (var row : keyboard) {
      var buttons = new ArrayList<ShownButton>();
      for (var button : row) {
        buttons.add(
            new ShownButton(
                word(button, "text"), word(button, "callback_data"), word(button, "style")));
      }
      rows.add(List.copyOf(buttons));
    }
    return List.copyOf(rows);
  }

  private static String word(JsonNode button, String field) {
    return button.path(field).asText("");
  }
}
