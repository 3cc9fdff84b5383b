package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.body;
import static dev.nightdesk.gateway.store.Columns.instant;
import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.gateway.desk.Happening;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What came in, and what nobody could decide about.
final class InboxRows {
  private final Sql sql;

  InboxRows(Sql sql) {
    this.sql = sql;
  }

  boolean receive(Inbound inbound, Instant at) {
    // Not INSERT OR IGNORE, which would swallow every other failure too.
    return sql.ask(
                """
                INSERT INTO inbox (source, source_id, lane, body, received_at)
                VALUES (:source, :sourceId, :lane, :body, :at)
                ON CONFLICT (source, source_id) DO NOTHING
                """)
            .with("source", inbound.channel().value())
            .with("sourceId", inbound.sourceId())
            .with("lane", inbound.place().toString())
            .with("body", Json.write(inbound))
            .with("at", micros(at))
            .run()
        > 0;
  }

  List<Received> waiting(int atMost) {
    return sql.ask(
            """
            SELECT id, lane, body, failures, received_at FROM inbox
            WHERE finished_at IS NULL ORDER BY id LIMIT :atMost
            """)
        .with("atMost", atMost)
        .list(InboxRows::received);
  }

  List<Received> waiting(String lane, int atMost) {
    return sql.ask(
            """
            SELECT id, lane, body, failures, received_at FROM inbox
            WHERE finished_at IS NULL AND lane = :lane ORDER BY id LIMIT :atMost
            """)
        .with("lane", lane)
        .with("atMost", atMost)
        .list(InboxRows::received);
  }

  private static Received received(ResultSet row) throws SQLException {
    return new Received(
        row.getLong("id"),
        row.getString("lane"),
        Json.read(row.getString("body"), Inbound.class),
        row.getInt("failures"),
        instant(row.getLong("received_at")));
  }

  List<String> waitingLanes() {
    return sql.ask(
            "SELECT lane FROM inbox WHERE finished_at IS NULL GROUP BY lane ORDER BY min(id)")
        .list(row -> row.getString(1));
  }

  long waitingCount() {
    return sql.ask("SELECT count(*) FROM inbox WHERE finished_at IS NULL")
        .one(row -> row.getLong(1));
  }

  void finish(long id, Instant at) {
    sql.ask("UPDATE inbox SET finished_at = :at WHERE id = :id AND finished_at IS NULL")
        .with("id", id)
        .with("at", micros(at))
        .run();
  }

  int failed(long id) {
    return sql.ask(
            """
            UPDATE inbox SET failures = failures + 1 WHERE id = :id AND finished_at IS NULL
            RETURNING failures
            """)
        .with("id", id)
        .first(row -> row.getInt(1))
        .orElse(0);
  }

  long bury(Happening happening, String raw, String stack, Instant at) {
    if (happening instanceof Happening.Came(Inbound inbound)) {
      sql.ask(
              """
              UPDATE inbox SET finished_at = :at
              WHERE source = :source AND source_id = :sourceId AND finished_at IS NULL
              """)
          .with("source", inbound.channel().value())
          .with("sourceId", inbound.sourceId())
          .with("at", micros(at))
          .run();
    }
    return sql.ask(
            "INSERT INTO dead (body, raw, stack, at) VALUES (:body, :raw, :stack, :at) RETURNING id")
        .with("body", Json.write(happening))
        .with("raw", cut(raw, Dead.MAX_RAW))
        .with("stack", cut(stack, Dead.MAX_STACK))
        .with("at", micros(at))
        .one(row -> row.getLong(1));
  }

  private static String cut(String text, int atMost) {
    return text.length() <= atMost ? text : text.substring(0, atMost);
  }

  List<Dead> dead(int atMost) {
    return sql.ask("SELECT id, body, raw, stack, at FROM dead ORDER BY id DESC LIMIT :atMost")
        .with("atMost", atMost)
        .list(row ->
            new Dead(
                row.getLong("id"),
                Json.read(row.getString("body"), Happening.class),
                row.getString("raw"),
                row.getString("stack"),
                instant(row.getLong("at"))));
  }

  long deadCount() {
    return sql.ask("SELECT count(*) FROM dead").one(row -> row.getLong(1));
  }

  Dead.Retry retry(long id, Instant at) {
    Optional<Happening> found =
        sql.ask("SELECT body FROM dead WHERE id = :id").with("id", id).first(body(Happening.class));
    if (found.isEmpty()) {
      return new Dead.Retry.NotThere();
    }
    drop(id);
    return found.get() instanceof Happening.Came(Inbound inbound)
        ? new Dead.Retry.BackInInbox(reopen(inbound, at))
        : new Dead.Retry.DecideNow(found.get());
  }

  private long reopen(Inbound inbound, Instant at) {
    return sql.ask(
            """
            INSERT INTO inbox (source, source_id, lane, body, received_at)
            VALUES (:source, :sourceId, :lane, :body, :at)
            ON CONFLICT (source, source_id) DO UPDATE SET
              lane = excluded.lane, body = excluded.body, failures = 0, finished_at = NULL
            RETURNING id
            """)
        .with("source", inbound.channel().value())
        .with("sourceId", inbound.sourceId())
        .with("lane", inbound.place().toString())
        .with("body", Json.write(inbound))
        .with("at", micros(at))
        .one(row -> row.getLong(1));
  }

  boolean drop(long deadId) {
    return sql.ask("DELETE FROM dead WHERE id = :id").with("id", deadId).run() > 0;
  }

  int sweep(Instant now, int atMost) {
    int emptied =
        sql.ask(
                """
                UPDATE inbox SET body = NULL WHERE id IN (
                  SELECT id FROM inbox
                  WHERE finished_at IS NOT NULL AND body IS NOT NULL AND finished_at <= :before
                  ORDER BY finished_at LIMIT :atMost)
                """)
            .with("before", micros(now.minus(Store.KEEP_CONTENT_FOR)))
            .with("atMost", atMost)
            .run();
    // Ids grow with time, so the oldest are looked at and no index is needed.
    int forgotten =
        sql.ask(
                """
                DELETE FROM inbox WHERE id IN (SELECT id FROM inbox ORDER BY id LIMIT :atMost)
                  AND finished_at <= :before
                """)
            .with("before", micros(now.minus(Store.DEDUPE_FOR)))
            .with("atMost", atMost)
            .run();
    return emptied + forgotten;
  }
}
