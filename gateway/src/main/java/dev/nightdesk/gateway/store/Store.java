package dev.nightdesk.gateway.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The database. Jobs run one at a time on the store's own writer thread, each in a transaction of
/// its own; reads run beside them on two more threads. These are platform threads: a lock wait
/// inside SQLite would hold up every virtual thread of the program (architecture 7).
///
/// A job does nothing but ask and tell its transaction: no file, no network, no waiting, and no
/// second job (which would wait for itself, and is refused with an exception). Callers may be
/// virtual threads.
public final class Store implements AutoCloseable {
  /// What came in is kept so long after its step, for a look at what was said.
  public static final Duration KEEP_CONTENT_FOR = Duration.ofDays(7);

  /// A repetition is recognised so long. Platforms repeat for a day at most, and Telegram begins
  /// its numbers anew after a silent week: remembering for ever would swallow messages.
  public static final Duration DEDUPE_FOR = Duration.ofDays(30);

  public static final int SWEEP_AT_ONCE = 500;

  /// Jobs that may wait; further callers park until there is room.
  public static final int MAX_WAITING_JOBS = 1_024;

  /// Opens the database, makes it when there is none, and brings it to this version's form.
  ///
  /// @param databaseFile its directory is made with mode 0700 if missing, the file with 0600
  /// @param random for [#buttonKey], when it is made
  /// @throws StoreRefused when a person must act first: a newer version's database, a file that
  ///   others may read, something that is no database
  /// @throws StoreUnavailable when the disk or another process does not let us
  public static Store open(Path databaseFile, RandomGenerator random, Surroundings surroundings) {
    return later();
  }

  /// Runs a job in a transaction. Returning means it is on the disk.
  ///
  /// @return what the job returned
  /// @throws InterruptedException only when the job did not run; one that has begun is waited for
  /// @throws StoreUnavailable when the store cannot work now; nothing was kept
  /// @throws RuntimeException the job's own, as it is; nothing was kept
  public <T extends @Nullable Object> T write(Function<Tx, T> job) throws InterruptedException {
    return later();
  }

  /// As [#write], for a job that has nothing to tell.
  public void change(Consumer<Tx> job) throws InterruptedException {
    later();
  }

  /// Runs a job that only asks, beside the writer. It sees every [#write] that returned before.
  public <T extends @Nullable Object> T read(Function<Reads, T> job) throws InterruptedException {
    return later();
  }

  /// 32 random bytes, made once: the key for buttons' tokens. A copy.
  public byte[] buttonKey() {
    return later();
  }

  /// What SQLite finds wrong with the file; empty when nothing.
  public String integrityCheck() throws InterruptedException {
    return later();
  }

  /// Ends the store: accepted jobs are finished, later ones are refused. Idempotent.
  @Override
  public void close() {
    later();
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // gone with the next commit
  private static <T extends @Nullable Object> T later() {
    throw new UnsupportedOperationException("not written yet");
  }
}
