package dev.nightdesk.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrewTest {
  private static final long PATIENCE_SECONDS = 20;

  private final Time time = new Time(Clock.systemUTC(), System::nanoTime);

  /// A machine may stand still for longer than a gateway that closes waits for anybody.
  private final Crew.Timing timing =
      new Crew.Timing(
          new Backoff(Duration.ofNanos(1), Duration.ofNanos(1)),
          Duration.ofSeconds(PATIENCE_SECONDS));

  private final Crew crew = new Crew("test", Crew.Kind.VIRTUAL, 2, time, timing);

  @AfterEach
  void close() {
    crew.close();
  }

  @Test
  void everyMemberIsNamedAfterItsCrewAndItsWork() throws InterruptedException {
    var seen = new AtomicReference<String>();
    var done = new CountDownLatch(1);
    crew.start(
        "reading",
        () -> {
          seen.set(Thread.currentThread().getName() + " " + Thread.currentThread().isVirtual());
          done.countDown();
        });
    await(done);
    assertThat(seen.get()).isEqualTo("test/reading true");
  }

  @Test
  void platformThreadsAreMadeWhereAskedFor() throws InterruptedException {
    var virtual = new AtomicReference<Boolean>();
    var done = new CountDownLatch(1);
    try (Crew platform = new Crew("native", Crew.Kind.PLATFORM, 1, time)) {
      platform.start(
          "work",
          () -> {
            virtual.set(Thread.currentThread().isVirtual());
            done.countDown();
          });
      await(done);
    }
    assertThat(virtual.get()).isFalse();
  }

  @Test
  void aMemberTooManyIsRefusedAndAFreedPlaceIsGivenAgain() throws InterruptedException {
    var release = new CountDownLatch(1);
    assertThat(crew.start("one", release::await)).isTrue();
    assertThat(crew.start("two", release::await)).isTrue();
    assertThat(crew.start("three", release::await)).isFalse();
    assertThat(crew.size()).isEqualTo(2);
    release.countDown();
    assertThat(eventually(() -> crew.start("four", () -> {}))).isTrue();
  }

  @Test
  void aFailureEndsOnlyItsOwnTask() {
    crew.start(
        "bad",
        () -> {
          throw new IllegalStateException("as the test wants");
        });
    assertThat(eventually(() -> crew.failures() == 1 && crew.size() == 0)).isTrue();
    assertThat(crew.start("good", () -> {})).isTrue();
  }

  @Test
  void aKeptTaskIsStartedAgainUntilItReturns() throws InterruptedException {
    var runs = new AtomicInteger();
    var done = new CountDownLatch(1);
    crew.keep(
        "stubborn",
        () -> {
          if (runs.incrementAndGet() < 5) {
            throw new IllegalStateException("not yet");
          }
          done.countDown();
        });
    await(done);
    assertThat(eventually(() -> crew.size() == 0)).isTrue();
    assertThat(runs.get()).isEqualTo(5);
    assertThat(crew.failures()).isEqualTo(4);
  }

  @Test
  void anErrorIsSurvivedLikeAnException() throws InterruptedException {
    var runs = new AtomicInteger();
    var done = new CountDownLatch(1);
    crew.keep(
        "deep",
        () -> {
          if (runs.incrementAndGet() == 1) {
            throw new StackOverflowError();
          }
          done.countDown();
        });
    await(done);
  }

  @Test
  void closingInterruptsEverybodyAndWaitsForThem() throws InterruptedException {
    var started = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    crew.keep(
        "waiting",
        () -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
        });
    await(started);
    crew.close();
    assertThat(interrupted.getCount()).isZero();
    assertThat(crew.size()).isZero();
  }

  @Test
  void aClosedCrewTakesNobody() {
    crew.close();
    assertThat(crew.start("late", () -> {})).isFalse();
    assertThat(crew.keep("late", () -> {})).isFalse();
  }

  @Test
  void aRestartThatWaitsIsEndedByClosing() {
    var slow =
        new Crew.Timing(
            new Backoff(Duration.ofDays(1), Duration.ofDays(1)),
            Duration.ofSeconds(PATIENCE_SECONDS));
    Crew patient = new Crew("patient", Crew.Kind.VIRTUAL, 1, time, slow);
    patient.keep(
        "bad",
        () -> {
          throw new IllegalStateException("as the test wants");
        });
    assertThat(eventually(() -> patient.failures() == 1)).isTrue();
    patient.close();
    assertThat(patient.size()).isZero();
  }

  @Test
  void closingFromWithinDoesNotWaitForOneself() throws InterruptedException {
    var done = new CountDownLatch(1);
    crew.start(
        "suicide",
        () -> {
          crew.close();
          done.countDown();
        });
    await(done);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  static boolean eventually(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        return false;
      }
      LockSupport.parkNanos(200_000);
    }
    return true;
  }
}
