package dev.nightdesk.gateway.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Statements over one connection, for one thread. A statement is prepared once and kept; its
/// parameters are named, `:like`, and may stand in it more than once.
final class Sql {
  /// Statements kept prepared; beyond, the one unused for longest is prepared anew when needed. The
  /// store has about a hundred.
  static final int MAX_PREPARED = 256;

  private static final Pattern PARAMETER = Pattern.compile(":[a-zA-Z]+");

  private final Connection connection;
  private final Map<String, Prepared> prepared = new Recent();

  Sql(Connection connection) {
    this.connection = connection;
  }

  /// A statement that is not kept: one that is run once in a connection's life.
  void execute(String text) {
    try (var statement = connection.createStatement()) {
      statement.execute(text);
    } catch (SQLException failure) {
      throw new SqlFailure(text, failure);
    }
  }

  /// A statement whose values follow.
  Ask ask(String text) {
    return new Ask(text);
  }

  /// Makes something of the row a result stands at.
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// A statement and its values.
  final class Ask {
    private final String text;
    private final Map<String, @Nullable Object> values = new HashMap<>();

    private Ask(String text) {
      this.text = text;
    }

    /// Gives a value to a parameter: text, a whole number, a truth, bytes or nothing. One the
    /// statement does not mention is left aside.
    Ask with(String parameter, @Nullable Object value) {
      values.put(":" + parameter, value);
      return this;
    }

    /// Runs a statement that changes something.
    ///
    /// @return how many rows it changed
    int run() {
      try {
        return bound().executeUpdate();
      } catch (SQLException failure) {
        throw failed(failure);
      }
    }

    /// Every row of the answer.
    <T> List<T> list(Row<T> row) {
      var rows = new ArrayList<T>();
      each(row, rows::add);
      return rows;
    }

    /// The answer that has one row or none.
    <T> Optional<T> first(Row<T> row) {
      var rows = list(row);
      if (rows.size() > 1) {
        throw new IllegalStateException("more than one row: " + text);
      }
      return rows.stream().findFirst();
    }

    /// The answer that always has one row.
    <T> T one(Row<T> row) {
      return first(row).orElseThrow(() -> new NoSuchElementException("no row: " + text));
    }

    private <T> void each(Row<T> row, Consumer<T> out) {
      try (var answer = bound().executeQuery()) {
        while (answer.next()) {
          out.accept(row.read(answer));
        }
      } catch (SQLException failure) {
        throw failed(failure);
      }
    }

    /// The driver closes a statement that failed: it must be prepared anew.
    private SqlFailure failed(SQLException failure) {
      prepared.remove(text);
      return new SqlFailure(text, failure);
    }

    private PreparedStatement bound() throws SQLException {
      var known = prepared.get(text);
      if (known == null) {
        known = prepare(text);
        prepared.put(text, known);
      }
      for (int at = 0; at < known.parameters().size(); at++) {
        bind(known.statement(), at + 1, known.parameters().get(at));
      }
      return known.statement();
    }

    private void bind(PreparedStatement statement, int at, String parameter) throws SQLException {
      if (!values.containsKey(parameter)) {
        throw new IllegalArgumentException("no value for " + parameter + ": " + text);
      }
      switch (values.get(parameter)) {
        case null -> statement.setObject(at, null);
        case String word -> statement.setString(at, word);
        case Integer number -> statement.setLong(at, number);
        case Long number -> statement.setLong(at, number);
        case Boolean truth -> statement.setLong(at, truth ? 1 : 0);
        case byte[] bytes -> statement.setBytes(at, bytes);
        case Object other ->
            throw new IllegalArgumentException(parameter + " cannot be a " + other.getClass());
      }
    }
  }

  /// SQLite numbers parameters by their first appearance; one that stands twice has one number.
  private Prepared prepare(String text) throws SQLException {
    var parameters = PARAMETER.matcher(text).results().map(MatchResult::group).distinct().toList();
    return new Prepared(connection.prepareStatement(text), parameters);
  }

  private record Prepared(PreparedStatement statement, List<String> parameters) {}

  private static final class Recent extends LinkedHashMap<String, Prepared> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Prepared> eldest) {
      if (size() <= MAX_PREPARED) {
        return false;
      }
      try {
        eldest.getValue().statement().close();
      } catch (SQLException failure) {
        throw new SqlFailure(eldest.getKey(), failure);
      }
      return true;
    }
  }
}
