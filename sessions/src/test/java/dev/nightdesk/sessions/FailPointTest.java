package dev.nightdesk.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.FailPoint.Armed;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailPointTest {
  private enum Point implements FailPoint {
    HERE,
    THERE
  }

  @Test
  void withoutTheVariableNothingEnds() {
    assertThat(Armed.parse(null)).isNull();
    assertThat(Armed.parse(" ")).isNull();
    assertThat(Point.HERE.isArmed()).isFalse();
    Point.HERE.reach();
  }

  @Test
  void aNameEndsAtItsFirstVisitOnly() {
    var armed = Objects.requireNonNull(Armed.parse("HERE"));

    assertThat(armed.ends("THERE")).isFalse();
    assertThat(armed.ends("HERE")).isTrue();
    assertThat(armed.ends("HERE")).isFalse();
  }

  @Test
  void aNameWithANumberEndsAtThatVisit() {
    var armed = Objects.requireNonNull(Armed.parse("THERE@3"));

    assertThat(IntStream.range(0, 5).mapToObj(visit -> armed.ends("THERE")))
        .containsExactly(false, false, true, false, false);
  }
}
