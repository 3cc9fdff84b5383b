package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.instant;
import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Effects to be done, and how long every journal of inputs is.
final class OutboxRows {
  private static final String OUTGOING =
      """
      SELECT outbox.id, lane, outbox.body, input, line, claimed, journal_at, failures, at,
             line IS NOT NULL AND outbox.incarnation IS NOT sessions.incarnation AS stale
      FROM outbox LEFT JOIN sessions ON sessions.id = outbox.session
      """;

  private static final String ADD =
      """
      INSERT INTO outbox (lane, session, incarnation, overtakes, body, input, line, at,
                          claimed, journal_at)
      SELECT :lane, :session, :incarnation, :overtakes, :body, :input, :line, :at,
             first, CASE WHEN first THEN %s ELSE -1 END
      FROM (SELECT :line IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM outbox WHERE lane = :lane)
                   AND EXISTS (SELECT 1 FROM sessions
                               WHERE id = :session AND incarnation = :incarnation) AS first)
      """
          .formatted(length(":session", ":incarnation"));

  private static final String CLAIM =
      """
      UPDATE outbox SET claimed = 1, journal_at = CASE WHEN line IS NULL THEN -1 ELSE %s END
      WHERE id = :id RETURNING journal_at
      """
          .formatted(length("outbox.session", "outbox.incarnation"));

  private final Handle handle;

  OutboxRows(Handle handle) {
    this.handle = handle;
  }

  /// A line that is first in its lane is begun with at once: nobody could come before it, and its
  /// claim needs no commit of its own.
  void add(Effect effect, Instant at, Function<Effect.Send, InputLine> encoder) {
    var send = effect instanceof Effect.Send it ? it : null;
    var line = send == null ? null : encoder.apply(send);
    handle
        .createUpdate(ADD)
        .bind("lane", effect.lane())
        .bind("session", send == null ? null : send.session().toString())
        .bind("incarnation", send == null ? null : send.incarnation())
        .bind("overtakes", effect.overtakes())
        .bind("body", Json.write(effect))
        .bind("input", line == null ? null : line.id().toString())
        .bind("line", line == null ? null : line.bytes())
        .bind("at", micros(at))
        .execute();
  }

  Optional<Outgoing> next(String lane, Instant now) {
    // A claimed line that waits (its append was cut off) lets nothing by that would be appended
    // too.
    return handle
        .createQuery(
            OUTGOING
                + """
                WHERE lane = :lane AND outbox.id = coalesce(
                  (SELECT id FROM outbox WHERE lane = :lane AND claimed = 1 AND due_at <= :now
                   ORDER BY id LIMIT 1),
                  CASE WHEN EXISTS (SELECT 1 FROM outbox
                                    WHERE lane = :lane AND claimed = 1 AND line IS NOT NULL)
                  THEN (SELECT id FROM outbox
                        WHERE lane = :lane AND claimed = 0 AND overtakes = 1 AND line IS NULL
                          AND due_at <= :now
                        ORDER BY id LIMIT 1)
                  ELSE (SELECT id FROM (SELECT id, due_at FROM outbox WHERE lane = :lane
                                        ORDER BY overtakes DESC, id LIMIT 1)
                        WHERE due_at <= :now)
                  END)
                """)
        .bind("lane", lane)
        .bind("now", micros(now))
        .map(OutboxRows::outgoing)
        .findOne();
  }

  private static Outgoing outgoing(ResultSet row, @Nullable StatementContext context)
      throws SQLException {
    byte @Nullable [] bytes = row.getBytes("line");
    return new Outgoing(
        row.getLong("id"),
        row.getString("lane"),
        Json.read(row.getString("body"), Effect.class),
        bytes == null
            ? null
            : new InputLine(new InputId(UUID.fromString(row.getString("input"))), bytes),
        row.getBoolean("claimed"),
        row.getLong("journal_at"),
        row.getInt("failures"),
        row.getBoolean("stale"),
        instant(row.getLong("at")));
  }

  List<String> lanesWithWork(Instant now) {
    return handle
        .createQuery("SELECT lane FROM outbox GROUP BY lane ORDER BY min(id)")
        .mapTo(String.class)
        .list()
        .stream()
        .filter(lane -> next(lane, now).isPresent())
        .toList();
  }

  long newest() {
    return handle.createQuery("SELECT coalesce(max(id), 0) FROM outbox").mapTo(long.class).one();
  }

  long count() {
    return handle.createQuery("SELECT count(*) FROM outbox").mapTo(long.class).one();
  }

  Outgoing claim(long id) {
    return handle
        .createQuery(OUTGOING + "WHERE outbox.id = :id")
        .bind("id", id)
        .map(OutboxRows::outgoing)
        .findOne()
        .map(this::claim)
        .orElseThrow(() -> new NoSuchElementException("no effect " + id + " in the outbox"));
  }

  /// @param row as it stands there now
  Outgoing claim(Outgoing row) {
    return handle
        .createQuery(CLAIM)
        .bind("id", row.id())
        .mapTo(long.class)
        .map(row::claimedAt)
        .one();
  }

  /// How long a process's journal of inputs is.
  private static String length(String session, String incarnation) {
    return "coalesce((SELECT length FROM journals WHERE journals.session = %s AND journals.incarnation = %s), 0)"
        .formatted(session, incarnation);
  }

  void done(long id) {
    handle
        .createUpdate(
            """
            INSERT INTO journals (session, incarnation, length)
            SELECT session, incarnation, length(line) FROM outbox WHERE id = :id AND line IS NOT NULL
            ON CONFLICT (session, incarnation) DO UPDATE SET length = length + excluded.length
            """)
        .bind("id", id)
        .execute();
    drop(id);
  }

  void drop(long id) {
    handle.createUpdate("DELETE FROM outbox WHERE id = :id").bind("id", id).execute();
  }

  void postpone(long id, Instant until, String why, boolean tried) {
    handle
        .createUpdate(
            """
            UPDATE outbox SET due_at = :until, why = :why, failures = failures + :tried WHERE id = :id
            """)
        .bind("id", id)
        .bind("until", micros(until))
        .bind("tried", tried)
        .bind("why", why)
        .execute();
  }

  void hasten(Instant latest) {
    handle
        .createUpdate("UPDATE outbox SET due_at = :latest WHERE due_at > :latest")
        .bind("latest", micros(latest))
        .execute();
  }
}
