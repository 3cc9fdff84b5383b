package dev.nightdesk.gateway.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/// Keeps a connection's statements as SQLite compiled them: the same few dozen are asked for again
/// and again, and compiling one takes as long as running it. One thread, one connection.
final class KeptStatements extends DefaultStatementBuilder {
  /// Beyond, statements are closed after use. There are fewer in this package.
  static final int CLOSE_BEYOND = 256;

  /// By the text the driver was given.
  private final Map<String, PreparedStatement> kept = new HashMap<>();

  /// What that text was, for those in use: Jdbi closes by the text with its named parameters.
  private final IdentityHashMap<Statement, String> lent = new IdentityHashMap<>();

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    var known = kept.remove(sql);
    var statement = known != null ? known : super.create(connection, sql, context);
    lent.put(statement, sql);
    return statement;
  }

  @Override
  public void close(Connection connection, String named, Statement statement) throws SQLException {
    var sql = lent.remove(statement);
    boolean keep =
        sql != null
            && statement instanceof PreparedStatement prepared
            && kept.size() < CLOSE_BEYOND
            && isUsable(prepared)
            && kept.putIfAbsent(sql, prepared) == null;
    if (!keep) {
      super.close(connection, named, statement);
    }
  }

  /// Forgets its values. The driver closes a statement that failed badly without saying so.
  private static boolean isUsable(PreparedStatement used) {
    try {
      used.clearParameters();
      return true;
    } catch (SQLException closed) {
      return false;
    }
  }
}
