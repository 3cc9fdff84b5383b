package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.instant;
import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.adapters.Sender;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Limit;
import dev.nightdesk.gateway.store.Recall.Topic;
import dev.nightdesk.sessions.AgentKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The audit, words kept under a key, and what the gateway died at.
final class BookRows {
  private static final String LIMIT_OF = "limit of ";

  private static final String VALUE = "value";

  private final Handle handle;
  private final Recall recall;

  BookRows(Handle handle, Recall recall) {
    this.handle = handle;
    this.recall = recall;
  }

  void add(Change.Audit audit) {
    handle
        .createUpdate(
            "INSERT INTO audit (at, who, what, subject) VALUES (:at, :who, :what, :subject)")
        .bind("at", micros(audit.at()))
        .bind("who", audit.who())
        .bind("what", audit.what())
        .bind("subject", audit.subject())
        .execute();
  }

  List<Change.Audit> audit(int atMost) {
    return handle
        .createQuery("SELECT at, who, what, subject FROM audit ORDER BY id DESC LIMIT :atMost")
        .bind("atMost", atMost)
        .map((row, _) ->
            new Change.Audit(
                instant(row.getLong("at")),
                row.getString("who"),
                row.getString("what"),
                row.getString("subject")))
        .list();
  }

  /// The desk writes a stranger's row as who `stranger`, subject `channel:user`.
  Optional<Instant> lastStranger(Sender sender) {
    return handle
        .createQuery(
            """
            SELECT at FROM audit WHERE who = 'stranger' AND subject = :subject
            ORDER BY id DESC LIMIT 1
            """)
        .bind("subject", sender.channel() + ":" + sender.user())
        .map((row, _) -> instant(row.getLong("at")))
        .findOne();
  }

  Optional<String> remembered(String key) {
    return recall.answer(Topic.META, key, VALUE, () -> stored(key));
  }

  private Optional<String> stored(String key) {
    return handle
        .createQuery("SELECT value FROM meta WHERE key = :key")
        .bind("key", key)
        .mapTo(String.class)
        .findOne();
  }

  void remember(String key, String value) {
    handle
        .createUpdate(
            """
            INSERT INTO meta (key, value) VALUES (:key, :value)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """)
        .bind("key", key)
        .bind("value", value)
        .execute();
    recall.learn(Topic.META, key, VALUE, Optional.of(value));
  }

  void put(AgentKind agent, @Nullable Limit limit) {
    if (limit == null) {
      handle
          .createUpdate("DELETE FROM meta WHERE key = :key")
          .bind("key", LIMIT_OF + agent)
          .execute();
      recall.changed(Topic.META, LIMIT_OF + agent);
    } else {
      remember(LIMIT_OF + agent, Json.write(limit));
    }
  }

  Optional<Limit> limit(AgentKind agent) {
    return remembered(LIMIT_OF + agent).map(text -> Json.read(text, Limit.class));
  }

  Map<String, Integer> trials(boolean died) {
    handle.execute(
        died
            ? "UPDATE trials SET deaths = deaths + 1, under_way = 0 WHERE under_way = 1"
            : "DELETE FROM trials");
    return handle
        .createQuery("SELECT what, deaths FROM trials")
        .map((row, _) -> Map.entry(row.getString("what"), row.getInt("deaths")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void trying(String what) {
    handle
        .createUpdate(
            """
            INSERT INTO trials (what, deaths, under_way) VALUES (:what, 0, 1)
            ON CONFLICT (what) DO UPDATE SET under_way = 1
            """)
        .bind("what", what)
        .execute();
  }

  void tried(String what) {
    handle.createUpdate("DELETE FROM trials WHERE what = :what").bind("what", what).execute();
  }
}
