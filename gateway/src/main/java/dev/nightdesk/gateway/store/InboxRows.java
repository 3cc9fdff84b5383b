package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.instant;
import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.store.Dead.Retry.NotThere;
import dev.nightdesk.gateway.store.Dead.Retry.StillUnreadable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

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
        .map(id -> new Received(id, lane, inbound, at))
        .findOne();
  }

  /// The ids of what came so far belong to another account; those that come may look the same. Of
  /// an account that is back, what came earlier is known again.
  void change(ChannelId channel, String before, String now) {
    rename(channel.value(), apart(channel, before));
    rename(apart(channel, now), channel.value());
  }

  private static String apart(ChannelId channel, String account) {
    return channel.value() + " as " + account;
  }

  private void rename(String source, String to) {
    handle
        .createUpdate("UPDATE OR REPLACE inbox SET source = :to WHERE source = :source")
        .bind("source", source)
        .bind("to", to)
        .execute();
  }

  List<Received> waiting(String lane, int atMost) {
    return handle
        .createQuery(
            """
            SELECT id, lane, body, received_at FROM inbox
            WHERE finished_at IS NULL AND lane = :lane ORDER BY id LIMIT :atMost
            """)
        .bind("lane", lane)
        .bind("atMost", atMost)
        .map(InboxRows::received)
        .list();
  }

  Optional<Received> waiting(long id) {
    return handle
        .createQuery(
            "SELECT id, lane, body, received_at FROM inbox WHERE id = :id AND finished_at IS NULL")
        .bind("id", id)
        .map(InboxRows::received)
        .findOne();
  }

  long newest() {
    return handle.createQuery("SELECT coalesce(max(id), 0) FROM inbox").mapTo(long.class).one();
  }

  private static Received received(ResultSet row, StatementContext context) throws SQLException {
    return new Received(
        row.getLong("id"),
        row.getString("lane"),
        Json.read(row.getString("body"), Inbound.class),
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
        .createQuery(
            "SELECT id, body, raw, stack, at, origin FROM dead ORDER BY id DESC LIMIT :atMost")
        .bind("atMost", atMost)
        .map(InboxRows::dead)
        .list();
  }

  List<Dead> untold(int atMost) {
    return handle
        .createQuery(
            """
            SELECT id, body, raw, stack, at, origin FROM dead WHERE told = 0
            ORDER BY id LIMIT :atMost
            """)
        .bind("atMost", atMost)
        .map(InboxRows::dead)
        .list();
  }

  void told(long deadId) {
    handle.createUpdate("UPDATE dead SET told = 1 WHERE id = :id").bind("id", deadId).execute();
  }

  private static Dead dead(ResultSet row, StatementContext context) throws SQLException {
    return new Dead(
        row.getLong("id"),
        what(row.getString("body"), row.getString("origin")),
        row.getString("raw"),
        row.getString("stack"),
        instant(row.getLong("at")));
  }

  /// The list is shown whatever happened to its letters.
  private static Dead.What what(String body, @Nullable String origin) {
    try {
      return origin == null
          ? new Dead.What.Undecided(Json.read(body, Happening.class))
          : new Dead.What.Unread(Json.read(body, AsideRows.Kept.class).words());
    } catch (Unreadable spoilt) {
      return new Dead.What.Unread("an older dead letter");
    }
  }

  long deadCount() {
    return handle.createQuery("SELECT count(*) FROM dead").mapTo(long.class).one();
  }

  private record Letter(String body, String raw, @Nullable String origin) {}

  Dead.Retry retry(long id, Instant at, AsideRows aside) {
    Optional<Letter> found =
        handle
            .createQuery("SELECT body, raw, origin FROM dead WHERE id = :id")
            .bind("id", id)
            .map((row, _) ->
                new Letter(row.getString("body"), row.getString("raw"), row.getString("origin")))
            .findOne();
    Dead.Retry retry = found.map(letter -> retry(letter, at, aside)).orElse(new NotThere());
    if (!(retry instanceof StillUnreadable)) {
      drop(id);
    }
    return retry;
  }

  private Dead.Retry retry(Letter letter, Instant at, AsideRows aside) {
    if (letter.origin() != null) {
      return aside.retry(letter.origin(), letter.body(), letter.raw());
    }
    try {
      Happening happening = Json.read(letter.body(), Happening.class);
      return switch (happening) {
        // What a channel could not read it does not read again here.
        case Happening.Came(Inbound.Garbled _) -> new StillUnreadable();
        case Happening.Came(Inbound inbound) -> new Dead.Retry.BackInInbox(reopen(inbound, at));
        default -> new Dead.Retry.DecideNow(happening);
      };
    } catch (Unreadable spoilt) {
      return new StillUnreadable();
    }
  }

  private long reopen(Inbound inbound, Instant at) {
    return handle
        .createQuery(
            """
            INSERT INTO inbox (source, source_id, lane, body, received_at)
            VALUES (:source, :sourceId, :lane, :body, :at)
            ON CONFLICT (source, source_id) DO UPDATE SET
              lane = excluded.lane, body = excluded.body, finished_at = NULL
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
