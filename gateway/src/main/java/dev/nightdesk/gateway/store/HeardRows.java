package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Where people were heard, so that what they say while we are away can be read afterwards.
final class HeardRows {
  private final Handle handle;

  HeardRows(Handle handle) {
    this.handle = handle;
  }

  /// A message that came late does not make the place's newest older. Commands that came as no
  /// message have no place among messages.
  void note(Inbound.Said said, Instant at) {
    if (said.message().message().startsWith(Inbound.NO_MESSAGE)) {
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
        .bind("message", said.message().message())
        .bind("at", micros(at))
        .execute();
  }

  /// Of a session's thread in which nobody spoke yet the newest is the message it hangs under.
  List<MessageRef> since(ChannelId channel, Instant oldest, int atMost) {
    return handle
        .createQuery(
            """
            SELECT channel, chat, thread, message, at FROM heard
            WHERE channel = :channel AND at >= :oldest
            UNION ALL
            SELECT bindings.channel, bindings.chat, bindings.thread, bindings.thread, sessions.since
            FROM bindings JOIN sessions ON sessions.id = bindings.session
            WHERE bindings.channel = :channel AND bindings.thread <> '' AND sessions.since >= :oldest
              AND NOT EXISTS (SELECT 1 FROM heard
                              WHERE heard.channel = bindings.channel AND heard.chat = bindings.chat
                                AND heard.thread = bindings.thread)
            ORDER BY at DESC LIMIT :atMost
            """)
        .bind("channel", channel.value())
        .bind("oldest", micros(oldest))
        .bind("atMost", atMost)
        .map((row, _) -> new MessageRef(Columns.place(row), row.getString("message")))
        .list();
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
