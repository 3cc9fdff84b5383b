package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.body;
import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Action;
import dev.nightdesk.gateway.desk.Prompt;
import dev.nightdesk.gateway.desk.Request;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.store.Recall.Topic;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;

/// Sessions, what people said to them, what they ask, and the buttons.
final class SessionRows {
  /// As [State#isOver]; a test compares the two.
  static final String OVER = "('COMPLETED', 'FAILED', 'STOPPED')";

  private static final String BODY = "body";
  private static final String BEFORE = "before";
  private static final String EVERYBODY = "everybody";

  private final Handle handle;
  private final Recall recall;

  SessionRows(Handle handle, Recall recall) {
    this.handle = handle;
    this.recall = recall;
  }

  void put(Session session) {
    var before = session(session.id());
    if (before.equals(Optional.of(session))) {
      return;
    }
    write(session);
    recall.learn(Topic.SESSION, session.id(), BODY, Optional.of(session));
    if (session.state() == State.QUEUED
        || before.filter(it -> it.state() == State.QUEUED).isPresent()) {
      recall.changed(Topic.QUEUE, EVERYBODY);
    }
  }

  private void write(Session session) {
    var origin = session.origin();
    Columns.at(
            handle.createUpdate(
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
        .bind("id", session.id().toString())
        .bind("state", session.state().name())
        .bind("since", micros(session.since()))
        .bind("live", session.run().live())
        .bind("incarnation", session.run().number())
        .bind("person", origin.person())
        .bind("body", Json.write(session))
        .execute();
  }

  Optional<Session> session(SessionId id) {
    return recall.answer(Topic.SESSION, id, BODY, () -> stored(id));
  }

  private Optional<Session> stored(SessionId id) {
    return handle
        .createQuery("SELECT body FROM sessions WHERE id = :id")
        .bind("id", id.toString())
        .map(body(Session.class))
        .findOne();
  }

  List<Session> like(String prefix, int atMost) {
    // '~' sorts after every character of an id.
    return handle
        .createQuery(
            """
            SELECT body FROM sessions WHERE id >= :prefix AND id < :prefix || '~'
            ORDER BY seq DESC LIMIT :atMost
            """)
        .bind("prefix", prefix.toLowerCase(Locale.ROOT))
        .bind("atMost", atMost)
        .map(body(Session.class))
        .list();
  }

  List<Session> board(int atMost) {
    return handle
        .createQuery(
            """
            SELECT body FROM sessions
            WHERE state NOT IN %s
               OR seq IN (SELECT seq FROM sessions WHERE state = 'FAILED'
                          ORDER BY seq DESC LIMIT :atMost)
               OR seq IN (SELECT seq FROM sessions WHERE state IN ('COMPLETED', 'STOPPED')
                          ORDER BY seq DESC LIMIT :atMost)
            ORDER BY seq DESC
            """
                .formatted(OVER))
        .bind("atMost", atMost)
        .map(body(Session.class))
        .list();
  }

  Map<State, Integer> counts() {
    return handle
        .createQuery("SELECT state, count(*) AS count FROM sessions GROUP BY state")
        .setMapKeyColumn("state")
        .setMapValueColumn("count")
        .collectInto(new GenericType<Map<State, Integer>>() {});
  }

  int live() {
    return handle
        .createQuery("SELECT count(*) FROM sessions WHERE live = 1 OR state = 'STARTING'")
        .mapTo(int.class)
        .one();
  }

  List<SessionId> waiting() {
    return recall.answer(Topic.QUEUE, EVERYBODY, BODY, this::queue);
  }

  private List<SessionId> queue() {
    return handle
        .createQuery("SELECT id FROM sessions WHERE state = 'QUEUED' ORDER BY since, seq")
        .map((row, _) -> new SessionId(UUID.fromString(row.getString("id"))))
        .list();
  }

  List<Session> tended() {
    return handle
        .createQuery(
            "SELECT body FROM sessions WHERE live = 1 OR state NOT IN " + OVER + " ORDER BY seq")
        .map(body(Session.class))
        .list();
  }

  Optional<Session> newestIn(Place chat) {
    return Columns.at(
            handle.createQuery(
                """
                SELECT body FROM sessions WHERE channel = :channel AND chat = :chat
                  AND (:thread = '' OR thread = :thread)
                ORDER BY seq DESC LIMIT 1
                """),
            chat)
        .map(body(Session.class))
        .findOne();
  }

  /// Which one it is never changes: they stand in the order of their dispatch.
  Optional<Session> before(Session session) {
    return recall
        .answer(Topic.SESSION, session.id(), BEFORE, () -> storedBefore(session))
        .flatMap(this::session);
  }

  private Optional<SessionId> storedBefore(Session session) {
    return Columns.at(
            handle.createQuery(
                """
                SELECT id FROM sessions WHERE channel = :channel AND chat = :chat
                  AND person = :person AND id <> :id
                  AND seq <= ifnull((SELECT seq FROM sessions WHERE id = :id), 9e18)
                ORDER BY seq DESC LIMIT 1
                """),
            session.origin().place())
        .bind("person", session.origin().person())
        .bind("id", session.id().toString())
        .map((row, _) -> new SessionId(UUID.fromString(row.getString("id"))))
        .findOne();
  }

  Optional<Session> newestIn(Place chat, String person) {
    return Columns.at(
            handle.createQuery(
                """
                SELECT body FROM sessions WHERE channel = :channel AND chat = :chat
                  AND (:thread = '' OR thread = :thread) AND person = :person
                ORDER BY seq DESC LIMIT 1
                """),
            chat)
        .bind("person", person)
        .map(body(Session.class))
        .findOne();
  }

  Map<State, Long> byState() {
    var counts = new EnumMap<State, Long>(State.class);
    for (var state : State.values()) {
      counts.put(state, 0L);
    }
    handle
        .createQuery("SELECT state, count(*) AS many FROM sessions GROUP BY state")
        .map((row, _) -> Map.entry(State.valueOf(row.getString("state")), row.getLong("many")))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  void put(Prompt prompt) {
    // It may have been another session's: a person can move it.
    Optional<Prompt> before = prompt(prompt.id());
    if (Optional.of(prompt).equals(before)) {
      return;
    }
    write(prompt);
    if (before.filter(was -> !was.session().equals(prompt.session())).isPresent()) {
      recall.changed(Topic.OPEN_PROMPTS, before.get().session());
      recall.changed(Topic.OPEN_PROMPTS, prompt.session());
    } else {
      recall.follow(
          Topic.OPEN_PROMPTS,
          prompt.session(),
          (_, answer) -> openAfter(prompt, before.isEmpty(), answer));
    }
    recall.learn(Topic.PROMPT, prompt.id(), BODY, Optional.of(prompt));
  }

  @SuppressWarnings("unchecked") // as they are asked below
  private static @Nullable Object openAfter(Prompt prompt, boolean isNew, Object answer) {
    return Recall.rowWritten(
        (List<Prompt>) answer,
        prompt,
        it -> it.id().equals(prompt.id()),
        prompt.stage().isOpen(),
        isNew);
  }

  private void write(Prompt prompt) {
    handle
        .createUpdate(
            """
            INSERT INTO prompts (id, session, open, body) VALUES (:id, :session, :open, :body)
            ON CONFLICT (id) DO UPDATE SET
              session = excluded.session, open = excluded.open, body = excluded.body
            """)
        .bind("id", prompt.id().toString())
        .bind("session", prompt.session().toString())
        .bind("open", prompt.stage().isOpen())
        .bind("body", Json.write(prompt))
        .execute();
  }

  Optional<Prompt> prompt(InputId id) {
    return recall.answer(Topic.PROMPT, id, BODY, () -> stored(id));
  }

  private Optional<Prompt> stored(InputId id) {
    return handle
        .createQuery("SELECT body FROM prompts WHERE id = :id")
        .bind("id", id.toString())
        .map(body(Prompt.class))
        .findOne();
  }

  List<Prompt> openPrompts(SessionId session) {
    return recall.answer(Topic.OPEN_PROMPTS, session, BODY, () -> storedPrompts(session));
  }

  private List<Prompt> storedPrompts(SessionId session) {
    return handle
        .createQuery("SELECT body FROM prompts WHERE session = :session AND open = 1 ORDER BY seq")
        .bind("session", session.toString())
        .map(body(Prompt.class))
        .list();
  }

  /// By the order in which they came; for a start of an agent, so it may look through the table.
  List<InputId> finishedPrompts(SessionId session, int atMost) {
    return handle
        .createQuery(
            """
            SELECT id FROM prompts WHERE session = :session AND open = 0
            ORDER BY seq DESC LIMIT :atMost
            """)
        .bind("session", session.toString())
        .bind("atMost", atMost)
        .map((row, _) -> new InputId(UUID.fromString(row.getString("id"))))
        .list();
  }

  void put(Request request) {
    handle
        .createUpdate(
            """
            INSERT INTO requests (id, session, open, unseen, body)
            VALUES (:id, :session, :open, :unseen, :body)
            ON CONFLICT (id) DO UPDATE SET
              session = excluded.session, open = excluded.open, unseen = excluded.unseen,
              body = excluded.body
            """)
        .bind("id", request.id().toString())
        .bind("session", request.session().toString())
        .bind("open", request.isOpen())
        .bind("unseen", request.isUnseen())
        .bind("body", Json.write(request))
        .execute();
    recall.changed(Topic.REQUESTS, request.session());
  }

  Optional<Request> request(UUID id) {
    return handle
        .createQuery("SELECT body FROM requests WHERE id = :id")
        .bind("id", id.toString())
        .map(body(Request.class))
        .findOne();
  }

  List<Request> openRequests(SessionId session) {
    return recall.answer(Topic.REQUESTS, session, "open", () -> storedRequests(session));
  }

  private List<Request> storedRequests(SessionId session) {
    return handle
        .createQuery("SELECT body FROM requests WHERE session = :session AND open = 1 ORDER BY seq")
        .bind("session", session.toString())
        .map(body(Request.class))
        .list();
  }

  List<Request> unseenVerdicts(SessionId session) {
    return recall.answer(Topic.REQUESTS, session, "unseen", () -> storedVerdicts(session));
  }

  private List<Request> storedVerdicts(SessionId session) {
    return handle
        .createQuery(
            "SELECT body FROM requests WHERE session = :session AND unseen = 1 ORDER BY seq")
        .bind("session", session.toString())
        .map(body(Request.class))
        .list();
  }

  void put(String token, Action action) {
    handle
        .createUpdate(
            """
            INSERT INTO actions (token, body) VALUES (:token, :body)
            ON CONFLICT (token) DO NOTHING
            """)
        .bind("token", token)
        .bind("body", Json.write(action))
        .execute();
  }

  Optional<Action> action(String token) {
    return handle
        .createQuery("SELECT body FROM actions WHERE token = :token")
        .bind("token", token)
        .map(body(Action.class))
        .findOne();
  }
}
