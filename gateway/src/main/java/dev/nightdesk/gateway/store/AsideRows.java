package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.micros;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.gateway.desk.Action;
import dev.nightdesk.gateway.desk.Capture;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Limit;
import dev.nightdesk.gateway.desk.Pairing;
import dev.nightdesk.gateway.desk.Prompt;
import dev.nightdesk.gateway.desk.Request;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.StopReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Takes rows that cannot be read any more out of their tables, so that nobody stumbles over them
/// again, and keeps each whole as a dead letter: a later version may read it.
final class AsideRows {
  /// Where records of a type stand.
  ///
  /// @param owner an expression for whose it is, for people
  private record Shelf(Class<?> type, String table, String column, String words, String owner) {}

  private static final String IN_PLACE = "channel || '/' || chat";

  private static final Map<String, Shelf> SHELVES =
      Stream.of(
              new Shelf(Inbound.class, "inbox", "body", "a message that waited", "lane"),
              new Shelf(Effect.class, "outbox", "body", "something to be done", "lane"),
              new Shelf(WantedCard.class, "cards", "body", "a card", IN_PLACE),
              new Shelf(MessageRef.class, "cards", "message", "a card", IN_PLACE),
              new Shelf(Session.class, "sessions", "body", "a session", "id"),
              new Shelf(Prompt.class, "prompts", "body", "a message to a session", "session"),
              new Shelf(Request.class, "requests", "body", "an agent's question", "session"),
              new Shelf(Action.class, "actions", "body", "a button", "''"),
              new Shelf(Capture.class, "captures", "body", "what the next words are for", IN_PLACE),
              new Shelf(Limit.class, "meta", "value", "the account's limit", "key"),
              new Shelf(Pairing.class, "pairing", "body", "the pairing code", "''"))
          .collect(Collectors.toUnmodifiableMap(AsideRows::origin, Function.identity()));

  private record Found(long row, String owner) {}

  /// What a dead letter keeps of rows.
  ///
  /// @param words what they were, for people, without anybody's words
  /// @param statements put the rows back
  record Kept(String words, List<String> statements) {
    Kept {
      statements = List.copyOf(statements);
    }
  }

  private final Handle handle;
  private final OutboxRows outbox;

  AsideRows(Handle handle, OutboxRows outbox) {
    this.handle = handle;
    this.outbox = outbox;
  }

  private static String origin(Shelf shelf) {
    return shelf.type().getSimpleName();
  }

  /// Puts every row aside that has this text; nothing when another did so before.
  void put(Unreadable why, Instant at) {
    Shelf shelf = SHELVES.get(why.type().getSimpleName());
    if (shelf == null) {
      return;
    }
    handle
        .createQuery(
            "SELECT rowid AS row, %s AS owner FROM %s WHERE %s = :text%s"
                .formatted(
                    shelf.owner(),
                    shelf.table(),
                    shelf.column(),
                    shelf.table().equals("inbox") ? " AND finished_at IS NULL" : ""))
        .bind("text", why.text())
        .map((row, _) -> new Found(row.getLong("row"), row.getString("owner")))
        .list()
        .forEach(found -> put(shelf, found, why, at));
  }

  private void put(Shelf shelf, Found found, Unreadable why, Instant at) {
    var kept = new ArrayList<String>();
    if (shelf.table().equals("inbox")) {
      kept.add("DELETE FROM inbox WHERE id = " + found.row());
    }
    kept.add(insertion(shelf.table(), found.row()));
    if (shelf.type().equals(Session.class)) {
      for (String table : List.of("prompts", "requests")) {
        rowsOf(table, found.owner()).forEach(row -> kept.add(insertion(table, row)));
      }
    }
    handle
        .createUpdate(
            """
            INSERT INTO dead (body, raw, stack, at, origin, told)
            VALUES (:body, :raw, :stack, :at, :origin, 0)
            """)
        .bind("body", Json.write(new Kept(words(shelf, found.owner()), kept)))
        // Whole: it is not kept anywhere else.
        .bind("raw", why.text())
        .bind("stack", stack(why))
        .bind("at", micros(at))
        .bind("origin", origin(shelf))
        .execute();
    takeOut(shelf, found, at);
  }

  private void takeOut(Shelf shelf, Found found, Instant at) {
    switch (shelf.table()) {
      // Its id stays, so that a repetition is known as one.
      case "inbox" ->
          handle
              .createUpdate("UPDATE inbox SET finished_at = :at WHERE id = :row")
              .bind("at", micros(at))
              .bind("row", found.row())
              .execute();
      case "cards" -> {
        // A reply to its message still finds the session.
        handle
            .createUpdate(
                """
                UPDATE messages SET session = (SELECT session FROM cards WHERE rowid = :row)
                WHERE session IS NULL AND card = (SELECT id FROM cards WHERE rowid = :row)
                """)
            .bind("row", found.row())
            .execute();
        delete("cards", found.row());
      }
      case "sessions" -> {
        // Nobody would listen to its agent any more.
        var id = new SessionId(UUID.fromString(found.owner()));
        outbox.add(new Effect.End(id, StopReason.SUSPEND), at, AsideRows::noLine);
        for (String table : List.of("prompts", "requests")) {
          rowsOf(table, found.owner()).forEach(row -> delete(table, row));
        }
        delete("sessions", found.row());
      }
      default -> delete(shelf.table(), found.row());
    }
  }

  private static InputLine noLine(Effect.Send send) {
    throw new IllegalStateException("an end has no line");
  }

  private List<Long> rowsOf(String table, String session) {
    return handle
        .createQuery("SELECT rowid FROM %s WHERE session = :session ORDER BY seq".formatted(table))
        .bind("session", session)
        .mapTo(Long.class)
        .list();
  }

  private void delete(String table, long row) {
    handle
        .createUpdate("DELETE FROM %s WHERE rowid = :row".formatted(table))
        .bind("row", row)
        .execute();
  }

  /// The row as a statement. A `seq` is only an order of arrival, and may be taken by then.
  private String insertion(String table, long row) {
    List<String> columns =
        handle
            .createQuery("SELECT name FROM pragma_table_info(:table) WHERE name <> 'seq'")
            .bind("table", table)
            .mapTo(String.class)
            .list();
    String values =
        columns.stream().map("quote(%s)"::formatted).collect(Collectors.joining(" || ', ' || "));
    return handle
        .createQuery(
            "SELECT 'INSERT OR IGNORE INTO %s (%s) VALUES (' || %s || ')' FROM %s WHERE rowid = :row"
                .formatted(table, String.join(", ", columns), values, table))
        .bind("row", row)
        .mapTo(String.class)
        .one();
  }

  private static String stack(Unreadable why) {
    var text = new StringWriter();
    why.printStackTrace(new PrintWriter(text));
    return text.toString().substring(0, Math.min(text.getBuffer().length(), Dead.MAX_STACK));
  }

  private static String words(Shelf shelf, String owner) {
    String whose = shelf.type().equals(Session.class) ? owner.substring(0, 8) : owner;
    return whose.isEmpty() ? shelf.words() : shelf.words() + " (" + whose + ")";
  }

  /// Puts a row back where it was, if it can be read by now.
  Dead.Retry retry(String origin, String body, String raw) {
    Shelf shelf = SHELVES.get(origin);
    if (shelf == null) {
      return new Dead.Retry.StillUnreadable();
    }
    try {
      Json.parsed(raw, shelf.type());
    } catch (Unreadable still) {
      return new Dead.Retry.StillUnreadable();
    }
    Json.parsed(body, Kept.class).statements().forEach(this::run);
    return new Dead.Retry.Restored();
  }

  /// Past the library, which would look for variables in it.
  private void run(String statement) {
    try (var plain = handle.getConnection().createStatement()) {
      plain.execute(statement);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
