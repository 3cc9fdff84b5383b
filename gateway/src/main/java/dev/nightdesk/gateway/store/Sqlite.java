package dev.nightdesk.gateway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/// One connection to the file, used by one platform thread.
final class Sqlite implements AutoCloseable {
  /// How long a lock of another process is waited for.
  static final Duration BUSY_TIMEOUT = Duration.ofSeconds(2);

  /// The write-ahead log is cut to this when it was emptied.
  static final long MAX_IDLE_WAL_BYTES = 4L << 20;

  private final Connection connection;
  private final Handle handle;
  private final Recall recall;
  private final SqlTx tx;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement savepoint;
  private final PreparedStatement release;
  private final PreparedStatement rollbackTo;

  private Sqlite(Connection connection, String begin, Recall recall, Surroundings surroundings)
      throws SQLException {
    this.connection = connection;
    this.handle = Jdbi.create(connection).open();
    handle.setStatementBuilder(new KeptStatements());
    handle.getConfig(Arguments.class).register(new PlainArguments());
    // No text of ours is a template.
    handle.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
    this.recall = recall;
    this.tx = new SqlTx(handle, recall, surroundings);
    this.begin = connection.prepareStatement(begin);
    this.commit = connection.prepareStatement("COMMIT");
    this.savepoint = connection.prepareStatement("SAVEPOINT job");
    this.release = connection.prepareStatement("RELEASE job");
    this.rollbackTo = connection.prepareStatement("ROLLBACK TO job");
  }

  /// Opens the file for the one writer, and migrates it.
  static Sqlite writing(Path file, Surroundings surroundings) {
    // IMMEDIATE: a lock is refused at the beginning and not in the middle of a job.
    var sqlite = open(file, config(), "BEGIN IMMEDIATE", Recall.ofTheWriter(), surroundings);
    try {
      Migrations.run(sqlite.handle, file.toString());
      return sqlite;
    } catch (RuntimeException failure) {
      sqlite.close();
      throw Trouble.of(failure);
    }
  }

  static Sqlite reading(Path file, Surroundings surroundings) {
    var sqlite = open(file, config(), "BEGIN", Recall.none(), surroundings);
    sqlite.handle.execute("PRAGMA query_only = 1");
    return sqlite;
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    // NORMAL may forget the last commits when the power goes, and they were acknowledged.
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    config.setJournalSizeLimit((int) MAX_IDLE_WAL_BYTES);
    config.setTempStore(TempStore.MEMORY);
    // Nobody asks; the driver would look for one after every insert.
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static Sqlite open(
      Path file, SQLiteConfig config, String begin, Recall recall, Surroundings surroundings) {
    try {
      var connection = config.createConnection("jdbc:sqlite:" + file);
      var sqlite = new Sqlite(connection, begin, recall, surroundings);
      if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac")) {
        // There, a plain fsync leaves the bytes in the drive's cache.
        sqlite.handle.execute("PRAGMA fullfsync = 1");
        sqlite.handle.execute("PRAGMA checkpoint_fullfsync = 1");
      }
      return sqlite;
    } catch (SQLException failure) {
      throw Trouble.of(failure);
    }
  }

  /// Runs jobs between one begin and one commit. Of a job that throws nothing is kept, and the
  /// others notice nothing.
  ///
  /// @throws StoreUnavailable when SQLite cannot work; nothing of any job was kept then
  /// @throws RuntimeException when the commit breaks a rule of the tables; nothing was kept then,
  ///   and which job is to blame is not known
  void transact(List<Job<?>> together) {
    try {
      begin.execute();
      for (var job : together) {
        runApart(job);
      }
      commit.execute();
    } catch (SQLException failure) {
      undo(failure);
      throw Trouble.ofCommit(failure);
    } catch (RuntimeException failure) {
      undo(failure);
      throw Trouble.of(failure);
    } catch (Error failure) {
      undo(failure);
      throw failure;
    }
  }

  private void runApart(Job<?> job) throws SQLException {
    savepoint.execute();
    try {
      job.run(tx);
    } catch (RuntimeException failure) {
      var trouble = Trouble.of(failure);
      if (trouble instanceof StoreUnavailable) {
        // SQLite may have rolled back everything.
        throw trouble;
      }
      job.failed(trouble);
    } catch (Error failure) {
      job.failed(failure);
    }
    if (job.hasFailed()) {
      recall.forget();
      rollbackTo.execute();
    }
    release.execute();
  }

  private void undo(Throwable because) {
    recall.forget();
    rollback(handle, because);
  }

  static void rollback(Handle handle, Throwable because) {
    try {
      handle.execute("ROLLBACK");
    } catch (RuntimeException alreadyGone) {
      // After a full disk SQLite has rolled back by itself.
      because.addSuppressed(alreadyGone);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw Trouble.of(failure);
    }
  }
}
