package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.body;
import static dev.nightdesk.gateway.store.Columns.instant;
import static dev.nightdesk.gateway.store.Columns.instantOrNull;
import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.gateway.store.Recall.Topic;
import dev.nightdesk.sessions.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Cards, wanted and shown, and which message belongs to what.
final class CardRows {
  /// Cards of a session a step looks at, beside those with buttons.
  static final int CARDS_OF_A_SESSION = 50;

  private static final String BEHIND =
      """
      wanted > shown AND wanted > refused AND NOT EXISTS (
        SELECT 1 FROM places WHERE muted = 1 AND places.channel = cards.channel
          AND places.chat = cards.chat AND places.thread IN ('', cards.thread))
      """;

  private static final String BUTTONS = "buttons";

  /// A question that was brought by a look follows the answer to it, and the session's card.
  private static final String TO_SHOW =
      """
      SELECT body, message, shown, shown_at, failures, first_wanted_at FROM cards
      WHERE channel = :channel AND chat = :chat AND thread = :thread
        AND %s AND due_at <= :now
      ORDER BY iif(urgency = %d AND NOT body ->> '$.rings', %d, urgency),
        shown > 0, behind_since, seq LIMIT :atMost
      """
          .formatted(BEHIND, urgency(WantedCard.Kind.REQUEST), urgency(WantedCard.Kind.STATUS));

  private final Handle handle;
  private final Recall recall;

  CardRows(Handle handle, Recall recall) {
    this.handle = handle;
    this.recall = recall;
  }

  void want(WantedCard wanted, Instant at) {
    var session = wanted.session();
    int written =
        Columns.at(
                handle.createUpdate(
                    """
                    INSERT INTO cards (id, session, urgency, channel, chat, thread, wanted, buttons,
                                       first_wanted_at, behind_since, body, mirrors)
                    VALUES (:id, :session, :urgency, :channel, :chat, :thread, :wanted, :buttons,
                            :at, :at, :body, :mirrors)
                    ON CONFLICT (id) DO UPDATE SET
                      session = excluded.session, urgency = excluded.urgency, channel = excluded.channel,
                      chat = excluded.chat, thread = excluded.thread, wanted = excluded.wanted,
                      buttons = excluded.buttons, body = excluded.body,
                      behind_since = CASE WHEN wanted > shown AND wanted > refused
                                          THEN behind_since ELSE excluded.behind_since END
                    WHERE excluded.wanted > cards.wanted
                    """),
                wanted.place())
            .bind("id", wanted.card().id().toString())
            .bind("session", session == null ? null : session.toString())
            .bind("urgency", urgency(wanted.kind()))
            .bind("wanted", wanted.card().revision())
            .bind("buttons", wanted.card().buttons().size())
            .bind("at", micros(at))
            .bind("body", Json.writeToBeRead(wanted))
            .bind("mirrors", wanted.mirrors() == null ? null : wanted.mirrors().toString())
            .execute();
    // A card stays with its session.
    if (session != null && written > 0) {
      recall.follow(Topic.CARDS, session, (question, answer) -> after(wanted, question, answer));
    }
  }

  @SuppressWarnings("unchecked") // as they are asked below
  private static @Nullable Object after(WantedCard wanted, Object question, Object answer) {
    return question.equals(BUTTONS)
        ? buttonsAfter(wanted, (List<WantedCard>) answer)
        : newestAfter(wanted, (Set<WantedCard.Kind>) question, (Optional<WantedCard>) answer);
  }

  private static @Nullable List<WantedCard> buttonsAfter(
      WantedCard wanted, List<WantedCard> answer) {
    boolean listed = !wanted.card().buttons().isEmpty();
    return Recall.rowWritten(answer, wanted, it -> isSame(it, wanted), listed, isNew(wanted));
  }

  private static @Nullable Object newestAfter(
      WantedCard wanted, Set<WantedCard.Kind> kinds, Optional<WantedCard> answer) {
    boolean asked = kinds.contains(wanted.kind()) && wanted.isOriginal();
    boolean known = answer.filter(it -> isSame(it, wanted)).isPresent();
    if (asked) {
      // An older one may be of another kind now.
      return known || isNew(wanted) ? Optional.of(wanted) : null;
    }
    return known ? null : answer;
  }

  private static boolean isSame(WantedCard one, WantedCard other) {
    return one.card().id().equals(other.card().id());
  }

  /// A revision that is no newer than the one that is known is not written.
  private static boolean isNew(WantedCard written) {
    return written.card().revision() == 1;
  }

  /// The smaller, the sooner.
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
    return handle
        .createQuery(
            """
            SELECT body FROM cards
            WHERE session = :session
              AND (seq IN (SELECT seq FROM cards WHERE session = :session
                           ORDER BY seq DESC LIMIT :atMost)
                   OR buttons > 0)
            ORDER BY seq
            """)
        .bind("session", session.toString())
        .bind("atMost", CARDS_OF_A_SESSION)
        .map(body(WantedCard.class))
        .list();
  }

  Optional<WantedCard> newest(SessionId session, Set<WantedCard.Kind> kinds) {
    return recall.answer(Topic.CARDS, session, kinds, () -> storedNewest(session, kinds));
  }

  private Optional<WantedCard> storedNewest(SessionId session, Set<WantedCard.Kind> kinds) {
    return handle
        .createQuery(
            """
            SELECT body FROM cards
            WHERE session = :session AND mirrors IS NULL
              AND urgency IN (SELECT value FROM json_each(:urgencies))
            ORDER BY seq DESC LIMIT 1
            """)
        .bind("session", session.toString())
        .bind("urgencies", Json.write(kinds.stream().map(CardRows::urgency).toList()))
        .map(body(WantedCard.class))
        .findOne();
  }

  List<WantedCard> withButtons(SessionId session) {
    return recall.answer(Topic.CARDS, session, BUTTONS, () -> storedWithButtons(session));
  }

  private List<WantedCard> storedWithButtons(SessionId session) {
    return handle
        .createQuery("SELECT body FROM cards WHERE session = :session AND buttons > 0 ORDER BY seq")
        .bind("session", session.toString())
        .map(body(WantedCard.class))
        .list();
  }

  Optional<WantedCard> card(CardId id) {
    return handle
        .createQuery("SELECT body FROM cards WHERE id = :id")
        .bind("id", id.toString())
        .map(body(WantedCard.class))
        .findOne();
  }

  Optional<MessageRef> messageOf(CardId card) {
    return handle
        .createQuery("SELECT message FROM cards WHERE id = :id AND message IS NOT NULL")
        .bind("id", card.toString())
        .map((row, _) -> Json.read(row.getString("message"), MessageRef.class))
        .findOne();
  }

  List<Place> placesToShow(Instant now) {
    return handle
        .createQuery(
            """
            SELECT channel, chat, thread FROM cards WHERE %s AND due_at <= :now
            GROUP BY channel, chat, thread ORDER BY min(behind_since), min(seq)
            """
                .formatted(BEHIND))
        .bind("now", micros(now))
        .map((row, _) -> Columns.place(row))
        .list();
  }

  List<Showing> toShow(Place place, Instant now, int atMost) {
    return Columns.at(handle.createQuery(TO_SHOW), place)
        .bind("now", micros(now))
        .bind("atMost", atMost)
        .map(CardRows::showing)
        .list();
  }

  private static Showing showing(ResultSet row, StatementContext context) throws SQLException {
    String message = row.getString("message");
    return new Showing(
        Json.read(row.getString("body"), WantedCard.class),
        message == null ? null : Json.read(message, MessageRef.class),
        row.getLong("shown"),
        instantOrNull(row, "shown_at"),
        row.getInt("failures"),
        instant(row.getLong("first_wanted_at")));
  }

  long behind() {
    return handle.createQuery("SELECT count(*) FROM cards WHERE " + BEHIND).mapTo(long.class).one();
  }

  void shown(CardId card, long revision, MessageRef told, Instant when) {
    // The first is never an edit.
    if (revision == 1 || !edited(card, revision, told, when)) {
      placed(card, revision, told, when);
    }
  }

  /// The message is the one that is known: all that is new is the revision.
  private boolean edited(CardId card, long revision, MessageRef at, Instant when) {
    return handle
            .createUpdate(
                """
                UPDATE cards SET shown = max(shown, :revision), shown_at = :at, behind_since = :at,
                  due_at = 0, failures = 0
                WHERE id = :id AND message = :message
                """)
            .bind("id", card.toString())
            .bind("revision", revision)
            .bind("message", Json.write(at))
            .bind("at", micros(when))
            .execute()
        > 0;
  }

  private void placed(CardId card, long revision, MessageRef told, Instant when) {
    var at = Relocation.now(handle, recall, told);
    int known =
        handle
            .createUpdate(
                """
                UPDATE cards SET shown = max(shown, :revision), message = :message, shown_at = :at,
                  behind_since = :at, due_at = 0, failures = 0
                WHERE id = :id
                """)
            .bind("id", card.toString())
            .bind("revision", revision)
            .bind("message", Json.write(at))
            .bind("at", micros(when))
            .execute();
    if (known > 0) {
      link(at, null, card);
    }
  }

  /// Whatever is `null` stays as it is known.
  void link(MessageRef message, @Nullable SessionId session, @Nullable CardId card) {
    Columns.at(
            handle.createUpdate(
                """
                INSERT INTO messages (channel, chat, thread, message, session, card)
                VALUES (:channel, :chat, :thread, :message, :session, :card)
                ON CONFLICT (channel, chat, message) DO UPDATE SET
                  thread = excluded.thread,
                  session = coalesce(excluded.session, session), card = coalesce(excluded.card, card)
                """),
            message.place())
        .bind("message", message.message())
        .bind("session", session == null ? null : session.toString())
        .bind("card", card == null ? null : card.toString())
        .execute();
  }

  /// Message ids are unique within a chat: the thread is not asked for.
  Optional<SessionId> sessionOf(MessageRef message) {
    return handle
        .createQuery(
            """
            SELECT coalesce(messages.session, cards.session) AS session
            FROM messages LEFT JOIN cards ON cards.id = messages.card
            WHERE messages.channel = :channel AND messages.chat = :chat
              AND messages.message = :message
            """)
        .bind("channel", message.place().channel().value())
        .bind("chat", message.place().chat())
        .bind("message", message.message())
        .map((row, _) -> Optional.ofNullable(row.getString("session")))
        .findOne()
        .flatMap(found -> found)
        .map(id -> new SessionId(UUID.fromString(id)));
  }

  Optional<WantedCard> cardAt(MessageRef message) {
    return handle
        .createQuery(
            """
            SELECT cards.body FROM messages JOIN cards ON cards.id = messages.card
            WHERE messages.channel = :channel AND messages.chat = :chat
              AND messages.message = :message
            """)
        .bind("channel", message.place().channel().value())
        .bind("chat", message.place().chat())
        .bind("message", message.message())
        .map(body(WantedCard.class))
        .findOne();
  }

  /// Every message there was another account's. What was never shown still is, and what people have
  /// to press is shown again: what an agent or we ask, and the live cards of what goes on.
  void forgetMessages(ChannelId channel) {
    handle
        .createUpdate("DELETE FROM messages WHERE channel = :channel")
        .bind("channel", channel.value())
        .execute();
    handle
        .createUpdate(
            """
            UPDATE cards SET message = NULL, shown = iif(shown = 0
                OR body ->> '$.request' IN (SELECT id FROM requests WHERE open = 1)
                OR buttons > 0 AND (urgency = :reply OR urgency = :status
                  AND session IN (SELECT id FROM sessions WHERE state NOT IN %s)),
              0, wanted)
            WHERE channel = :channel
            """
                .formatted(SessionRows.OVER))
        .bind("reply", urgency(WantedCard.Kind.REPLY))
        .bind("status", urgency(WantedCard.Kind.STATUS))
        .bind("channel", channel.value())
        .execute();
  }

  void messageGone(CardId card) {
    handle
        .createUpdate("UPDATE cards SET message = NULL, shown = wanted WHERE id = :id")
        .bind("id", card.toString())
        .execute();
  }

  void postpone(CardId card, Instant until) {
    handle
        .createUpdate("UPDATE cards SET due_at = :until, failures = failures + 1 WHERE id = :id")
        .bind("id", card.toString())
        .bind("until", micros(until))
        .execute();
  }

  void hasten(Instant latest) {
    handle
        .createUpdate("UPDATE cards SET due_at = :latest WHERE due_at > :latest")
        .bind("latest", micros(latest))
        .execute();
  }

  /// What is wanted may have changed while the call was made.
  void refused(CardId card, long revision, String why) {
    handle
        .createUpdate(
            """
            UPDATE cards SET refused = max(refused, :revision), refused_why = :why, failures = 0
            WHERE id = :id
            """)
        .bind("id", card.toString())
        .bind("revision", revision)
        .bind("why", Objects.requireNonNull(why))
        .execute();
  }
}
