package dev.nightdesk.tests.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.console.ConsoleAdapter;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.sessions.host.HostSettings;
import dev.nightdesk.sessions.host.LocalHost;
import dev.nightdesk.sessions.scripted.Scripted;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleDemoTest {
  @TempDir Path directory;

  /// The thinnest whole path: a line at the terminal, a process, its answer on the screen.
  @Test
  void aLineOnTheConsoleReachesTheDemoAgentAndItsAnswerComesBack() throws Exception {
    var screen = new ByteArrayOutputStream();
    var keyboard = new PipedOutputStream();
    var console =
        new ConsoleAdapter(
            new PipedInputStream(keyboard),
            new PrintStream(screen, true, StandardCharsets.UTF_8),
            80,
            false,
            "run");
    SessionHost host =
        LocalHost.open(
            directory,
            Map.of(AgentKind.DEMO, new Scripted(directory)),
            HostSettings.standard(),
            System.getenv(),
            System::nanoTime);
    var plan = World.Plan.of(directory).with(console).with(host).inRealTime();
    try (var world = World.open(plan)) {
      keyboard.write("say hello from the agent\n".getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      World.await(
          "the answer",
          () -> screen.toString(StandardCharsets.UTF_8).contains("✅ say hello from the agent"));
      world.awaitQuiet();
      assertThat(screen.toString(StandardCharsets.UTF_8)).contains("Completed");
      keyboard.close();
      for (var living : host.living()) {
        host.stop(living.id(), StopReason.SUSPEND);
      }
    }
  }
}
