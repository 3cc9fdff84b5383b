package dev.nightdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Place;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static Envelope envelope(Deadline due, Inbound... inbound) {
    return new Envelope(List.of(inbound), () -> {}, due);
  }

  @Test
  void itIsOverWhenTheTimeIsUpAndThatIsBeforeSlackGivesUp() throws InterruptedException {
    var due = Deadline.after(Duration.ofMillis(1));

    assertThat(SlackTiming.PUBLISHED.prompt()).isLessThan(Duration.ofSeconds(3));
    assertThat(Deadline.after(Duration.ofHours(1)).isOver()).isFalse();
    due.over().await();
    assertThat(due.isOver()).isTrue();
  }

  @Test
  void onlyWhatIsToBeBroughtIsEverLate() {
    var left = new Inbound.Left("l:1", Place.chat(new ChannelId("slack"), "C1"));
    var over = new Deadline(new CountDownLatch(0));
    var waiting = new Deadline(new CountDownLatch(1));

    assertThat(envelope(over, left).isLate()).isTrue();
    assertThat(envelope(over).isLate()).isFalse();
    assertThat(envelope(waiting, left).isLate()).isFalse();
    assertThat(new Envelope(List.of(left), () -> {}, null).isLate()).isFalse();
  }
}
