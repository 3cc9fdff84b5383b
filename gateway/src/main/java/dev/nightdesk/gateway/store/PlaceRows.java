package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.body;

import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Capture;
import dev.nightdesk.gateway.store.Recall.Topic;
import dev.nightdesk.sessions.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What is known of places.
final class PlaceRows {
  private final Handle handle;
  private final Recall recall;

  PlaceRows(Handle handle, Recall recall) {
    this.handle = handle;
    this.recall = recall;
  }

  void bind(Place place, @Nullable SessionId session) {
    recall.changed(Topic.PLACES);
    Columns.at(
            handle.createUpdate(
                """
                DELETE FROM bindings
                WHERE channel = :channel AND chat = :chat AND thread = :thread
                """),
            place)
        .execute();
    if (session != null) {
      Columns.at(
              handle.createUpdate(
                  """
                  INSERT INTO bindings (channel, chat, thread, session)
                  VALUES (:channel, :chat, :thread, :session)
                  """),
              place)
          .bind("session", session.toString())
          .execute();
    }
  }

  Optional<SessionId> bound(Place place) {
    return recall.answer(Topic.PLACES, place, "bound", () -> storedBinding(place));
  }

  private Optional<SessionId> storedBinding(Place place) {
    return Columns.at(
            handle.createQuery(
                """
                SELECT session FROM bindings
                WHERE channel = :channel AND chat = :chat AND thread = :thread
                """),
            place)
        .map((row, _) -> new SessionId(UUID.fromString(row.getString("session"))))
        .findOne();
  }

  void watch(SessionId session, Place place, boolean on) {
    recall.changed(Topic.PLACES);
    String statement =
        on
            ? """
            INSERT INTO watches (session, channel, chat, thread)
            VALUES (:session, :channel, :chat, :thread)
            ON CONFLICT (session, channel, chat, thread) DO NOTHING
            """
            : """
            DELETE FROM watches WHERE session = :session
              AND channel = :channel AND chat = :chat AND thread = :thread
            """;
    Columns.at(handle.createUpdate(statement), place).bind("session", session.toString()).execute();
  }

  List<Place> watchers(SessionId session) {
    return recall.answer(Topic.PLACES, session, "watchers", () -> storedWatchers(session));
  }

  private List<Place> storedWatchers(SessionId session) {
    return handle
        .createQuery(
            "SELECT channel, chat, thread FROM watches WHERE session = :session ORDER BY rowid")
        .bind("session", session.toString())
        .map((row, _) -> Columns.place(row))
        .list();
  }

  /// Groups are enabled as a whole.
  void enable(Place place, boolean enabled, String by) {
    recall.changed(Topic.PLACES);
    Columns.at(
            handle.createUpdate(
                """
                INSERT INTO places (channel, chat, thread, enabled, enabled_by)
                VALUES (:channel, :chat, :thread, :enabled, :by)
                ON CONFLICT (channel, chat, thread) DO UPDATE SET
                  enabled = excluded.enabled, enabled_by = excluded.enabled_by
                """),
            place.wholeChat())
        .bind("enabled", enabled)
        .bind("by", by)
        .execute();
  }

  boolean isEnabled(Place place) {
    return recall.answer(Topic.PLACES, place, "enabled", () -> storedEnabled(place));
  }

  private boolean storedEnabled(Place place) {
    return Columns.at(
            handle.createQuery(
                """
                SELECT count(*) FROM places WHERE enabled = 1
                  AND channel = :channel AND chat = :chat AND thread = :thread
                """),
            place.wholeChat())
        .mapTo(boolean.class)
        .one();
  }

  /// A muted chat mutes its threads; who is heard in a thread proves that its chat is there too.
  void mute(Place place, boolean muted) {
    recall.changed(Topic.PLACES);
    if (muted) {
      Columns.at(
              handle.createUpdate(
                  """
                  INSERT INTO places (channel, chat, thread, muted)
                  VALUES (:channel, :chat, :thread, 1)
                  ON CONFLICT (channel, chat, thread) DO UPDATE SET muted = 1
                  """),
              place)
          .execute();
    } else {
      Columns.at(
              handle.createUpdate(
                  """
                  UPDATE places SET muted = 0
                  WHERE channel = :channel AND chat = :chat AND thread IN ('', :thread)
                  """),
              place)
          .execute();
    }
  }

  boolean isMuted(Place place) {
    return recall.answer(Topic.PLACES, place, "muted", () -> storedMuted(place));
  }

  private boolean storedMuted(Place place) {
    return Columns.at(
            handle.createQuery(
                """
                SELECT count(*) > 0 FROM places WHERE muted = 1
                  AND channel = :channel AND chat = :chat AND thread IN ('', :thread)
                """),
            place)
        .mapTo(boolean.class)
        .one();
  }

  void meet(String person, Place place) {
    recall.changed(Topic.PLACES);
    Columns.at(
            handle.createUpdate(
                """
                INSERT INTO private_places (person, channel, chat, thread)
                VALUES (:person, :channel, :chat, :thread)
                ON CONFLICT (person) DO UPDATE SET
                  channel = excluded.channel, chat = excluded.chat, thread = excluded.thread
                """),
            place)
        .bind("person", person)
        .execute();
  }

  Optional<Place> privatePlaceOf(String person) {
    return recall.answer(Topic.PLACES, person, "private", () -> storedPrivate(person));
  }

  private Optional<Place> storedPrivate(String person) {
    return handle
        .createQuery("SELECT channel, chat, thread FROM private_places WHERE person = :person")
        .bind("person", person)
        .map((row, _) -> Columns.place(row))
        .findOne();
  }

  void put(Capture capture) {
    recall.changed(Topic.PLACES);
    Columns.at(
            handle.createUpdate(
                """
                INSERT INTO captures (channel, chat, thread, body)
                VALUES (:channel, :chat, :thread, :body)
                ON CONFLICT (body) DO NOTHING
                """),
            capture.place())
        .bind("body", Json.write(capture))
        .execute();
  }

  void drop(Capture capture) {
    recall.changed(Topic.PLACES);
    handle
        .createUpdate("DELETE FROM captures WHERE body = :body")
        .bind("body", Json.write(capture))
        .execute();
  }

  List<Capture> captures(Place place) {
    return recall.answer(Topic.PLACES, place, "captures", () -> storedCaptures(place));
  }

  private List<Capture> storedCaptures(Place place) {
    return Columns.at(
            handle.createQuery(
                """
                SELECT body FROM captures
                WHERE channel = :channel AND chat = :chat AND thread = :thread ORDER BY seq
                """),
            place)
        .map(body(Capture.class))
        .list();
  }
}
