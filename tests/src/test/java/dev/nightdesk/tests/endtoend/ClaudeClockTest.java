package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightdesk.tests.claude.RealClaude;
import dev.nightdesk.tests.claude.ScriptedMessagesApi;
import dev.nightdesk.tests.world.Machine;
import dev.nightdesk.tests.world.WallClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody sets the gateway's clock an hour forward or back while the real Claude Code is at work:
/// nothing is lost, done twice, stuck, or taken for old. The agent goes by the machine's clock: its
/// runtime does not start under libfaketime. Long, as every look at the time takes a detour.
@Tag("long")
final class ClaudeClockTest implements OnThePhone {
  private static final int BACK = -60;
  private static final int FORWARD = 60;

  private WallClock clock;
  private ClaudeDesk desk;

  @BeforeEach
  void start(@TempDir Path folder) {
    var installed = WallClock.in(folder);
    assumeTrue(installed.isPresent(), "libfaketime is not installed: apt install faketime");
    clock = installed.get();
    var api = new ScriptedMessagesApi(folder);
    var environment = RealClaude.environment(folder.resolve("claude"), api.url());
    var machine =
        Machine.withAgent(folder, List.of(RealClaude.program().toString()), environment)
            .start(clock.environment());
    desk = new ClaudeDesk(api, machine, folder.resolve("claude/configuration/projects"));
  }

  @AfterEach
  void close() {
    if (desk != null) {
      desk.close();
    }
  }

  @Override
  public AgentDesk desk() {
    return desk;
  }

  @ParameterizedTest
  @ValueSource(ints = {BACK, FORWARD})
  void whatIsAskedAndWhatIsQueuedGoOn(int minutes) {
    say(desk.writes("clock.txt") + "; result clock-first");
    var live = card("clock.txt");
    var asked = asked("Allow once", "clock.txt");
    reply(live, "result clock-second");
    await("the queued line", it -> it.text().contains("queued 1"));

    clock.set(Duration.ofMinutes(minutes));
    press(asked, "Allow once");

    answeredOnce("clock-first");
    answeredOnce("clock-second");
    assertThat(inItsWorktree("clock.txt", "clock.txt").strip()).isEqualTo("hello");
    say("result clock-third");
    answeredOnce("clock-third");
    assertThat(machine().chat().fromBot()).noneMatch(it -> it.labels().contains("Run"));
  }

  @ParameterizedTest
  @ValueSource(ints = {BACK, FORWARD})
  void aGatewayThatStartsAnewGoesOn(int minutes) {
    say(desk.writes("clock.txt") + "; result clock-first");
    var asked = asked("Allow once", "clock.txt");
    untilAllIsShown();
    machine().kill();

    clock.set(Duration.ofMinutes(minutes));
    press(asked, "Allow once");
    machine().start(clock.environment());

    answeredOnce("clock-first");
    reply(asked, "result clock-second");
    answeredOnce("clock-second");
    assertThat(inItsWorktree("clock.txt", "clock.txt").strip()).isEqualTo("hello");
  }
}
