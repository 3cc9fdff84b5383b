package dev.nightdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private final Arrivals arrivals = new Arrivals();

  private void offer(int times) {
    for (int i = 0; i < times; i++) {
      arrivals.offer(new Arrival.Wake());
    }
  }

  @Test
  void whatIsBeyondTheBoundIsDroppedAndToldOnce() throws InterruptedException {
    offer(Arrivals.MAX_WAITING);
    assertThat(arrivals.dropped()).isFalse();

    offer(2);
    assertThat(arrivals.dropped()).isTrue();
    assertThat(arrivals.dropped()).isFalse();
    assertThat(arrivals.take(2 * Arrivals.MAX_WAITING)).hasSize(Arrivals.MAX_WAITING);

    offer(1);
    assertThat(arrivals.dropped()).isFalse();
    assertThat(arrivals.isEmpty()).isFalse();
  }

  @Test
  void whatMustNotGetLostIsTakenBeyondTheBound() throws InterruptedException {
    offer(Arrivals.MAX_WAITING);
    arrivals.add(new Arrival.Wake());

    assertThat(arrivals.dropped()).isFalse();
    assertThat(arrivals.take(Arrivals.MAX_WAITING)).hasSize(Arrivals.MAX_WAITING);
    assertThat(arrivals.take(Arrivals.MAX_WAITING)).hasSize(1);
  }
}
