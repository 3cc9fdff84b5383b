package dev.nightdesk.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.desk.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file on the disk: who may read it, what it is opened as, and what is refused.
class SqliteFilesTest {
  static final Surroundings NOWHERE =
      new Surroundings(
          _ -> new Traits(4096, 8, 1, 1, Traits.Threads.NONE, Set.of(), Rate.UNLIMITED),
          () -> 1L << 40,
          () -> Sample.AT);

  @TempDir Path home;

  @Test
  void aNewDatabaseAndItsDirectoryAreForTheirOwnerAlone() throws Exception {
    var file = home.resolve("a/b/nightdesk.db");
    try (var store = open(file)) {
      store.change(tx -> tx.remember("a", "b"));
      assertThat(mode(home.resolve("a/b"))).isEqualTo("rwx------");
      assertThat(mode(file)).isEqualTo("rw-------");
      assertThat(mode(home.resolve("a/b/nightdesk.db-wal"))).isEqualTo("rw-------");
      assertThat(mode(home.resolve("a/b/nightdesk.db-shm"))).isEqualTo("rw-------");
    }
  }

  @Test
  void aDatabaseOthersMayReadIsRefusedWithTheCommandThatHelps() throws Exception {
    var file = home.resolve("nightdesk.db");
    open(file).close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining("chmod 600 " + file);
  }

  @Test
  void aDirectoryOthersMayReadIsRefusedWithTheCommandThatHelps() throws Exception {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> open(home.resolve("nightdesk.db")))
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining("chmod 700 " + home);
  }

  @Test
  void theWriterUsesALogWithEveryCommitOnTheDisk() throws Exception {
    try (var sqlite = Sqlite.writing(file(), NOWHERE)) {
      assertThat(pragma(sqlite, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(sqlite, "synchronous")).isEqualTo("2");
      assertThat(pragma(sqlite, "foreign_keys")).isEqualTo("1");
      assertThat(pragma(sqlite, "journal_size_limit"))
          .isEqualTo(String.valueOf(Sqlite.MAX_IDLE_WAL_BYTES));
      assertThat(pragma(sqlite, "busy_timeout"))
          .isEqualTo(String.valueOf(Sqlite.BUSY_TIMEOUT.toMillis()));
    }
  }

  @Test
  void aReaderCannotWrite() throws Exception {
    open(file()).close();
    try (var sqlite = Sqlite.reading(file(), NOWHERE)) {
      assertThatThrownBy(() -> run(sqlite, tx -> tx.receive(Sample.said(1, "x"), Sample.AT)))
          .hasStackTraceContaining("readonly");
    }
  }

  @Test
  void aNewerVersionsDatabaseIsRefusedWithANextStep() throws Exception {
    open(file()).close();
    execute("PRAGMA user_version = 99");
    assertThatThrownBy(() -> open(file()))
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining("newer Nightdesk")
        .hasMessageContaining("Start the newer version");
  }

  @Test
  void anotherProgramsDatabaseIsRefusedAndLeftAlone() throws Exception {
    Files.createFile(
        file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    execute("CREATE TABLE poems (line TEXT)");
    assertThatThrownBy(() -> open(file()))
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining("another program");
  }

  @Test
  void whatIsNoDatabaseIsRefused() throws Exception {
    Files.createFile(
        file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file(), "not a database, ".repeat(1_000));
    assertThatThrownBy(() -> open(file()))
        .isInstanceOf(StoreRefused.class)
        .hasMessageContaining("no database");
  }

  @Test
  void openingASecondTimeKeepsEverything() throws Exception {
    byte[] key;
    try (var store = open(file())) {
      store.change(tx -> tx.receive(Sample.said(1, "hello"), Sample.AT));
      key = store.buttonKey();
    }
    try (var store = Store.open(file(), new Random(2), NOWHERE)) {
      var waiting = store.read(reads -> reads.waiting(Sample.CHAT.toString(), 10));
      assertThat(waiting).hasSize(1);
      assertThat(store.buttonKey()).isEqualTo(key).hasSize(32);
    }
  }

  @Test
  void aLockHeldByAnotherProcessIsAStoreTroubleAndPasses() throws Exception {
    try (var store = open(file())) {
      try (var other = DriverManager.getConnection("jdbc:sqlite:" + file());
          var statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        assertThatThrownBy(() -> store.change(tx -> tx.remember("a", "b")))
            .isInstanceOfSatisfying(
                StoreUnavailable.class,
                trouble -> assertThat(trouble.reason()).isEqualTo(StoreUnavailable.Reason.BUSY));
        statement.execute("ROLLBACK");
      }
      store.change(tx -> tx.remember("a", "c"));
      var known = store.read(reads -> reads.remembered("a"));
      assertThat(known).contains("c");
    }
  }

  @Test
  void theLogIsEmptiedAgainAndAgain() throws Exception {
    try (var store = open(file())) {
      var text = "x".repeat(40_000);
      for (int i = 0; i < 600; i++) {
        int number = i;
        store.change(tx -> tx.receive(Sample.said(number, text), Sample.AT));
      }
      // 24 MB went through it.
      assertThat(Files.size(home.resolve("nightdesk.db-wal")))
          .isLessThan(2 * Sqlite.MAX_IDLE_WAL_BYTES);
    }
    assertThat(home.resolve("nightdesk.db-wal")).doesNotExist();
  }

  @Test
  void theStatesThatAreOverAreTheOnesTheQueriesName() {
    var over =
        Arrays.stream(State.values())
            .filter(State::isOver)
            .map(state -> "'" + state.name() + "'")
            .collect(Collectors.joining(", ", "(", ")"));
    assertThat(SessionRows.OVER).isEqualTo(over);
  }

  private Path file() {
    return home.resolve("nightdesk.db");
  }

  private static Store open(Path file) {
    return Store.open(file, new Random(1), NOWHERE);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static <T> T run(Sqlite sqlite, Function<SqlTx, T> work) {
    var results = new ArrayList<T>();
    sqlite.transact(
        List.of(
            new Job<Boolean>(tx -> {
              results.add(work.apply(tx));
              return true;
            })));
    return results.getFirst();
  }

  private static String pragma(Sqlite sqlite, String name) {
    return run(sqlite, tx -> tx.handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
