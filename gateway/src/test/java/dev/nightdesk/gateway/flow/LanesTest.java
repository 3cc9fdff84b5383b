package dev.nightdesk.gateway.flow;

import static dev.nightdesk.gateway.flow.CrewTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final Crew crew =
      new Crew("lanes", Crew.Kind.VIRTUAL, 1_000, new Time(Clock.systemUTC(), System::nanoTime));

  @AfterEach
  void close() {
    crew.close();
  }

  @Test
  void aLaneRunsWhenWokenAndIsGoneWhenNothingIsLeft() {
    var runs = new AtomicInteger();
    var lanes =
        new Lanes<String>(
            crew,
            _ -> {
              runs.incrementAndGet();
              return Optional.empty();
            });
    lanes.wake("a");
    assertThat(eventually(() -> runs.get() == 1 && lanes.size() == 0)).isTrue();
    lanes.wake("a");
    assertThat(eventually(() -> runs.get() == 2 && lanes.size() == 0)).isTrue();
  }

  @Test
  void noWakeIsLostAndNoLaneRunsTwiceAtOnce() throws InterruptedException {
    var todo = new AtomicIntegerArray(8);
    var inside = new AtomicIntegerArray(8);
    var clashes = new AtomicInteger();
    var lanes =
        new Lanes<Integer>(
            crew,
            lane -> {
              if (inside.getAndSet(lane, 1) != 0) {
                clashes.incrementAndGet();
              }
              todo.set(lane, 0);
              inside.set(lane, 0);
              return Optional.empty();
            });
    var wakers = new CountDownLatch(4);
    try (Crew others =
        new Crew("w", Crew.Kind.PLATFORM, 4, new Time(Clock.systemUTC(), System::nanoTime))) {
      for (int waker = 0; waker < 4; waker++) {
        others.start(
            "waker",
            () -> {
              for (int i = 0; i < 5_000; i++) {
                todo.incrementAndGet(i % 8);
                lanes.wake(i % 8);
              }
              wakers.countDown();
            });
      }
      wakers.await();
    }
    assertThat(eventually(() -> IntStream.range(0, 8).allMatch(lane -> todo.get(lane) == 0)))
        .isTrue();
    assertThat(clashes.get()).isZero();
  }

  @Test
  void aLaneComesBackAfterTheTimeItNamedOrWhenWokenBefore() {
    var runs = new AtomicInteger();
    var lanes =
        new Lanes<String>(
            crew,
            _ ->
                switch (runs.incrementAndGet()) {
                  case 1 -> Optional.of(Duration.ofNanos(1));
                  case 2 -> Optional.of(Duration.ofDays(1));
                  default -> Optional.empty();
                });
    lanes.wake("a");
    assertThat(eventually(() -> runs.get() == 2)).isTrue();
    lanes.wake("a");
    assertThat(eventually(() -> runs.get() == 3 && lanes.size() == 0)).isTrue();
  }

  @Test
  void aLaneThatFailsIsTriedAgainAndHoldsNoOther() {
    var failures = new AtomicInteger();
    var good = new AtomicInteger();
    var lanes =
        new Lanes<String>(
            crew,
            lane -> {
              if (lane.equals("bad") && failures.incrementAndGet() < 3) {
                throw new IllegalStateException("as the test wants");
              }
              good.incrementAndGet();
              return Optional.empty();
            });
    lanes.wake("bad");
    lanes.wake("good");
    assertThat(eventually(() -> good.get() == 2 && lanes.size() == 0)).isTrue();
  }

  @Test
  void aLaneThatFoundTheCrewFullIsServedByALaterWake() {
    var time = new Time(Clock.systemUTC(), System::nanoTime);
    try (Crew tiny = new Crew("tiny", Crew.Kind.VIRTUAL, 1, time)) {
      var release = new CountDownLatch(1);
      var runs = new AtomicInteger();
      var lanes =
          new Lanes<String>(
              tiny,
              lane -> {
                if (lane.equals("first")) {
                  release.await();
                }
                runs.incrementAndGet();
                return Optional.empty();
              });
      lanes.wake("first");
      lanes.wake("second");
      assertThat(lanes.size()).isEqualTo(1);
      release.countDown();
      assertThat(
              eventually(() -> {
                lanes.wake("second");
                return runs.get() >= 2;
              }))
          .isTrue();
    }
  }
}
