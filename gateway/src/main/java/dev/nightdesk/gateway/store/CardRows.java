package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.body;
import static dev.nightdesk.gateway.store.Columns.instant;
import static dev.nightdesk.gateway.store.Columns.instantOrNull;
import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.sessions.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Cards, wanted and shown, and which message belongs to what.
final class CardRows {
  /// Cards of a session a step looks at.
  static final int CARDS_OF_A_SESSION = 50;

  private static final String BEHIND =
      """
      wanted > shown AND wanted > refused AND NOT EXISTS (
        SELECT 1 FROM places WHERE muted = 1 AND places.channel = cards.channel
          AND places.chat = cards.chat AND places.thread IN ('', cards.thread))
      """;

  private final Sql sql;

  CardRows(Sql sql) {
    this.sql = sql;
  }

  void want(WantedCard wanted, Instant at) {
    var session = wanted.session();
    Columns.at(
            sql.ask(
                """
                INSERT INTO cards (id, session, urgency, channel, chat, thread, wanted, first_wanted_at,
                                   behind_since, body)
                VALUES (:id, :session, :urgency, :channel, :chat, :thread, :wanted, :at, :at, :body)
                ON CONFLICT (id) DO UPDATE SET
                  session = excluded.session, urgency = excluded.urgency, channel = excluded.channel,
                  chat = excluded.chat, thread = excluded.thread, wanted = excluded.wanted,
                  body = excluded.body,
                  behind_since = CASE WHEN wanted > shown AND wanted > refused
                                      THEN behind_since ELSE excluded.behind_since END
                WHERE excluded.wanted > cards.wanted
                """),
            wanted.place())
        .with("id", wanted.card().id().toString())
        .with("session", session == null ? null : session.toString())
        .with("urgency", urgency(wanted.kind()))
        .with("wanted", wanted.card().revision())
        .with("at", micros(at))
        .with("body", Json.write(wanted))
        .run();
  }

  /// The smaller, the sooner (architecture 5).
  private static int urgency(WantedCard.Kind kind) {
    return switch (kind) {
      case REQUEST -> 1;
      case CAPTURE -> 2;
      case REPLY -> 3;
      case RESULT -> 4;
      case STATUS -> 5;
    };
  }

  List<WantedCard> cards(SessionId session) {
    return sql.ask(
            """
            SELECT body FROM (SELECT seq, body FROM cards WHERE session = :session
                              ORDER BY seq DESC LIMIT :atMost)
            ORDER BY seq
            """)
        .with("session", session.toString())
        .with("atMost", CARDS_OF_A_SESSION)
        .list(body(WantedCard.class));
  }

  List<Place> placesToShow(Instant now) {
    return sql.ask(
            """
            SELECT channel, chat, thread FROM cards WHERE %s AND due_at <= :now
            GROUP BY channel, chat, thread ORDER BY min(behind_since), min(seq)
            """
                .formatted(BEHIND))
        .with("now", micros(now))
        .list(row -> Columns.place(row));
  }

  List<Showing> toShow(Place place, Instant now, int atMost) {
    return Columns.at(
            sql.ask(
                """
                SELECT body, message, shown, shown_at, failures, first_wanted_at FROM cards
                WHERE channel = :channel AND chat = :chat AND thread = :thread
                  AND %s AND due_at <= :now
                ORDER BY urgency, shown > 0, behind_since, seq LIMIT :atMost
                """
                    .formatted(BEHIND)),
            place)
        .with("now", micros(now))
        .with("atMost", atMost)
        .list(CardRows::showing);
  }

  private static Showing showing(ResultSet row) throws SQLException {
    String message = row.getString("message");
    return new Showing(
        Json.read(row.getString("body"), WantedCard.class),
        message == null ? null : Json.read(message, MessageRef.class),
        row.getLong("shown"),
        instantOrNull(row, "shown_at"),
        row.getInt("failures"),
        instant(row.getLong("first_wanted_at")));
  }

  Optional<Instant> dueAfter(Instant now) {
    return sql.ask(
            "SELECT min(due_at) AS due FROM cards WHERE %s AND due_at > :now".formatted(BEHIND))
        .with("now", micros(now))
        .one(row -> Optional.ofNullable(instantOrNull(row, "due")));
  }

  long behind() {
    return sql.ask("SELECT count(*) FROM cards WHERE " + BEHIND).one(row -> row.getLong(1));
  }

  void shown(CardId card, long revision, MessageRef told, Instant when) {
    var at = Relocation.now(sql, told);
    int known =
        sql.ask(
                """
                UPDATE cards SET shown = max(shown, :revision), message = :message, shown_at = :at,
                  behind_since = :at, due_at = 0, failures = 0
                WHERE id = :id
                """)
            .with("id", card.toString())
            .with("revision", revision)
            .with("message", Json.write(at))
            .with("at", micros(when))
            .run();
    if (known > 0) {
      link(at, null, card);
    }
  }

  /// Whatever is `null` stays as it is known.
  void link(MessageRef message, @Nullable SessionId session, @Nullable CardId card) {
    Columns.at(
            sql.ask(
                """
                INSERT INTO messages (channel, chat, thread, message, session, card)
                VALUES (:channel, :chat, :thread, :message, :session, :card)
                ON CONFLICT (channel, chat, message) DO UPDATE SET
                  thread = excluded.thread,
                  session = coalesce(excluded.session, session), card = coalesce(excluded.card, card)
                """),
            message.place())
        .with("message", message.message())
        .with("session", session == null ? null : session.toString())
        .with("card", card == null ? null : card.toString())
        .run();
  }

  /// Message ids are unique within a chat: the thread is not asked for.
  Optional<SessionId> sessionOf(MessageRef message) {
    return sql.ask(
            """
            SELECT coalesce(messages.session, cards.session) AS session
            FROM messages LEFT JOIN cards ON cards.id = messages.card
            WHERE messages.channel = :channel AND messages.chat = :chat
              AND messages.message = :message
            """)
        .with("channel", message.place().channel().value())
        .with("chat", message.place().chat())
        .with("message", message.message())
        .first(row -> Optional.ofNullable(row.getString("session")))
        .flatMap(found -> found)
        .map(id -> new SessionId(UUID.fromString(id)));
  }

  Optional<WantedCard> cardAt(MessageRef message) {
    return sql.ask(
            """
            SELECT cards.body FROM messages JOIN cards ON cards.id = messages.card
            WHERE messages.channel = :channel AND messages.chat = :chat
              AND messages.message = :message
            """)
        .with("channel", message.place().channel().value())
        .with("chat", message.place().chat())
        .with("message", message.message())
        .first(body(WantedCard.class));
  }

  void messageGone(CardId card) {
    sql.ask("UPDATE cards SET message = NULL, shown = wanted WHERE id = :id")
        .with("id", card.toString())
        .run();
  }

  void postpone(CardId card, Instant until) {
    sql.ask("UPDATE cards SET due_at = :until, failures = failures + 1 WHERE id = :id")
        .with("id", card.toString())
        .with("until", micros(until))
        .run();
  }

  void refused(CardId card, String why) {
    sql.ask("UPDATE cards SET refused = wanted, refused_why = :why, failures = 0 WHERE id = :id")
        .with("id", card.toString())
        .with("why", Objects.requireNonNull(why))
        .run();
  }
}
