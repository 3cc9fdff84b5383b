package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.body;

import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Capture;
import dev.nightdesk.sessions.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of places.
final class PlaceRows {
  private final Sql sql;

  PlaceRows(Sql sql) {
    this.sql = sql;
  }

  void bind(Place place, @Nullable SessionId session) {
    Columns.at(
            sql.ask(
                """
                DELETE FROM bindings
                WHERE channel = :channel AND chat = :chat AND thread = :thread
                """),
            place)
        .run();
    if (session != null) {
      Columns.at(
              sql.ask(
                  """
                  INSERT INTO bindings (channel, chat, thread, session)
                  VALUES (:channel, :chat, :thread, :session)
                  """),
              place)
          .with("session", session.toString())
          .run();
    }
  }

  Optional<SessionId> bound(Place place) {
    return Columns.at(
            sql.ask(
                """
                SELECT session FROM bindings
                WHERE channel = :channel AND chat = :chat AND thread = :thread
                """),
            place)
        .first(row -> new SessionId(UUID.fromString(row.getString("session"))));
  }

  /// Groups are enabled as a whole.
  void enable(Place place, boolean enabled, String by) {
    Columns.at(
            sql.ask(
                """
                INSERT INTO places (channel, chat, thread, enabled, enabled_by)
                VALUES (:channel, :chat, :thread, :enabled, :by)
                ON CONFLICT (channel, chat, thread) DO UPDATE SET
                  enabled = excluded.enabled, enabled_by = excluded.enabled_by
                """),
            place.wholeChat())
        .with("enabled", enabled)
        .with("by", by)
        .run();
  }

  boolean isEnabled(Place place) {
    return Columns.at(
            sql.ask(
                """
                SELECT count(*) FROM places WHERE enabled = 1
                  AND channel = :channel AND chat = :chat AND thread = :thread
                """),
            place.wholeChat())
        .one(row -> row.getBoolean(1));
  }

  /// A muted chat mutes its threads; who is heard in a thread proves that its chat is there too.
  void mute(Place place, boolean muted) {
    if (muted) {
      Columns.at(
              sql.ask(
                  """
                  INSERT INTO places (channel, chat, thread, muted)
                  VALUES (:channel, :chat, :thread, 1)
                  ON CONFLICT (channel, chat, thread) DO UPDATE SET muted = 1
                  """),
              place)
          .run();
    } else {
      Columns.at(
              sql.ask(
                  """
                  UPDATE places SET muted = 0
                  WHERE channel = :channel AND chat = :chat AND thread IN ('', :thread)
                  """),
              place)
          .run();
    }
  }

  boolean isMuted(Place place) {
    return Columns.at(
            sql.ask(
                """
                SELECT count(*) > 0 FROM places WHERE muted = 1
                  AND channel = :channel AND chat = :chat AND thread IN ('', :thread)
                """),
            place)
        .one(row -> row.getBoolean(1));
  }

  void meet(String person, Place place) {
    Columns.at(
            sql.ask(
                """
                INSERT INTO private_places (person, channel, chat, thread)
                VALUES (:person, :channel, :chat, :thread)
                ON CONFLICT (person) DO UPDATE SET
                  channel = excluded.channel, chat = excluded.chat, thread = excluded.thread
                """),
            place)
        .with("person", person)
        .run();
  }

  Optional<Place> privatePlaceOf(String person) {
    return sql.ask("SELECT channel, chat, thread FROM private_places WHERE person = :person")
        .with("person", person)
        .first(row -> Columns.place(row));
  }

  void put(Capture capture) {
    Columns.at(
            sql.ask(
                """
                INSERT INTO captures (channel, chat, thread, body)
                VALUES (:channel, :chat, :thread, :body)
                ON CONFLICT (body) DO NOTHING
                """),
            capture.place())
        .with("body", Json.write(capture))
        .run();
  }

  void drop(Capture capture) {
    sql.ask("DELETE FROM captures WHERE body = :body").with("body", Json.write(capture)).run();
  }

  List<Capture> captures(Place place) {
    return Columns.at(
            sql.ask(
                """
                SELECT body FROM captures
                WHERE channel = :channel AND chat = :chat AND thread = :thread ORDER BY seq
                """),
            place)
        .list(body(Capture.class));
  }
}
