package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.instant;
import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.adapters.Sender;
import dev.nightdesk.gateway.desk.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The audit, and words kept under a key.
final class BookRows {
  private final Handle handle;

  BookRows(Handle handle) {
    this.handle = handle;
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
  }
}
