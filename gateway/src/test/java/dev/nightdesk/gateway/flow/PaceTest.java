package dev.nightdesk.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Rate ONE_A_SECOND = new Rate(1, 3, 0);
  private static final ChannelId CHANNEL = new ChannelId("twin");

  /// Begins just before the count overflows, as a real one may.
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

  private final Pace pace = new Pace(() -> nanos);
  private final Place chat = place("1");

  @Test
  void aBurstGoesAtOnceAndTheNextCallWaitsOneInterval() {
    assertThat(pace.take(chat, ONE_A_SECOND)).isZero();
    assertThat(pace.take(chat, ONE_A_SECOND)).isZero();
    assertThat(pace.take(chat, ONE_A_SECOND)).isZero();
    assertThat(pace.take(chat, ONE_A_SECOND)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void waitingExactlyAsLongAsToldIsEnoughAndOneNanosecondLessIsNot() {
    Rate odd = new Rate(3, 1, 0);
    assertThat(pace.take(chat, odd)).isZero();
    for (int i = 0; i < 100; i++) {
      Duration wait = pace.take(chat, odd);
      pass(wait.minusNanos(1));
      assertThat(pace.take(chat, odd)).isEqualTo(Duration.ofNanos(1));
      pass(Duration.ofNanos(1));
      assertThat(pace.take(chat, odd)).isZero();
    }
  }

  @Test
  void aLongSilenceEarnsTheBurstAgainAndNoMore() {
    for (int i = 0; i < 3; i++) {
      pace.take(chat, ONE_A_SECOND);
    }
    pass(Duration.ofDays(1));
    for (int i = 0; i < 3; i++) {
      assertThat(pace.take(chat, ONE_A_SECOND)).isZero();
    }
    assertThat(pace.take(chat, ONE_A_SECOND)).isPositive();
  }

  @Test
  void threadsThatAreCountedApartHaveBudgetsOfTheirOwnAndShareAPenalty() {
    var apart = new Rate(1, 1, 0, 0, true);
    var thread = new Place(CHANNEL, "1", "7");
    assertThat(pace.take(chat, apart)).isZero();
    assertThat(pace.take(thread, apart)).isZero();
    assertThat(pace.take(thread, apart)).isEqualTo(Duration.ofSeconds(1));

    pace.penalise(thread, Duration.ofSeconds(30));
    assertThat(pace.take(thread, apart)).isEqualTo(Duration.ofSeconds(30));
    assertThat(pace.take(chat, apart)).isEqualTo(Duration.ofSeconds(30));
    assertThat(pace.take(new Place(CHANNEL, "1", "8"), apart)).isZero();
  }

  @Test
  void editsThatAreCountedApartHaveABudgetOverAllChats() {
    var rate = new Rate(0, 1, 0, 2, false);
    for (int i = 0; i < Pace.EDIT_BURST; i++) {
      assertThat(pace.takeEdit(place("p" + i), rate)).isZero();
    }
    assertThat(pace.takeEdit(place("one more"), rate)).isEqualTo(Duration.ofMillis(500));
    assertThat(pace.take(place("one more"), rate)).isZero();
  }

  @Test
  void oneSlowChatDoesNotHoldAnother() {
    pace.penalise(chat, Duration.ofMinutes(1));
    assertThat(pace.take(chat, ONE_A_SECOND)).isEqualTo(Duration.ofMinutes(1));
    assertThat(pace.take(place("2"), ONE_A_SECOND)).isZero();
  }

  @Test
  void theThreadsOfAChatShareItsBudget() {
    Rate one = new Rate(1, 1, 0);
    assertThat(pace.take(new Place(CHANNEL, "1", "7"), one)).isZero();
    assertThat(pace.take(new Place(CHANNEL, "1", "8"), one)).isPositive();
  }

  @Test
  void laterIsObeyedToTheNanosecond() {
    pace.penalise(chat, Duration.ofSeconds(17));
    pass(Duration.ofSeconds(17).minusNanos(1));
    assertThat(pace.take(chat, ONE_A_SECOND)).isEqualTo(Duration.ofNanos(1));
    pass(Duration.ofNanos(1));
    assertThat(pace.take(chat, ONE_A_SECOND)).isZero();
  }

  @Test
  void laterIsObeyedEvenWhereOurOwnPaceIsOff() {
    pace.penalise(chat, Duration.ofSeconds(5));
    assertThat(pace.take(chat, Rate.UNLIMITED)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aShorterLaterDoesNotShortenALongerOne() {
    pace.penalise(chat, Duration.ofSeconds(30));
    pace.penalise(chat, Duration.ofSeconds(3));
    assertThat(pace.take(chat, ONE_A_SECOND)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void withoutALimitNothingWaits() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(pace.take(chat, Rate.UNLIMITED)).isZero();
    }
  }

  @Test
  void theChannelsBudgetHoldsOverAllChats() {
    Rate rate = new Rate(0, 1, 30);
    int sent = 0;
    while (pace.take(place(Integer.toString(sent)), rate).isZero()) {
      sent++;
    }
    assertThat(sent).isEqualTo(15);
    assertThat(pace.take(place("next"), rate)).isEqualTo(Duration.ofNanos(33_333_333));
    assertThat(pace.take(Place.chat(new ChannelId("other"), "1"), rate)).isZero();
  }

  @Test
  void aRefusedCallCostsNothing() {
    Rate rate = new Rate(1, 1, 2);
    assertThat(pace.take(chat, rate)).isZero();
    pass(Duration.ofMillis(500));
    for (int i = 0; i < 100; i++) {
      assertThat(pace.take(chat, rate)).isEqualTo(Duration.ofMillis(500));
    }
    assertThat(pace.take(place("2"), rate)).isZero();
  }

  @Test
  void aSpareCallIsMadeOnlyWithHalfTheBudgetLeft() {
    Rate rate = new Rate(1, 4, 0);
    assertThat(pace.takeSpare(chat, rate)).isTrue();
    assertThat(pace.takeSpare(chat, rate)).isTrue();
    assertThat(pace.takeSpare(chat, rate)).isFalse();
    assertThat(pace.take(chat, rate)).isZero();
  }

  @Test
  void chatsWithTheirWholeBudgetAreForgottenAtTheBound() {
    for (int i = 0; i < Pace.FORGET_BEYOND; i++) {
      pace.take(place("p" + i), ONE_A_SECOND);
    }
    assertThat(pace.remembered()).isEqualTo(Pace.FORGET_BEYOND);
    pass(Duration.ofHours(1));
    pace.take(place("one more"), ONE_A_SECOND);
    assertThat(pace.remembered()).isEqualTo(1);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private static Place place(String chat) {
    return Place.chat(CHANNEL, chat);
  }
}
