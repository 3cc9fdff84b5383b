package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Prompt;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.StoreUnavailable;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// How jobs run, whatever they do.
interface JobContract extends StorePart {
  private int waiting() throws InterruptedException {
    return store().<Integer>read(reads -> Things.waiting(reads, 10_000).size());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interruption) {
      throw new AssertionError(interruption);
    }
  }

  /// Waits until a thread waits itself.
  private static void awaitParked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  default void aJobReadsWhatItWrote() throws Exception {
    int seen =
        store()
            .<Integer>write(tx -> {
              tx.receive(said(1), AT);
              return Things.waiting(tx, 10).size();
            });
    assertThat(seen).isEqualTo(1);
  }

  @Test
  default void aJobMayReturnNothing() throws Exception {
    String nothing = store().write(_ -> null);
    assertThat(nothing).isNull();
  }

  @Test
  default void aFailingJobLeavesNothingBehind() throws Exception {
    assertThatThrownBy(() ->
            store()
                .change(tx -> {
                  tx.receive(said(1), AT);
                  throw new IllegalStateException("on purpose");
                }))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("on purpose");
    assertThat(waiting()).isZero();
  }

  @Test
  default void aFailingJobThrowsTheVeryExceptionItThrew() {
    var thrown = new IllegalArgumentException("this one");
    assertThatThrownBy(() ->
            store()
                .change(_ -> {
                  throw thrown;
                }))
        .isSameAs(thrown);
  }

  @Test
  default void anErrorOfAJobIsItsOwnToo() throws Exception {
    assertThatThrownBy(() ->
            store()
                .change(tx -> {
                  tx.receive(said(1), AT);
                  throw new StackOverflowError();
                }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(waiting()).isZero();
  }

  @Test
  default void aJobThatBreaksARuleOfTheTablesIsItsOwnMistake() {
    assertThatThrownBy(() ->
            apply(Things.decide(new Change.PutPrompt(Things.prompt(1, 77, Prompt.Stage.QUEUED)))))
        .isNotInstanceOf(StoreUnavailable.class)
        .hasStackTraceContaining("FOREIGN KEY");
  }

  @Test
  default void theStoreGoesOnAfterABrokenRule() throws Exception {
    var prompt = Things.prompt(1, 77, Prompt.Stage.QUEUED);
    for (int number = 1; number <= 3; number++) {
      int now = number;
      assertThatThrownBy(() -> apply(Things.decide(new Change.PutPrompt(prompt))))
          .isNotInstanceOf(StoreUnavailable.class);
      store().change(tx -> tx.receive(said(now), AT));
    }
    assertThat(waiting()).isEqualTo(3);
    assertThat(one(reads -> reads.prompt(prompt.id()))).isEmpty();
  }

  @Test
  default void aJobThatAsksForAnotherJobIsRefused() {
    assertThatThrownBy(() -> store().change(_ -> runInside(store())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another job");
  }

  private static void runInside(Store store) {
    try {
      store.change(_ -> {});
    } catch (InterruptedException interruption) {
      throw new AssertionError(interruption);
    }
  }

  @Test
  default void aReadSeesTheWriteThatReturnedBefore() throws Exception {
    for (int number = 1; number <= 50; number++) {
      int now = number;
      store().change(tx -> tx.receive(said(now), AT));
      assertThat(waiting()).isEqualTo(number);
    }
  }

  @Test
  default void aReadSeesOneMomentOnly() throws Exception {
    var begun = new CountDownLatch(1);
    var written = new CountDownLatch(1);
    var seen = new AtomicReference<Integer>();
    var reader =
        Thread.startVirtualThread(() -> {
          try {
            seen.set(
                store()
                    .<Integer>read(reads -> {
                      int before = Things.waiting(reads, 10).size();
                      begun.countDown();
                      await(written);
                      return before + Things.waiting(reads, 10).size();
                    }));
          } catch (InterruptedException interruption) {
            throw new AssertionError(interruption);
          }
        });
    begun.await();
    store().change(tx -> tx.receive(said(1), AT));
    written.countDown();
    reader.join();
    assertThat(seen.get()).isZero();
  }

  @Test
  default void manyVirtualThreadsLoseNothing() throws Exception {
    var threads = new ArrayList<Thread>();
    var failures = new ConcurrentLinkedQueue<Throwable>();
    for (int thread = 0; thread < 50; thread++) {
      int first = thread * 20;
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              for (int number = first; number < first + 20; number++) {
                int now = number;
                store().change(tx -> tx.receive(said(now), AT));
              }
            } catch (InterruptedException | RuntimeException failure) {
              failures.add(failure);
            }
          }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(waiting()).isEqualTo(1_000);
  }

  @Test
  default void callersParkWhenTooManyJobsWait() throws Exception {
    var hold = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var threads = new ArrayList<Thread>();
    threads.add(
        Thread.startVirtualThread(() ->
            writeQuietly(() -> {
              begun.countDown();
              JobContract.await(hold);
            })));
    begun.await();
    for (int i = 0; i < Store.MAX_WAITING_JOBS + 10; i++) {
      threads.add(Thread.startVirtualThread(() -> writeQuietly(() -> {})));
    }
    threads.forEach(JobContract::awaitParked);
    assertThat(store().waitingJobs()).isEqualTo(Store.MAX_WAITING_JOBS);
    hold.countDown();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(store().waitingJobs()).isZero();
  }

  private void writeQuietly(Runnable work) {
    try {
      store().change(_ -> work.run());
    } catch (InterruptedException interruption) {
      throw new AssertionError(interruption);
    }
  }

  @Test
  default void anInterruptedCallerThatStillWaitsTakesItsJobBack() throws Exception {
    var hold = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var first =
        Thread.startVirtualThread(() ->
            writeQuietly(() -> {
              begun.countDown();
              await(hold);
            }));
    begun.await();
    var outcome = new AtomicReference<Throwable>();
    var second =
        Thread.startVirtualThread(() -> {
          try {
            store().change(tx -> tx.receive(said(1), AT));
          } catch (InterruptedException interruption) {
            outcome.set(interruption);
          }
        });
    awaitParked(second);
    second.interrupt();
    second.join();
    hold.countDown();
    first.join();
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    assertThat(waiting()).isZero();
  }

  @Test
  default void anInterruptedCallerWhoseJobHasBegunHearsItsEndAndStaysInterrupted()
      throws Exception {
    var hold = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var stillInterrupted = new AtomicReference<Boolean>();
    var caller =
        Thread.startVirtualThread(() -> {
          writeQuietly(() -> {
            begun.countDown();
            await(hold);
          });
          stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
    begun.await();
    caller.interrupt();
    hold.countDown();
    caller.join();
    assertThat(stillInterrupted.get()).isTrue();
  }

  @Test
  default void aClosedStoreRefusesJobs() {
    store().close();
    store().close();
    assertThatThrownBy(() -> store().change(_ -> {}))
        .isInstanceOfSatisfying(
            StoreUnavailable.class,
            trouble -> assertThat(trouble.reason()).isEqualTo(StoreUnavailable.Reason.CLOSED));
    assertThatThrownBy(() -> all(reads -> Things.waiting(reads, 1)))
        .isInstanceOf(StoreUnavailable.class);
  }

  @Test
  default void closingFinishesWhatWasAccepted() throws Exception {
    var hold = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var done = new ConcurrentLinkedQueue<Integer>();
    var threads = new ArrayList<Thread>();
    threads.add(
        Thread.startVirtualThread(() ->
            writeQuietly(() -> {
              begun.countDown();
              await(hold);
            })));
    begun.await();
    for (int i = 0; i < 10; i++) {
      int number = i;
      threads.add(Thread.startVirtualThread(() -> writeQuietly(() -> done.add(number))));
    }
    threads.forEach(JobContract::awaitParked);
    var closing = Thread.startVirtualThread(() -> store().close());
    hold.countDown();
    closing.join();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(done).hasSize(10);
  }

  @Test
  default void aFreshStoreHasAKeyForButtons() {
    assertThat(store().buttonKey()).hasSize(32).isNotEqualTo(new byte[32]);
  }
}
