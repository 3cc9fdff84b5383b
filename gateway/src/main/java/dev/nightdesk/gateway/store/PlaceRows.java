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

  void watch(SessionId session, Place place, @Nullable String person) {
    recall.changed(Topic.PLACES);
    Columns.at(
            handle.createUpdate(
                """
                DELETE FROM watches WHERE session = :session
                  AND channel = :channel AND chat = :chat AND thread = :thread
                """),
            place)
        .bind("session", session.toString())
        .execute();
    if (person != null) {
      Columns.at(
              handle.createUpdate(
                  """
                  INSERT INTO watches (session, channel, chat, thread, person)
                  VALUES (:session, :channel, :chat, :thread, :person)
                  """),
              place)
          .bind("session", session.toString())
          .bind("person", person)
          .execute();
    }
  }

  /// Of whoever is on the list, in their own room or where they may be heard.
  List<Place> watchers(SessionId session) {
    return recall.answer(Topic.PLACES, session, "watchers", () -> storedWatchers(session));
  }

  private List<Place> storedWatchers(SessionId session) {
    return handle
        .createQuery(
            """
            SELECT channel, chat, thread FROM watches
            WHERE session = :session AND person IN (SELECT name FROM persons)
              AND (EXISTS (SELECT 1 FROM places
                           WHERE places.channel = watches.channel AND places.chat = watches.chat
                             AND places.thread = '' AND places.enabled = 1)
                OR EXISTS (SELECT 1 FROM private_places AS room
                           WHERE room.person = watches.person
                             AND room.channel = watches.channel AND room.chat = watches.chat))
            ORDER BY rowid
            """)
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
                INSERT INTO private_places (person, channel, chat, thread, used)
                VALUES (:person, :channel, :chat, :thread,
                        (SELECT coalesce(max(used), 0) + 1 FROM private_places))
                ON CONFLICT (person, channel) DO UPDATE SET
                  chat = excluded.chat, thread = excluded.thread, used = excluded.used
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
        .createQuery(
            """
            SELECT channel, chat, thread FROM private_places WHERE person = :person
            ORDER BY used DESC LIMIT 1
            """)
        .bind("person", person)
        .map((row, _) -> Columns.place(row))
        .findOne();
  }

  boolean isPrivate(Place place, String person) {
    return recall.answer(Topic.PLACES, place, person, () -> storedIsPrivate(place, person));
  }

  private boolean storedIsPrivate(Place place, String person) {
    return Columns.at(
            handle.createQuery(
                """
                SELECT count(*) > 0 FROM private_places WHERE person = :person
                  AND channel = :channel AND chat = :chat AND :thread = :thread
                """),
            place)
        .bind("person", person)
        .mapTo(boolean.class)
        .one();
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
