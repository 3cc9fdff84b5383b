package dev.nightdesk.gateway.store;

import java.sql.SQLException;

/// A statement failed. The statement is told, its values are not: they may be people's words.
final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SqlFailure(String statement, SQLException cause) {
    super(cause.getMessage() + " in: " + statement.strip(), cause);
  }
}
