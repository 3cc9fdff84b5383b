package dev.nightdesk.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs that wait when the clerk looks, and what they have to do with each other.
class ClerkTest {
  @TempDir Path home;

  private final BlockingQueue<Job<?>> queue = new ArrayBlockingQueue<>(100);

  @Test
  void whatWaitsTogetherIsCommittedTogetherUpToTheBound() throws Exception {
    var committedBefore = new ArrayList<Integer>();
    var jobs = new ArrayList<Job<Boolean>>();
    for (int i = 0; i <= Clerk.MAX_JOBS_TOGETHER; i++) {
      String key = "key" + i;
      jobs.add(
          job(tx -> {
            tx.remember(key, "value");
            committedBefore.add(committed());
          }));
    }
    workOff(jobs);
    var expected = new ArrayList<Integer>();
    for (int i = 0; i < Clerk.MAX_JOBS_TOGETHER; i++) {
      expected.add(0);
    }
    expected.add(Clerk.MAX_JOBS_TOGETHER);
    assertThat(committedBefore).isEqualTo(expected);
    assertThat(committed()).isEqualTo(Clerk.MAX_JOBS_TOGETHER + 1);
  }

  @Test
  void aJobThatThrowsFailsAlone() throws Exception {
    var thrown = new IllegalStateException("on purpose");
    var first = job(tx -> tx.remember("first", "kept"));
    var failing =
        job(tx -> {
          tx.remember("failing", "lost");
          throw thrown;
        });
    var last = job(tx -> tx.remember("last", "kept"));
    workOff(List.of(first, failing, last));
    assertThat(first.await()).isTrue();
    assertThatThrownBy(failing::await).isSameAs(thrown);
    assertThat(last.await()).isTrue();
    assertThat(keys()).containsExactlyInAnyOrder("first", "last");
  }

  /// Foreign keys are looked at when the transaction ends, which is everybody's.
  @Test
  void aJobThatBreaksARuleOfTheTablesFailsAlone() throws Exception {
    var first = job(tx -> tx.remember("first", "kept"));
    var failing =
        job(tx ->
            tx.handle.execute(
                "INSERT INTO prompts (id, session, open, body) VALUES ('p', 'nobody', 1, '{}')"));
    var last = job(tx -> tx.remember("last", "kept"));
    workOff(List.of(first, failing, last));
    assertThat(first.await()).isTrue();
    assertThatThrownBy(failing::await).hasStackTraceContaining("FOREIGN KEY");
    assertThat(last.await()).isTrue();
    assertThat(keys()).containsExactlyInAnyOrder("first", "last");
  }

  @Test
  void whatComesBehindTheLastJobIsRefused() throws Exception {
    var late = job(tx -> tx.remember("late", "lost"));
    queue.add(Job.last());
    queue.add(late);
    clerk().start().awaitGone();
    assertThatThrownBy(late::await).isInstanceOf(StoreUnavailable.class);
    assertThat(queue).isEmpty();
  }

  @Test
  void anotherClerksLastJobIsLeftToIt() throws Exception {
    queue.add(Job.last());
    queue.add(Job.last());
    clerk().start().awaitGone();
    assertThat(queue).hasSize(1);
    clerk().start().awaitGone();
    assertThat(queue).isEmpty();
  }

  /// All of them wait before the clerk begins.
  private void workOff(List<Job<Boolean>> jobs) {
    queue.addAll(jobs);
    queue.add(Job.last());
    clerk().start().awaitGone();
  }

  private Clerk clerk() {
    return new Clerk("clerk", queue, () -> Sqlite.writing(file(), SqliteFilesTest.NOWHERE));
  }

  private static Job<Boolean> job(Consumer<SqlTx> work) {
    return new Job<>(tx -> {
      work.accept(tx);
      return true;
    });
  }

  private Path file() {
    return home.resolve("nightdesk.db");
  }

  private int committed() {
    return keys().size();
  }

  private List<String> keys() {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var rows = connection.createStatement().executeQuery("SELECT key FROM meta")) {
      var keys = new ArrayList<String>();
      while (rows.next()) {
        keys.add(rows.getString("key"));
      }
      return keys;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
