package dev.nightdesk.adapters.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private final Waiting waiting = new Waiting();

  private static Happening happening(String name) {
    return new Happening("MESSAGE_CREATE", name, MissingNode.getInstance(), null);
  }

  @Test
  void whatCameBeforeTheEndIsStillBrought() throws InterruptedException {
    waiting.add(happening("1"));
    waiting.end(new Waiting.End(4000, "cut"));
    waiting.end(new Waiting.End(1000, "closed"));

    assertThat(waiting.add(happening("2"))).isFalse();
    assertThat(waiting.take(Duration.ZERO)).contains(happening("1"));
    assertThat(waiting.take(Duration.ofDays(1))).isEmpty();
    assertThat(waiting.end()).contains(new Waiting.End(4000, "cut"));
  }

  @Test
  void beyondItsBoundItEnds() throws InterruptedException {
    for (int i = 0; i < Waiting.MOST; i++) {
      assertThat(waiting.add(happening("" + i))).isTrue();
    }
    assertThat(waiting.end()).isEmpty();
    assertThat(waiting.add(happening("lost"))).isFalse();
    assertThat(waiting.end()).isPresent();
    assertThat(waiting.take(Duration.ZERO)).contains(happening("0"));
    assertThat(waiting.add(happening("lost, too"))).isFalse();
  }

  @Test
  void closingForgetsWhatWaits() throws InterruptedException {
    waiting.add(happening("1"));
    waiting.close();
    assertThat(waiting.take(Duration.ofDays(1))).isEmpty();
  }
}
