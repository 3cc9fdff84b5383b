package dev.nightdesk.gateway.store;

import dev.nightdesk.gateway.store.StoreUnavailable.Reason;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/// Tells the store's troubles from a job's own mistakes.
final class Trouble {
  private Trouble() {}

  /// The exception to throw: what the disk, the file or another process is to blame for becomes
  /// [StoreUnavailable], a job's own exception stays as it is.
  static RuntimeException of(RuntimeException failure) {
    var cause = sqlCause(failure);
    if (cause == null || failure instanceof StoreUnavailable || failure instanceof StoreRefused) {
      return failure;
    }
    var reason = reason(cause);
    return reason == null ? failure : new StoreUnavailable(reason, words(reason, cause), failure);
  }

  static RuntimeException of(SQLException failure) {
    if (primary(failure) == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return new StoreRefused(
          "The database file is no database. Restore it from a copy, or move it away.", failure);
    }
    var found = reason(failure);
    var reason = found == null ? Reason.BROKEN : found;
    return new StoreUnavailable(reason, words(reason, failure), failure);
  }

  /// A commit is also refused for a broken rule of the tables, which is a job's own mistake.
  static RuntimeException ofCommit(SQLException failure) {
    return reason(failure) == null ? new IllegalStateException(failure) : of(failure);
  }

  private static @Nullable SQLException sqlCause(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  /// An extended code has its primary one in the lowest byte.
  private static int primary(SQLException failure) {
    return failure.getErrorCode() & 0xff;
  }

  private static @Nullable Reason reason(SQLException failure) {
    int code = primary(failure);
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return Reason.FULL;
    } else if (code == SQLiteErrorCode.SQLITE_BUSY.code
        || code == SQLiteErrorCode.SQLITE_LOCKED.code
        || code == SQLiteErrorCode.SQLITE_PROTOCOL.code) {
      return Reason.BUSY;
    } else if (code == SQLiteErrorCode.SQLITE_IOERR.code
        || code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code
        || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || code == SQLiteErrorCode.SQLITE_READONLY.code
        || code == SQLiteErrorCode.SQLITE_PERM.code
        || code == SQLiteErrorCode.SQLITE_NOMEM.code) {
      return Reason.BROKEN;
    }
    return null;
  }

  private static String words(Reason reason, SQLException cause) {
    return switch (reason) {
      case FULL ->
          "The disk is full, so nothing can be stored. Free some space; I go on by myself.";
      case BUSY -> "Another program holds the database. Close it there; I go on by myself.";
      case BROKEN ->
          "The database cannot be read or written (%s). Look at the disk it is on."
              .formatted(cause.getMessage());
      case CLOSED -> "The store is closed.";
    };
  }
}
