package dev.nightdesk.sessions;

import static dev.nightdesk.sessions.Armed.Order.GO_ON;
import static dev.nightdesk.sessions.Armed.Order.HALT;
import static dev.nightdesk.sessions.Armed.Order.HOLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailPointTest {
  private enum Point implements FailPoint {
    HERE,
    THERE
  }

  @TempDir Path folder;

  @Test
  void withoutTheVariableNothingEnds() {
    assertThat(Armed.parse(null)).isNull();
    assertThat(Armed.parse(" ")).isNull();
    assertThat(Point.HERE.isArmed()).isFalse();
    Point.HERE.reach();
  }

  @Test
  void aNameEndsAtItsFirstVisitOnly() {
    var armed = armed("HERE");

    assertThat(armed.visit("THERE")).isEqualTo(GO_ON);
    assertThat(armed.visit("HERE")).isEqualTo(HALT);
    assertThat(armed.visit("HERE")).isEqualTo(GO_ON);
  }

  @Test
  void aNameWithANumberEndsAtThatVisit() {
    var armed = armed("THERE@3");

    assertThat(IntStream.range(0, 5).mapToObj(_ -> armed.visit("THERE")))
        .containsExactly(GO_ON, GO_ON, HALT, GO_ON, GO_ON);
  }

  @Test
  void aFileIsObeyedOnceWheneverItComes() throws IOException {
    Path file = folder.resolve("arm");
    var armed = armed("@" + file);
    assertThat(armed.visit("HERE")).isEqualTo(GO_ON);

    Files.writeString(file, "halt HERE\n");

    assertThat(armed.concerns("HERE")).isTrue();
    assertThat(armed.concerns("THERE")).isFalse();
    assertThat(armed.visit("THERE")).isEqualTo(GO_ON);
    assertThat(armed.visit("HERE")).isEqualTo(HALT);
    assertThat(armed.visit("HERE")).isEqualTo(GO_ON);
    assertThat(folder.resolve("arm.reached")).exists();
  }

  @Test
  void whoeverIsHeldGoesOnWhenTheTestSaysSo() throws Exception {
    Path file = Files.writeString(folder.resolve("arm"), "hold HERE");
    var armed = new Armed.ByFile(file);
    assertThat(armed.visit("HERE")).isEqualTo(HOLD);

    var held = Thread.ofVirtual().start(armed::hold);
    Files.delete(folder.resolve("arm.reached"));

    held.join();
  }

  private static Armed armed(String text) {
    return Objects.requireNonNull(Armed.parse(text));
  }
}
