package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// Where people were heard, so that what they say while we are away can be read afterwards.
final class HeardRows {
  /// What a command's id is among messages, where it has a place there.
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

  private final Handle handle;

  HeardRows(Handle handle) {
    this.handle = handle;
  }

  /// A message that came late does not make the place's newest older, and none moves the mark from
  /// which on a place is to be read.
  void note(Inbound.Said said, Instant at) {
    String id = said.message().message();
    String message = id.startsWith(Inbound.NO_MESSAGE) ? id.substring(1) : id;
    if (message.length() < id.length() && !NUMBER.matcher(message).matches()) {
      return;
    }
    Columns.at(
            handle.createUpdate(
                """
                INSERT INTO heard (channel, chat, thread, message, at)
                VALUES (:channel, :chat, :thread, :message, :at)
                ON CONFLICT (channel, chat, thread) DO UPDATE SET
                  message = excluded.message, at = excluded.at
                WHERE length(excluded.message) > length(heard.message)
                   OR (length(excluded.message) = length(heard.message)
                       AND excluded.message > heard.message)
                """),
            said.place())
        .bind("message", message)
        .bind("at", micros(at))
        .execute();
  }

  /// Only places that people on the list are to be heard in: strangers must not push them out. Of a
  /// session's thread in which nobody spoke yet the newest is the message it hangs under.
  void lost(ChannelId channel, Instant oldest) {
    handle
        .createUpdate(
            """
            INSERT INTO heard (channel, chat, thread, message, at)
            SELECT bindings.channel, bindings.chat, bindings.thread, bindings.thread, sessions.since
            FROM bindings JOIN sessions ON sessions.id = bindings.session
            WHERE bindings.channel = :channel AND bindings.thread <> ''
              AND sessions.since >= :oldest
            ON CONFLICT (channel, chat, thread) DO NOTHING
            """)
        .bind("channel", channel.value())
        .bind("oldest", micros(oldest))
        .execute();
    handle
        .createUpdate(
            """
            UPDATE heard SET unread = message
            WHERE channel = :channel AND at >= :oldest AND unread IS NULL
              AND (EXISTS (SELECT 1 FROM places
                           WHERE places.channel = heard.channel AND places.chat = heard.chat
                             AND places.thread = '' AND places.enabled = 1)
                OR EXISTS (SELECT 1 FROM private_places AS room
                           WHERE room.channel = heard.channel AND room.chat = heard.chat)
                OR EXISTS (SELECT 1 FROM bindings
                           WHERE bindings.channel = heard.channel AND bindings.chat = heard.chat
                             AND bindings.thread = heard.thread))
            """)
        .bind("channel", channel.value())
        .bind("oldest", micros(oldest))
        .execute();
  }

  List<MessageRef> unread(ChannelId channel, int atMost) {
    return handle
        .createQuery(
            """
            SELECT channel, chat, thread, unread FROM heard
            WHERE channel = :channel AND unread IS NOT NULL ORDER BY at DESC LIMIT :atMost
            """)
        .bind("channel", channel.value())
        .bind("atMost", atMost)
        .map((row, _) -> new MessageRef(Columns.place(row), row.getString("unread")))
        .list();
  }

  void caughtUp(Place place) {
    Columns.at(
            handle.createUpdate(
                """
                UPDATE heard SET unread = NULL
                WHERE channel = :channel AND chat = :chat AND thread = :thread
                """),
            place)
        .execute();
  }

  /// Another account's messages are numbered anew, or are not ours to read.
  void forget(ChannelId channel) {
    handle
        .createUpdate("DELETE FROM heard WHERE channel = :channel")
        .bind("channel", channel.value())
        .execute();
  }

  int sweep(Instant oldest, int atMost) {
    return handle
        .createUpdate(
            """
            DELETE FROM heard WHERE rowid IN
              (SELECT rowid FROM heard WHERE at < :oldest ORDER BY at LIMIT :atMost)
            """)
        .bind("oldest", micros(oldest))
        .bind("atMost", atMost)
        .execute();
  }
}
