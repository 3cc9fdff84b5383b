package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.instant;
import static dev.nightdesk.gateway.store.Columns.instantOrNull;
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
import org.jspecify.annotations.Nullable;

/// Effects to be done, and how long every journal of inputs is.
final class OutboxRows {
  private static final String OUTGOING =
      """
      SELECT outbox.id, lane, outbox.body, input, line, claimed, journal_at, failures, at,
             line IS NOT NULL AND outbox.incarnation IS NOT sessions.incarnation AS stale
      FROM outbox LEFT JOIN sessions ON sessions.id = outbox.session
      """;

  private final Sql sql;

  OutboxRows(Sql sql) {
    this.sql = sql;
  }

  void add(Effect effect, Instant at, Function<Effect.Send, InputLine> encoder) {
    var send = effect instanceof Effect.Send it ? it : null;
    var line = send == null ? null : encoder.apply(send);
    sql.ask(
            """
            INSERT INTO outbox (lane, session, incarnation, overtakes, body, input, line, at)
            VALUES (:lane, :session, :incarnation, :overtakes, :body, :input, :line, :at)
            """)
        .with("lane", effect.lane())
        .with("session", send == null ? null : send.session().toString())
        .with("incarnation", send == null ? null : send.incarnation())
        .with("overtakes", effect.overtakes())
        .with("body", Json.write(effect))
        .with("input", line == null ? null : line.id().toString())
        .with("line", line == null ? null : line.bytes())
        .with("at", micros(at))
        .run();
  }

  Optional<Outgoing> next(String lane, Instant now) {
    // A claimed line that waits (its append was cut off) lets nothing by that would be appended
    // too.
    return sql.ask(
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
        .with("lane", lane)
        .with("now", micros(now))
        .first(OutboxRows::outgoing);
  }

  private static Outgoing outgoing(ResultSet row) throws SQLException {
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
    return sql
        .ask("SELECT lane FROM outbox GROUP BY lane ORDER BY min(id)")
        .list(row -> row.getString(1))
        .stream()
        .filter(lane -> next(lane, now).isPresent())
        .toList();
  }

  Optional<Instant> dueAfter(Instant now) {
    return sql.ask("SELECT min(due_at) AS due FROM outbox WHERE due_at > :now")
        .with("now", micros(now))
        .one(row -> Optional.ofNullable(instantOrNull(row, "due")));
  }

  long count() {
    return sql.ask("SELECT count(*) FROM outbox").one(row -> row.getLong(1));
  }

  Outgoing claim(long id) {
    int claimed =
        sql.ask(
                """
                UPDATE outbox SET claimed = 1, journal_at = CASE WHEN line IS NULL THEN -1 ELSE
                  coalesce((SELECT length FROM journals
                            WHERE journals.session = outbox.session
                              AND journals.incarnation = outbox.incarnation), 0) END
                WHERE id = :id
                """)
            .with("id", id)
            .run();
    if (claimed == 0) {
      throw new NoSuchElementException("no effect " + id + " in the outbox");
    }
    return sql.ask(OUTGOING + "WHERE outbox.id = :id").with("id", id).one(OutboxRows::outgoing);
  }

  void done(long id) {
    sql.ask(
            """
            INSERT INTO journals (session, incarnation, length)
            SELECT session, incarnation, length(line) FROM outbox WHERE id = :id AND line IS NOT NULL
            ON CONFLICT (session, incarnation) DO UPDATE SET length = length + excluded.length
            """)
        .with("id", id)
        .run();
    drop(id);
  }

  void drop(long id) {
    sql.ask("DELETE FROM outbox WHERE id = :id").with("id", id).run();
  }

  void postpone(long id, Instant until, String why) {
    sql.ask(
            """
            UPDATE outbox SET due_at = :until, why = :why, failures = failures + 1 WHERE id = :id
            """)
        .with("id", id)
        .with("until", micros(until))
        .with("why", why)
        .run();
  }
}
