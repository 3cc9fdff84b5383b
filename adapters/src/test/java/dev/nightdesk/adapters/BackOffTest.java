package dev.nightdesk.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
  @Test
  void waitsDoubleUpToTheBoundAndBeginAgainAfterSuccess() {
    var backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    assertThat(java.util.stream.IntStream.range(0, 7).mapToObj(_ -> backOff.failed().toSeconds()))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);

    backOff.worked();
    assertThat(backOff.failed()).isEqualTo(Duration.ofSeconds(1));
  }
}
