package dev.nightdesk.gateway.store;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A platform thread with a connection of its own, which works off a queue of jobs.
final class Clerk {
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
    try {
      for (var job = next(); !job.isLast(); job = next()) {
        job.run(this::connection);
        if (job.failure() instanceof StoreUnavailable trouble) {
          log.warn(
              "store_trouble thread={} reason={}", thread.getName(), trouble.reason(), trouble);
          recover(trouble);
        }
      }
    } finally {
      gone.set(true);
      disconnect();
    }
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

  /// After an I/O error a connection may hold a view of the file that is no longer true.
  private void recover(StoreUnavailable trouble) {
    switch (trouble.reason()) {
      case BROKEN -> disconnect();
      case FULL, BUSY, CLOSED -> {}
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
