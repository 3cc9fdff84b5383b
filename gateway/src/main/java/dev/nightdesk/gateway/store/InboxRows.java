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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// What came in, and what nobody could decide about.
final class InboxRows {
  private final Handle handle;

  InboxRows(Handle handle) {
    this.handle = handle;
  }

  Optional<Received> receive(Inbound inbound, Instant at) {
    String lane = inbound.place().toString();
    // Not INSERT OR IGNORE, which would swallow every other failure too.
    return handle
        .createQuery(
            """
            INSERT INTO inbox (source, source_id, lane, body, received_at)
            VALUES (:source, :sourceId, :lane, :body, :at)
            ON CONFLICT (source, source_id) DO NOTHING
            RETURNING id
            """)
        .bind("source", inbound.channel().value())
        .bind("sourceId", inbound.sourceId())
        .bind("lane", lane)
        .bind("body", Json.write(inbound))
        .bind("at", micros(at))
        .mapTo(long.class)
        .map(id -> new Received(id, lane, inbound, 0, at))
        .findOne();
  }

  boolean isFirst(Received received) {
    return handle
        .createQuery(
            """
            SELECT NOT EXISTS (
              SELECT 1 FROM inbox WHERE finished_at IS NULL AND lane = :lane AND id < :id)
            """)
        .bind("lane", received.lane())
        .bind("id", received.id())
        .mapTo(boolean.class)
        .one();
  }

  List<Received> waiting(int atMost) {
    return handle
        .createQuery(
            """
            SELECT id, lane, body, failures, received_at FROM inbox
            WHERE finished_at IS NULL ORDER BY id LIMIT :atMost
            """)
        .bind("atMost", atMost)
        .map(InboxRows::received)
        .list();
  }

  List<Received> waiting(String lane, int atMost) {
    return handle
        .createQuery(
            """
            SELECT id, lane, body, failures, received_at FROM inbox
            WHERE finished_at IS NULL AND lane = :lane ORDER BY id LIMIT :atMost
            """)
        .bind("lane", lane)
        .bind("atMost", atMost)
        .map(InboxRows::received)
        .list();
  }

  private static Received received(ResultSet row, StatementContext context) throws SQLException {
    return new Received(
        row.getLong("id"),
        row.getString("lane"),
        Json.read(row.getString("body"), Inbound.class),
        row.getInt("failures"),
        instant(row.getLong("received_at")));
  }

  List<String> waitingLanes() {
    return handle
        .createQuery(
            "SELECT lane FROM inbox WHERE finished_at IS NULL GROUP BY lane ORDER BY min(id)")
        .mapTo(String.class)
        .list();
  }

  long waitingCount() {
    return handle
        .createQuery("SELECT count(*) FROM inbox WHERE finished_at IS NULL")
        .mapTo(long.class)
        .one();
  }

  void finish(long id, Instant at) {
    handle
        .createUpdate("UPDATE inbox SET finished_at = :at WHERE id = :id AND finished_at IS NULL")
        .bind("id", id)
        .bind("at", micros(at))
        .execute();
  }

  int failed(long id) {
    return handle
        .createQuery(
            """
            UPDATE inbox SET failures = failures + 1 WHERE id = :id AND finished_at IS NULL
            RETURNING failures
            """)
        .bind("id", id)
        .mapTo(int.class)
        .findOne()
        .orElse(0);
  }

  long bury(Happening happening, String raw, String stack, Instant at) {
    if (happening instanceof Happening.Came(Inbound inbound)) {
      handle
          .createUpdate(
              """
              UPDATE inbox SET finished_at = :at
              WHERE source = :source AND source_id = :sourceId AND finished_at IS NULL
              """)
          .bind("source", inbound.channel().value())
          .bind("sourceId", inbound.sourceId())
          .bind("at", micros(at))
          .execute();
    }
    return handle
        .createQuery(
            "INSERT INTO dead (body, raw, stack, at) VALUES (:body, :raw, :stack, :at) RETURNING id")
        .bind("body", Json.write(happening))
        .bind("raw", cut(raw, Dead.MAX_RAW))
        .bind("stack", cut(stack, Dead.MAX_STACK))
        .bind("at", micros(at))
        .mapTo(long.class)
        .one();
  }

  private static String cut(String text, int atMost) {
    return text.length() <= atMost ? text : text.substring(0, atMost);
  }

  List<Dead> dead(int atMost) {
    return handle
        .createQuery("SELECT id, body, raw, stack, at FROM dead ORDER BY id DESC LIMIT :atMost")
        .bind("atMost", atMost)
        .map((row, _) ->
            new Dead(
                row.getLong("id"),
                Json.read(row.getString("body"), Happening.class),
                row.getString("raw"),
                row.getString("stack"),
                instant(row.getLong("at"))))
        .list();
  }

  long deadCount() {
    return handle.createQuery("SELECT count(*) FROM dead").mapTo(long.class).one();
  }

  Dead.Retry retry(long id, Instant at) {
    Optional<Happening> found =
        handle
            .createQuery("SELECT body FROM dead WHERE id = :id")
            .bind("id", id)
            .map(body(Happening.class))
            .findOne();
    if (found.isEmpty()) {
      return new Dead.Retry.NotThere();
    }
    drop(id);
    return found.get() instanceof Happening.Came(Inbound inbound)
        ? new Dead.Retry.BackInInbox(reopen(inbound, at))
        : new Dead.Retry.DecideNow(found.get());
  }

  private long reopen(Inbound inbound, Instant at) {
    return handle
        .createQuery(
            """
            INSERT INTO inbox (source, source_id, lane, body, received_at)
            VALUES (:source, :sourceId, :lane, :body, :at)
            ON CONFLICT (source, source_id) DO UPDATE SET
              lane = excluded.lane, body = excluded.body, failures = 0, finished_at = NULL
            RETURNING id
            """)
        .bind("source", inbound.channel().value())
        .bind("sourceId", inbound.sourceId())
        .bind("lane", inbound.place().toString())
        .bind("body", Json.write(inbound))
        .bind("at", micros(at))
        .mapTo(long.class)
        .one();
  }

  boolean drop(long deadId) {
    return handle.createUpdate("DELETE FROM dead WHERE id = :id").bind("id", deadId).execute() > 0;
  }

  int sweep(Instant now, int atMost) {
    int emptied =
        handle
            .createUpdate(
                """
                UPDATE inbox SET body = NULL WHERE id IN (
                  SELECT id FROM inbox
                  WHERE finished_at IS NOT NULL AND body IS NOT NULL AND finished_at <= :before
                  ORDER BY finished_at LIMIT :atMost)
                """)
            .bind("before", micros(now.minus(Store.KEEP_CONTENT_FOR)))
            .bind("atMost", atMost)
            .execute();
    // Ids grow with time, so the oldest are looked at and no index is needed.
    int forgotten =
        handle
            .createUpdate(
                """
                DELETE FROM inbox WHERE id IN (SELECT id FROM inbox ORDER BY id LIMIT :atMost)
                  AND finished_at <= :before
                """)
            .bind("before", micros(now.minus(Store.DEDUPE_FOR)))
            .bind("atMost", atMost)
            .execute();
    return emptied + forgotten;
  }
}
