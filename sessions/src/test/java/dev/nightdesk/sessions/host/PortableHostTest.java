package dev.nightdesk.sessions.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.sessions.journal.DirectoryWatch;
import dev.nightdesk.sessions.journal.SessionDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The host as on a system that has no `/proc` and tells of no changes: by `ps`, by looking.
@Timeout(60)
class PortableHostTest {
  private static final AgentKind CAT = new AgentKind("cat");
  private static final Outcome DONE = new Outcome.Done();

  @TempDir Path home;
  private final SessionId session = new SessionId(UUID.randomUUID());
  private LocalHost host;

  @BeforeEach
  void open() {
    var text = new String(Launcher.text(), StandardCharsets.UTF_8).replace("/proc/", "/no-proc/");
    var settings = HostSettings.standard();
    host =
        new LocalHost(
            home,
            Map.of(CAT, new Cat()),
            settings,
            Launcher.in(home, System.getenv(), text.getBytes(StandardCharsets.UTF_8)),
            new AgentEnvironment(System.getenv()),
            System::nanoTime,
            new PsCommand(List.of("axeww")),
            DirectoryWatch.best("Mac OS X"));
  }

  @AfterEach
  void close() throws InterruptedException {
    host.stop(session, StopReason.TAMPERED);
    host.close();
  }

  @Test
  void anAgentLivesHearsSpeaksAndEnds() throws Exception {
    assertThat(host.ensure(spec())).isEqualTo(DONE);
    assertThat(host.ensure(spec())).isEqualTo(DONE);
    assertThat(host.living()).hasSize(1);
    assertThat(host.orphans()).isEmpty();

    assertThat(host.send(session, 1, 0, line("hello"))).isEqualTo(DONE);
    var heard = Collections.synchronizedList(new ArrayList<AgentEvent>());
    host.follow(
        session,
        Cursor.startOf(1),
        (after, events, raw) -> {
          heard.addAll(events);
          if (raw.equals("hello")) {
            assertThat(host.stop(session, StopReason.PARK)).isEqualTo(DONE);
          }
        });

    assertThat(heard)
        .containsExactly(
            new AgentEvent.Spoke("hello", false, false),
            new AgentEvent.Exited(143, Death.CLEAN, ""));
    assertThat(host.living()).isEmpty();
  }

  @Test
  void everythingItStartedEndsWithIt() throws Exception {
    host.ensure(spec());
    var pids =
        Objects.requireNonNull(Pids.read(SessionDirectory.of(home, session).incarnation(1).pids()));
    var processes = new PsCommand(List.of("axeww"));
    assertThat(pids.all()).hasSize(3).allMatch(process -> process.isAlive(processes));

    assertThat(host.stop(session, StopReason.STOP)).isEqualTo(DONE);

    assertThat(pids.all()).noneMatch(process -> process.isAlive(processes));
    assertThat(host.ensure(spec())).isInstanceOf(Outcome.Refused.class);
  }

  private SessionSpec spec() {
    return new SessionSpec(
        session, 1, CAT, home, "c", SessionSpec.Start.FRESH, null, "default", 0, null, Map.of());
  }

  private static InputLine line(String text) {
    return new InputLine(
        new InputId(UUID.randomUUID()), (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Says back what it hears.
  static final class Cat implements AgentBackend {
    @Override
    public AgentKind kind() {
      return CAT;
    }

    @Override
    public Launch launch(SessionSpec spec) {
      return new Launch(List.of("cat"), Map.of());
    }

    @Override
    public InputLine encode(InputId id, AgentInput input) {
      return line(input.toString());
    }

    @Override
    public List<AgentEvent> decode(String line) {
      return List.of(new AgentEvent.Spoke(line, false, false));
    }

    @Override
    public AgentEvent.Exited exited(
        @Nullable Integer code, boolean hadResult, String standardError) {
      return new AgentEvent.Exited(code, Death.CLEAN, standardError);
    }
  }
}
