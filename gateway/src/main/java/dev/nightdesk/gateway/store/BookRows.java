package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.instant;
import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.adapters.Sender;
import dev.nightdesk.gateway.desk.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The audit, and words kept under a key.
final class BookRows {
  private final Sql sql;

  BookRows(Sql sql) {
    this.sql = sql;
  }

  void add(Change.Audit audit) {
    sql.ask("INSERT INTO audit (at, who, what, subject) VALUES (:at, :who, :what, :subject)")
        .with("at", micros(audit.at()))
        .with("who", audit.who())
        .with("what", audit.what())
        .with("subject", audit.subject())
        .run();
  }

  List<Change.Audit> audit(int atMost) {
    return sql.ask("SELECT at, who, what, subject FROM audit ORDER BY id DESC LIMIT :atMost")
        .with("atMost", atMost)
        .list(row ->
            new Change.Audit(
                instant(row.getLong("at")),
                row.getString("who"),
                row.getString("what"),
                row.getString("subject")));
  }

  /// The desk writes a stranger's row as who `stranger`, subject `channel:user`.
  Optional<Instant> lastStranger(Sender sender) {
    return sql.ask(
            """
            SELECT at FROM audit WHERE who = 'stranger' AND subject = :subject
            ORDER BY id DESC LIMIT 1
            """)
        .with("subject", sender.channel() + ":" + sender.user())
        .first(row -> instant(row.getLong("at")));
  }

  Optional<String> remembered(String key) {
    return sql.ask("SELECT value FROM meta WHERE key = :key")
        .with("key", key)
        .first(row -> row.getString(1));
  }

  void remember(String key, String value) {
    sql.ask(
            """
            INSERT INTO meta (key, value) VALUES (:key, :value)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """)
        .with("key", key)
        .with("value", value)
        .run();
  }
}
