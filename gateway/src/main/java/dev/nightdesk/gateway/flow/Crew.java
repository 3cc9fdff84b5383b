package dev.nightdesk.gateway.flow;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Threads that belong together: named, counted, bounded, and all ended by [#close]. No thread of
/// the gateway starts outside a crew, except the store's own.
///
/// Safe for any thread.
public final class Crew implements AutoCloseable {
  /// How long [#close] waits for everybody together.
  public static final Duration JOIN_WITHIN = Duration.ofSeconds(1);

  /// A kept task that ran so long has recovered: its next failure counts as the first.
  static final Duration STEADY_AFTER = Duration.ofMinutes(1);

  static final Backoff RESTART = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30));

  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

  /// Work for one thread. An interruption means: stop now.
  @FunctionalInterface
  public interface Task {
    void run() throws InterruptedException;
  }

  public enum Kind {
    VIRTUAL,
    /// For code that waits inside a native library, which would stall every virtual thread.
    PLATFORM
  }

  private final String name;
  private final Kind kind;
  private final Time time;
  private final Timing timing;
  private final int refuseBeyond;
  private final Semaphore places;
  private final Set<Thread> members = ConcurrentHashMap.newKeySet();
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean closed;

  /// @param refuseBeyond so many members at once; further ones are refused
  public Crew(String name, Kind kind, int refuseBeyond, Time time) {
    this(name, kind, refuseBeyond, time, new Timing(RESTART, JOIN_WITHIN));
  }

  /// @param restart of kept tasks that failed
  /// @param joinWithin how long closing waits
  record Timing(Backoff restart, Duration joinWithin) {}

  Crew(String name, Kind kind, int refuseBeyond, Time time, Timing timing) {
    this.name = name;
    this.kind = kind;
    this.refuseBeyond = refuseBeyond;
    this.places = new Semaphore(refuseBeyond);
    this.time = time;
    this.timing = timing;
  }

  /// Runs a task once. Its failure is logged and counted, and ends nothing else.
  ///
  /// @return false when it was refused: the crew is full or closed
  public boolean start(String work, Task task) {
    return join(work, () -> once(work, task));
  }

  /// Runs a task until it returns by itself; after a failure, again, with growing waits.
  ///
  /// @return false when it was refused: the crew is full or closed
  public boolean keep(String work, Task task) {
    return join(work, () -> supervise(work, task));
  }

  /// Members at this moment.
  public int size() {
    return members.size();
  }

  /// Tasks that ended by an exception since the crew was made.
  public long failures() {
    return failures.get();
  }

  public String name() {
    return name;
  }

  /// Interrupts everybody and waits for them, at most [#JOIN_WITHIN]. Idempotent.
  @Override
  public void close() {
    closed = true;
    members.forEach(Thread::interrupt);
    try {
      long start = time.nanoTime();
      for (Thread member : members) {
        if (!member.equals(Thread.currentThread())
            && !member.join(atLeastNothing(timing.joinWithin().minus(time.since(start))))) {
          LOG.warn("crew={} member={} event=still-running-at-close", name, member.getName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration atLeastNothing(Duration left) {
    return left.isNegative() ? Duration.ZERO : left;
  }

  private boolean join(String work, Runnable body) {
    if (closed) {
      return false;
    }
    if (!places.tryAcquire()) {
      LOG.warn("crew={} work={} event=refused limit={}", name, work, refuseBeyond);
      return false;
    }
    Thread thread = unstarted(work, body);
    members.add(thread);
    thread.start();
    if (closed) {
      // close() may have looked round before this one was listed.
      thread.interrupt();
    }
    return true;
  }

  private Thread unstarted(String work, Runnable body) {
    Runnable member =
        () -> {
          try {
            body.run();
          } finally {
            members.remove(Thread.currentThread());
            places.release();
          }
        };
    String threadName = name + "/" + work;
    return switch (kind) {
      case VIRTUAL -> Thread.ofVirtual().name(threadName).unstarted(member);
      case PLATFORM -> Thread.ofPlatform().name(threadName).daemon().unstarted(member);
    };
  }

  /// Returns whether the task is over for good.
  private boolean once(String work, Task task) {
    try {
      task.run();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } catch (RuntimeException | Error e) {
      failures.incrementAndGet();
      LOG.error("crew={} work={} event=failed", name, work, e);
      return false;
    }
  }

  private void supervise(String work, Task task) {
    int inARow = 0;
    while (true) {
      long start = time.nanoTime();
      if (once(work, task) || closed) {
        return;
      }
      inARow = time.since(start).compareTo(STEADY_AFTER) >= 0 ? 1 : inARow + 1;
      try {
        Thread.sleep(timing.restart().after(inARow));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
