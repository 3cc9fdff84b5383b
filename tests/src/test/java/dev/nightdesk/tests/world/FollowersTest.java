package dev.nightdesk.tests.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.flow.Crew;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.AgentListener;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.tests.host.FakeHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Agents whose output cannot be read for now.
@Timeout(60)
class FollowersTest {
  @TempDir Path directory;

  @Test
  void oneThatFailsAgainAndAgainIsReadByOneThread() throws InterruptedException {
    var agents = new FakeHost();
    var host = new Unreadable(agents);
    try (var world = World.open(World.Plan.of(directory).with(host))) {
      world.channel().says("ana", "fix the tests");
      SessionId session = world.onlySession();
      Crew readers = readers(world);
      World.await("a failure", () -> readers.failures() > 0);

      for (int tick = 0; tick < 10; tick++) {
        world.flow().tick();
      }
      assertThat(readers.size()).isEqualTo(1);

      host.broken = false;
      World.await("the prompt", () -> !agents.appended(session).isEmpty());
      Echo.answers(agents, session, agents.appended(session).getFirst().line().id(), "all green");
      world.channel().await("all green");
      agents.die(session, 0);
      World.await("the end of reading", () -> readers.size() == 0);
    }
  }

  private static Crew readers(World world) {
    return world.flow().crews().stream()
        .filter(crew -> crew.name().equals("follow"))
        .findFirst()
        .orElseThrow();
  }

  private static final class Unreadable implements SessionHost {
    private final FakeHost host;
    volatile boolean broken = true;

    Unreadable(FakeHost host) {
      this.host = host;
    }

    @Override
    public void follow(SessionId id, Cursor after, AgentListener out) throws InterruptedException {
      if (broken) {
        throw new IllegalStateException("as the test wants");
      }
      host.follow(id, after, out);
    }

    @Override
    public Outcome ensure(SessionSpec spec) throws InterruptedException {
      return host.ensure(spec);
    }

    @Override
    public InputLine encode(AgentKind agent, InputId id, AgentInput input) {
      return host.encode(agent, id, input);
    }

    @Override
    public Outcome send(SessionId id, int incarnation, long at, InputLine line) {
      return host.send(id, incarnation, at, line);
    }

    @Override
    public Outcome stop(SessionId id, StopReason why) {
      return host.stop(id, why);
    }

    @Override
    public Optional<Waiting> waiting(
        SessionId id, int incarnation, AgentKind agent, Map<String, String> environment) {
      return host.waiting(id, incarnation, agent, environment);
    }

    @Override
    public String boot() {
      return host.boot();
    }

    @Override
    public List<Living> living() {
      return host.living();
    }

    @Override
    public void close() {
      host.close();
    }
  }
}
