package dev.nightdesk.gateway.store;

import dev.nightdesk.gateway.store.StoreUnavailable.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database. Jobs run one at a time on the store's own writer thread; each is kept whole or not
/// at all, and those that wait together share a commit (docs/adr/0011). Reads run beside them on
/// two more threads. These are platform threads: a lock wait inside SQLite would hold up every
/// virtual thread of the program.
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

  /// Places nobody was heard in for longer are not read afterwards.
  public static final Duration HEARD_LATELY = Duration.ofDays(7);

  /// Of more places than this, those where people were heard last are read afterwards.
  public static final int MOST_HEARD = 200;

  /// Jobs that may wait; further callers park until there is room.
  public static final int MAX_WAITING_JOBS = 1_024;

  private static final int READERS = 2;
  private static final int KEY_BYTES = 32;
  private static final String BUTTON_KEY = "button key";

  private static final Logger LOG = LoggerFactory.getLogger(Store.class);

  private final BlockingQueue<Job<?>> writing = new ArrayBlockingQueue<>(MAX_WAITING_JOBS);
  private final BlockingQueue<Job<?>> reading = new ArrayBlockingQueue<>(MAX_WAITING_JOBS);
  private final Clerk writer;
  private final List<Clerk> readers;
  private final AtomicBoolean closed = new AtomicBoolean();
  private byte[] buttonKey = {};

  private Store(Path file, Surroundings surroundings) {
    writer = new Clerk("store-writer", writing, () -> Sqlite.writing(file, surroundings)).start();
    readers =
        IntStream.rangeClosed(1, READERS)
            .mapToObj(number ->
                new Clerk(
                    "store-reader-" + number, reading, () -> Sqlite.reading(file, surroundings)))
            .map(Clerk::start)
            .toList();
  }

  /// Opens the database, makes it when there is none, and brings it to this version's form.
  ///
  /// @param databaseFile its directory is made with mode 0700 if missing, the file with 0600
  /// @param random for [#buttonKey], when it is made
  /// @throws StoreRefused when a person must act first: a newer version's database, a file that
  ///   others may read, something that is no database
  /// @throws StoreUnavailable when the disk or another process does not let us
  public static Store open(Path databaseFile, RandomGenerator random, Surroundings surroundings) {
    PrivateFile.prepare(databaseFile);
    var store = new Store(databaseFile, surroundings);
    try {
      store.buttonKey = store.write(tx -> buttonKey(tx, random));
      return store;
    } catch (InterruptedException interruption) {
      store.close();
      Thread.currentThread().interrupt();
      throw new StoreUnavailable(
          Reason.CLOSED, "Stopped while the store was opened.", interruption);
    } catch (RuntimeException | Error failure) {
      store.close();
      throw failure;
    }
  }

  private static byte[] buttonKey(Tx tx, RandomGenerator random) {
    var hex = HexFormat.of();
    var known = tx.remembered(BUTTON_KEY);
    if (known.isPresent()) {
      return hex.parseHex(known.get());
    }
    byte[] fresh = new byte[KEY_BYTES];
    random.nextBytes(fresh);
    tx.remember(BUTTON_KEY, hex.formatHex(fresh));
    return fresh;
  }

  /// Runs a job in a transaction. Returning means it is on the disk.
  ///
  /// @return what the job returned
  /// @throws InterruptedException only when the job did not run; one that has begun is waited for
  /// @throws StoreUnavailable when the store cannot work now; nothing was kept
  /// @throws RuntimeException the job's own, as it is; nothing was kept
  public <T extends @Nullable Object> T write(Function<Tx, T> job) throws InterruptedException {
    return run(writing, List.of(writer), job);
  }

  /// As [#write], for a job that has nothing to tell.
  public void change(Consumer<Tx> job) throws InterruptedException {
    this.<@Nullable Void>write(tx -> {
      job.accept(tx);
      return null;
    });
  }

  /// Runs a job that only asks, beside the writer. It sees every [#write] that returned before.
  public <T extends @Nullable Object> T read(Function<Reads, T> job) throws InterruptedException {
    return run(reading, readers, job);
  }

  /// A row that cannot be read is put aside by a job of its own, and the one that stumbled over it
  /// is run again: it did nothing.
  private <T extends @Nullable Object> T run(
      BlockingQueue<Job<?>> queue, List<Clerk> clerks, Function<? super SqlTx, T> work)
      throws InterruptedException {
    Unreadable before = null;
    while (true) {
      try {
        return run(queue, clerks, new Job<T>(work));
      } catch (Unreadable row) {
        if (before != null && row.isSameAs(before)) {
          throw row;
        }
        before = row;
        // Without its cause, which may have people's words.
        LOG.error("what=\"{}\" event=unreadable", row.getMessage());
        this.<@Nullable Void>run(
            writing,
            List.of(writer),
            tx -> {
              tx.putAside(row);
              return null;
            });
      }
    }
  }

  private <T extends @Nullable Object> T run(
      BlockingQueue<Job<?>> queue, List<Clerk> clerks, Job<T> job) throws InterruptedException {
    if (writer.isMe() || readers.stream().anyMatch(Clerk::isMe)) {
      throw new IllegalStateException("a job of the store asked the store for another job");
    }
    if (closed.get()) {
      throw StoreUnavailable.closed();
    }
    queue.put(job);
    // Closed in between, after the clerks' last look at the queue.
    if (clerks.stream().allMatch(Clerk::isGone) && job.withdraw()) {
      queue.remove(job);
      throw StoreUnavailable.closed();
    }
    return job.await();
  }

  /// 32 random bytes, made once: the key for buttons' tokens. A copy.
  public byte[] buttonKey() {
    return buttonKey.clone();
  }

  /// Jobs that wait for the writer now.
  public int waitingJobs() {
    return writing.size();
  }

  /// Ends the store: accepted jobs are finished, later ones are refused. Idempotent.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    boolean interrupted = sendHome(readers, reading);
    // Last, so that its connection is the one that empties the write-ahead log.
    interrupted |= sendHome(List.of(writer), writing);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// True when the caller was interrupted meanwhile; it goes on all the same, which takes as long
  /// as the jobs that were accepted.
  private static boolean sendHome(List<Clerk> clerks, BlockingQueue<Job<?>> queue) {
    boolean interrupted = false;
    for (int told = 0; told < clerks.size(); ) {
      try {
        queue.put(Job.last());
        told++;
      } catch (InterruptedException interruption) {
        interrupted = true;
      }
    }
    for (var clerk : clerks) {
      interrupted |= clerk.awaitGone();
    }
    return interrupted;
  }
}
