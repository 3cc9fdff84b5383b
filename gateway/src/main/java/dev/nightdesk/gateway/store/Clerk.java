package dev.nightdesk.gateway.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A platform thread with a connection of its own, which works off a queue of jobs. What waits
/// together is done in one transaction, so that a commit's wait for the disk serves all of it.
final class Clerk {
  /// Jobs in one transaction at most: their callers wait for each other.
  static final int MAX_JOBS_TOGETHER = 16;

  private static final Logger log = LoggerFactory.getLogger(Clerk.class);

  private final BlockingQueue<Job<?>> jobs;
  private final Supplier<Sqlite> connecting;
  private final AtomicBoolean gone = new AtomicBoolean();
  private final Thread thread;

  // Touched by `thread` only.
  private @Nullable Sqlite connection;

  Clerk(String name, BlockingQueue<Job<?>> jobs, Supplier<Sqlite> connecting) {
    this.jobs = jobs;
    this.connecting = connecting;
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::work);
  }

  Clerk start() {
    thread.start();
    return this;
  }

  boolean isGone() {
    return gone.get();
  }

  boolean isMe() {
    return Thread.currentThread().equals(thread);
  }

  /// Waits for the end whatever happens.
  ///
  /// @return whether the caller was interrupted meanwhile
  boolean awaitGone() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException interruption) {
        interrupted = true;
      }
    }
  }

  private void work() {
    var together = new ArrayList<Job<?>>();
    try {
      do {
        together.clear();
        together.add(next());
        jobs.drainTo(together, MAX_JOBS_TOGETHER - 1);
        serve(together.stream().takeWhile(job -> !job.isLast()).toList());
      } while (together.stream().noneMatch(Job::isLast));
    } finally {
      gone.set(true);
      jobs.removeIf(Clerk::refused);
      // They came behind the last one.
      together.stream().dropWhile(job -> !job.isLast()).skip(1).forEach(this::passOn);
      disconnect();
    }
  }

  private void serve(List<Job<?>> together) {
    var begun = together.stream().filter(Job::begin).toList();
    if (!begun.isEmpty() && !committed(begun) && begun.size() > 1) {
      // The commit broke a rule of the tables: whoever is to blame must fail alone. Jobs may be run
      // again, they only ask and tell.
      begun.forEach(job -> committed(List.of(job)));
    }
    begun.forEach(Job::end);
  }

  /// Runs jobs in one transaction.
  ///
  /// @return false when it was in vain, and each alone may succeed
  private boolean committed(List<Job<?>> jobs) {
    try {
      connection().transact(jobs);
      return true;
    } catch (StoreUnavailable trouble) {
      log.warn("store_trouble thread={} reason={}", thread.getName(), trouble.reason(), trouble);
      jobs.forEach(job -> job.failed(trouble));
      recover(trouble);
      return true;
    } catch (Throwable failure) {
      jobs.forEach(job -> job.failed(failure));
      return false;
    }
  }

  /// Another clerk's last job goes back into the queue; others came too late.
  private void passOn(Job<?> job) {
    if (!refused(job) && !jobs.offer(job)) {
      throw new IllegalStateException("more clerks than room for their last jobs");
    }
  }

  private static boolean refused(Job<?> late) {
    if (late.isLast()) {
      return false;
    }
    if (late.begin()) {
      late.failed(StoreUnavailable.closed());
      late.end();
    }
    return true;
  }

  private Job<?> next() {
    while (true) {
      try {
        return jobs.take();
      } catch (InterruptedException nobodyMayDoThat) {
        log.warn("store_interrupted thread={}", thread.getName());
      }
    }
  }

  private Sqlite connection() {
    var open = connection;
    if (open == null) {
      open = connecting.get();
      connection = open;
    }
    return open;
  }

  /// After an I/O error a connection may hold a view of the file that is no longer true, and after
  /// that or a full disk the driver has closed its statements.
  private void recover(StoreUnavailable trouble) {
    switch (trouble.reason()) {
      case BROKEN, FULL -> disconnect();
      case BUSY, CLOSED -> {}
    }
  }

  private void disconnect() {
    var open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (RuntimeException failure) {
        log.warn("store_close_failed thread={}", thread.getName(), failure);
      }
    }
  }
}
