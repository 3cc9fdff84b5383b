package dev.nightdesk.tests.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SignalsTest {
  @Test
  @Timeout(20)
  void aProcessStandsStillOnlyOnceItTookTheStopIn() throws IOException, InterruptedException {
    assumeThat(Path.of("/proc/self/task")).as("threads are seen on Linux").matches(Files::exists);
    var process = new ProcessBuilder("cat").start();
    try {
      assertThat(Signals.isStopped(process.pid())).as("it waits for input").isFalse();

      assertThat(Signals.send("STOP", process.pid())).isZero();
      until(() -> Signals.isStopped(process.pid()));

      assertThat(Signals.send("CONT", process.pid())).isZero();
      until(() -> !Signals.isStopped(process.pid()));
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(Signals.isStopped(process.pid())).as("it is gone").isTrue();
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
