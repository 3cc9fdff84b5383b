package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.body;
import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Action;
import dev.nightdesk.gateway.desk.Prompt;
import dev.nightdesk.gateway.desk.Request;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Sessions, what people said to them, what they ask, and the buttons.
final class SessionRows {
  /// As [State#isOver]; a test compares the two.
  static final String OVER = "('COMPLETED', 'FAILED', 'STOPPED')";

  private final Sql sql;

  SessionRows(Sql sql) {
    this.sql = sql;
  }

  void put(Session session) {
    var origin = session.origin();
    Columns.at(
            sql.ask(
                """
                INSERT INTO sessions (id, state, since, live, incarnation, person, channel, chat, thread, body)
                VALUES (:id, :state, :since, :live, :incarnation, :person, :channel, :chat, :thread, :body)
                ON CONFLICT (id) DO UPDATE SET
                  state = excluded.state, since = excluded.since, live = excluded.live,
                  incarnation = excluded.incarnation, person = excluded.person,
                  channel = excluded.channel, chat = excluded.chat, thread = excluded.thread,
                  body = excluded.body
                """),
            origin.place())
        .with("id", session.id().toString())
        .with("state", session.state().name())
        .with("since", micros(session.since()))
        .with("live", session.run().live())
        .with("incarnation", session.run().number())
        .with("person", origin.person())
        .with("body", Json.write(session))
        .run();
  }

  Optional<Session> session(SessionId id) {
    return sql.ask("SELECT body FROM sessions WHERE id = :id")
        .with("id", id.toString())
        .first(body(Session.class));
  }

  List<Session> like(String prefix, int atMost) {
    // '~' sorts after every character of an id.
    return sql.ask(
            """
            SELECT body FROM sessions WHERE id >= :prefix AND id < :prefix || '~'
            ORDER BY seq DESC LIMIT :atMost
            """)
        .with("prefix", prefix.toLowerCase(Locale.ROOT))
        .with("atMost", atMost)
        .list(body(Session.class));
  }

  List<Session> board(int atMost) {
    return sql.ask(
            """
            SELECT body FROM sessions
            WHERE state NOT IN %1$s
               OR seq IN (SELECT seq FROM sessions WHERE state IN %1$s ORDER BY seq DESC
                          LIMIT max(0, :atMost - (SELECT count(*) FROM sessions WHERE state NOT IN %1$s)))
            ORDER BY seq DESC
            """
                .formatted(OVER))
        .with("atMost", atMost)
        .list(body(Session.class));
  }

  int live() {
    return sql.ask("SELECT count(*) FROM sessions WHERE live = 1 OR state = 'STARTING'")
        .one(row -> row.getInt(1));
  }

  List<SessionId> waiting() {
    return sql.ask("SELECT id FROM sessions WHERE state = 'QUEUED' ORDER BY since, seq")
        .list(row -> new SessionId(UUID.fromString(row.getString("id"))));
  }

  List<Session> tended() {
    return sql.ask(
            "SELECT body FROM sessions WHERE live = 1 OR state NOT IN " + OVER + " ORDER BY seq")
        .list(body(Session.class));
  }

  Optional<Session> newestIn(Place chat) {
    return Columns.at(
            sql.ask(
                """
                SELECT body FROM sessions WHERE channel = :channel AND chat = :chat
                  AND (:thread = '' OR thread = :thread)
                ORDER BY seq DESC LIMIT 1
                """),
            chat)
        .first(body(Session.class));
  }

  Optional<Session> newestIn(Place chat, String person) {
    return Columns.at(
            sql.ask(
                """
                SELECT body FROM sessions WHERE channel = :channel AND chat = :chat
                  AND (:thread = '' OR thread = :thread) AND person = :person
                ORDER BY seq DESC LIMIT 1
                """),
            chat)
        .with("person", person)
        .first(body(Session.class));
  }

  Map<State, Long> byState() {
    var counts = new EnumMap<State, Long>(State.class);
    for (var state : State.values()) {
      counts.put(state, 0L);
    }
    sql.ask("SELECT state, count(*) AS many FROM sessions GROUP BY state")
        .list(row -> Map.entry(State.valueOf(row.getString("state")), row.getLong("many")))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  void put(Prompt prompt) {
    sql.ask(
            """
            INSERT INTO prompts (id, session, open, body) VALUES (:id, :session, :open, :body)
            ON CONFLICT (id) DO UPDATE SET
              session = excluded.session, open = excluded.open, body = excluded.body
            """)
        .with("id", prompt.id().toString())
        .with("session", prompt.session().toString())
        .with("open", prompt.stage().isOpen())
        .with("body", Json.write(prompt))
        .run();
  }

  Optional<Prompt> prompt(InputId id) {
    return sql.ask("SELECT body FROM prompts WHERE id = :id")
        .with("id", id.toString())
        .first(body(Prompt.class));
  }

  List<Prompt> openPrompts(SessionId session) {
    return sql.ask("SELECT body FROM prompts WHERE session = :session AND open = 1 ORDER BY seq")
        .with("session", session.toString())
        .list(body(Prompt.class));
  }

  void put(Request request) {
    var settled = request.settled();
    sql.ask(
            """
            INSERT INTO requests (id, session, open, unseen, body)
            VALUES (:id, :session, :open, :unseen, :body)
            ON CONFLICT (id) DO UPDATE SET
              session = excluded.session, open = excluded.open, unseen = excluded.unseen,
              body = excluded.body
            """)
        .with("id", request.id().toString())
        .with("session", request.session().toString())
        .with("open", request.isOpen())
        .with("unseen", settled != null && settled.how() == Request.How.ANSWERED && !settled.seen())
        .with("body", Json.write(request))
        .run();
  }

  Optional<Request> request(UUID id) {
    return sql.ask("SELECT body FROM requests WHERE id = :id")
        .with("id", id.toString())
        .first(body(Request.class));
  }

  List<Request> openRequests(SessionId session) {
    return sql.ask("SELECT body FROM requests WHERE session = :session AND open = 1 ORDER BY seq")
        .with("session", session.toString())
        .list(body(Request.class));
  }

  List<Request> unseenVerdicts(SessionId session) {
    return sql.ask("SELECT body FROM requests WHERE session = :session AND unseen = 1 ORDER BY seq")
        .with("session", session.toString())
        .list(body(Request.class));
  }

  void put(String token, Action action) {
    sql.ask(
            """
            INSERT INTO actions (token, body) VALUES (:token, :body)
            ON CONFLICT (token) DO NOTHING
            """)
        .with("token", token)
        .with("body", Json.write(action))
        .run();
  }

  Optional<Action> action(String token) {
    return sql.ask("SELECT body FROM actions WHERE token = :token")
        .with("token", token)
        .first(body(Action.class));
  }
}
