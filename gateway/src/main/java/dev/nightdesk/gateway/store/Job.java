package dev.nightdesk.gateway.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Work handed from a caller's thread to one of the store's, and its result on the way back. The
/// store's thread begins it, runs it, and lets its caller go once what it did is committed.
final class Job<T extends @Nullable Object> {
  private enum Stage {
    WAITING,
    BEGUN,
    WITHDRAWN
  }

  private final Function<? super SqlTx, ? extends T> work;
  private final boolean last;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
  private final CountDownLatch ended = new CountDownLatch(1);

  // Written before `ended` is counted down, read after.
  private @Nullable T result;
  private @Nullable Throwable failure;

  Job(Function<? super SqlTx, ? extends T> work) {
    this(work, false);
  }

  private Job(Function<? super SqlTx, ? extends T> work, boolean last) {
    this.work = work;
    this.last = last;
  }

  /// Ends the clerk that takes it.
  static Job<@Nullable Void> last() {
    return new Job<>(_ -> null, true);
  }

  boolean isLast() {
    return last;
  }

  /// False when its caller has gone: then it is not to be run.
  boolean begin() {
    return stage.compareAndSet(Stage.WAITING, Stage.BEGUN);
  }

  void run(SqlTx tx) {
    failure = null;
    result = work.apply(tx);
  }

  /// Nothing came of it.
  void failed(Throwable why) {
    failure = why;
  }

  boolean hasFailed() {
    return failure != null;
  }

  /// Lets its caller go on.
  void end() {
    ended.countDown();
  }

  /// True when it had not begun: it never will.
  boolean withdraw() {
    return stage.compareAndSet(Stage.WAITING, Stage.WITHDRAWN);
  }

  /// Waits for the end. A caller that is interrupted takes the job back, or, when it has begun,
  /// waits for it all the same and stays interrupted: so an [InterruptedException] always means
  /// that nothing was done.
  T await() throws InterruptedException {
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException interruption) {
        if (withdraw()) {
          throw interruption;
        }
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return outcome();
  }

  @SuppressWarnings("NullAway") // null only where T allows it
  private T outcome() {
    return switch (failure) {
      case null -> result;
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      case Throwable impossible -> throw new IllegalStateException(impossible);
    };
  }
}
