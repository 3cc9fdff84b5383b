package dev.nightdesk.gateway.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.store.Recall.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Gives everything that is stored about a place to another one. A whole chat takes its threads
/// along. The audit and the words of dead letters stay: they tell what was.
final class Relocation {
  /// Every column that holds records in which a place may stand, at any depth.
  private static final Map<String, List<String>> DOCUMENTS =
      Map.of(
          "inbox", List.of("body"),
          "dead", List.of("body"),
          "sessions", List.of("body"),
          "prompts", List.of("body"),
          "requests", List.of("body"),
          "actions", List.of("body"),
          "cards", List.of("body", "message"),
          "outbox", List.of("body"),
          "captures", List.of("body"));

  private static final List<String> WITH_PLACE_COLUMNS =
      List.of(
          "sessions",
          "cards",
          "captures",
          "bindings",
          "places",
          "private_places",
          "heard",
          "watches");

  private static final List<String> WITH_LANES = List.of("inbox", "outbox");

  private final Handle handle;
  private final Place from;
  private final Place to;
  private final boolean wholeChat;

  Relocation(Handle handle, Place from, Place to) {
    this.handle = handle;
    this.from = from;
    this.to = to;
    this.wholeChat = !from.isThread() && !to.isThread();
  }

  void run() {
    if (from.equals(to)) {
      return;
    }
    DOCUMENTS.forEach((table, columns) -> columns.forEach(column -> documents(table, column)));
    WITH_PLACE_COLUMNS.forEach(table -> columns(table, "OR REPLACE"));
    // A message of that number at the new place is the newer one: it keeps its row.
    columns("messages", "OR IGNORE");
    forgetMessages();
    WITH_LANES.forEach(this::lanes);
    if (wholeChat) {
      keep();
    }
  }

  /// For whatever is under way now and will be told with the old place.
  private void keep() {
    var forget = "DELETE FROM moves WHERE channel = :toChannel AND chat = :toChat";
    places(handle.createUpdate(forget)).execute();
    places(
            handle.createUpdate(
                """
                UPDATE moves SET to_channel = :toChannel, to_chat = :toChat
                WHERE to_channel = :channel AND to_chat = :chat
                """))
        .execute();
    places(
            handle.createUpdate(
                """
                INSERT INTO moves (channel, chat, to_channel, to_chat)
                VALUES (:channel, :chat, :toChannel, :toChat)
                ON CONFLICT (channel, chat) DO UPDATE SET
                  to_channel = excluded.to_channel, to_chat = excluded.to_chat
                """))
        .execute();
  }

  /// Where a message is by now.
  static MessageRef now(Handle handle, Recall recall, MessageRef told) {
    return recall
        .answer(Topic.MOVES, told.place(), "to", () -> moved(handle, told.place()))
        .map(place -> new MessageRef(place, told.message()))
        .orElse(told);
  }

  private static Optional<Place> moved(Handle handle, Place from) {
    return handle
        .createQuery(
            "SELECT to_channel, to_chat FROM moves WHERE channel = :channel AND chat = :chat")
        .bind("channel", from.channel().value())
        .bind("chat", from.chat())
        .map((row, _) ->
            new Place(
                new ChannelId(row.getString("to_channel")),
                row.getString("to_chat"),
                from.thread()))
        .findOne();
  }

  private void documents(String table, String column) {
    handle
        .createQuery(
            "SELECT rowid AS row, %2$s AS document FROM %1$s WHERE instr(%2$s, :chat) > 0"
                .formatted(table, column))
        .bind("chat", Json.write(from.chat()))
        .map((row, _) -> Map.entry(row.getLong("row"), row.getString("document")))
        .list()
        .forEach(row -> document(table, column, row.getKey(), row.getValue()));
  }

  private void document(String table, String column, long row, String text) {
    JsonNode tree;
    try {
      tree = Json.tree(text);
    } catch (Unreadable stays) {
      // Whoever reads it as what it should be has it put aside.
      return;
    }
    relocate(tree);
    handle
        .createUpdate(
            "UPDATE OR REPLACE %s SET %s = :document WHERE rowid = :row".formatted(table, column))
        .bind("document", Json.write(tree))
        .bind("row", row)
        .execute();
  }

  private void relocate(JsonNode node) {
    if (node instanceof ObjectNode object && isPlace(object)) {
      var next = relocated(place(object));
      object.put("channel", next.channel().value());
      object.put("chat", next.chat());
      object.put("thread", next.thread());
    } else if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(this::relocate);
    }
  }

  private static boolean isPlace(ObjectNode object) {
    return object.size() == 3
        && object.path("channel").isTextual()
        && object.path("chat").isTextual()
        && object.path("thread").isTextual();
  }

  private static Place place(ObjectNode object) {
    return new Place(
        new ChannelId(object.path("channel").textValue()),
        object.path("chat").textValue(),
        object.path("thread").textValue());
  }

  private Place relocated(Place place) {
    if (wholeChat && place.wholeChat().equals(from)) {
      return new Place(to.channel(), to.chat(), place.thread());
    }
    return place.equals(from) ? to : place;
  }

  private void columns(String table, String onConflict) {
    places(
            handle.createUpdate(
                """
                UPDATE %s %s SET channel = :toChannel, chat = :toChat%s
                WHERE channel = :channel AND chat = :chat AND (:wholeChat OR thread = :thread)
                """
                    .formatted(onConflict, table, wholeChat ? "" : ", thread = :toThread")))
        .execute();
  }

  private void forgetMessages() {
    places(
            handle.createUpdate(
                """
                DELETE FROM messages
                WHERE channel = :channel AND chat = :chat AND (:wholeChat OR thread = :thread)
                """))
        .execute();
  }

  private <S extends SqlStatement<S>> S places(S statement) {
    return Columns.at(statement, from)
        .bind("wholeChat", wholeChat)
        .bind("toChannel", to.channel().value())
        .bind("toChat", to.chat())
        .bind("toThread", to.thread());
  }

  /// Lanes begin with a place as text, its thread behind the chat.
  private void lanes(String table) {
    handle
        .createUpdate(
            """
            UPDATE %s SET lane = :to || substr(lane, length(:from) + 1)
            WHERE lane = :from OR substr(lane, 1, length(:from) + 1) = :from || '/'
            """
                .formatted(table))
        .bind("from", from.toString())
        .bind("to", to.toString())
        .execute();
  }
}
