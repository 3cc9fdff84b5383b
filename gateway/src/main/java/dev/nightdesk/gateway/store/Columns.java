package dev.nightdesk.gateway.store;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// How values stand in columns.
final class Columns {
  private Columns() {}

  /// Cut, never rounded up: what is due at a time is due at its column.
  static long micros(Instant at) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    } catch (DateTimeException | ArithmeticException beyond) {
      return at.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : instant(micros);
  }

  static Place place(ResultSet row) throws SQLException {
    return new Place(
        new ChannelId(row.getString("channel")), row.getString("chat"), row.getString("thread"));
  }

  /// Gives a place to `:channel`, `:chat` and `:thread`.
  static <S extends SqlStatement<S>> S at(S statement, Place place) {
    return statement
        .bind("channel", place.channel().value())
        .bind("chat", place.chat())
        .bind("thread", place.thread());
  }

  static <T> RowMapper<T> body(Class<T> type) {
    return (row, _) -> Json.read(row.getString("body"), type);
  }
}
