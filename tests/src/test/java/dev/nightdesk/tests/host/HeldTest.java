package dev.nightdesk.tests.host;

import static dev.nightdesk.tests.host.HostWorld.DONE;
import static dev.nightdesk.tests.host.HostWorld.IMPATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.Outcome.Reason;
import dev.nightdesk.sessions.SessionHost.Waiting;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.SessionSpec.Start;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.sessions.claude.ClaudeCode;
import dev.nightdesk.sessions.host.LocalHost;
import dev.nightdesk.sessions.journal.SessionDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The registry of living processes that Claude Code keeps, with real files and real processes:
/// never two writers on one conversation, and a word of an agent beside its output.
@Timeout(60)
class HeldTest {
  @TempDir Path home;
  @TempDir Path configuration;
  private final SessionId session = new SessionId(UUID.randomUUID());
  private final List<Process> strangers = new ArrayList<>();
  private Map<String, String> environment = Map.of();
  private LocalHost host;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectory(configuration.resolve("sessions"));
    environment = Map.of("CLAUDE_CONFIG_DIR", configuration.toString());
    var agent = agent("while read -r line; do :; done");
    var claude =
        new ClaudeCode(
            AgentKind.CLAUDE, List.of("sh", agent.toString()), home, List.of(), System.getenv());
    host =
        LocalHost.open(
            home, Map.of(AgentKind.CLAUDE, claude), IMPATIENT, System.getenv(), System::nanoTime);
  }

  @AfterEach
  void close() throws Exception {
    strangers.forEach(Process::destroyForcibly);
    host.stop(session, StopReason.TAMPERED);
    host.close();
  }

  /// A program that names a version that is new enough, or does this.
  private Path agent(String otherwise) throws IOException {
    return Files.writeString(
        home.resolve("agent"),
        """
        if [ "${1:-}" = --version ]; then echo '2.1.329 (Claude Code)'; exit; fi
        %s
        """
            .formatted(otherwise));
  }

  private Outcome ensure(int incarnation, Start how) throws Exception {
    return host.ensure(
        new SessionSpec(
            session,
            incarnation,
            AgentKind.CLAUDE,
            home,
            session.toString(),
            how,
            null,
            "default",
            0,
            null,
            environment));
  }

  /// A process that holds a conversation, as far as anybody can see.
  private Process stranger() throws IOException {
    var process = new ProcessBuilder("sleep", "600").start();
    strangers.add(process);
    return process;
  }

  private static String started(long pid) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 21)[19];
  }

  private void register(long pid, String started, String more) throws IOException {
    Files.writeString(
        configuration.resolve("sessions/" + pid + ".json"),
        """
        {"pid":%d,"sessionId":"%s","cwd":"/srv/app","procStart":"%s",%s}
        """
            .formatted(pid, session, started, more));
  }

  private static final String IN_A_TERMINAL = "\"entrypoint\":\"cli\",\"status\":\"idle\"";

  private long agent(int incarnation) throws IOException {
    var pids = SessionDirectory.of(home, session).incarnation(incarnation).pids();
    return Files.readAllLines(pids).stream()
        .filter(line -> line.startsWith("agent "))
        .map(line -> Long.parseLong(line.split(" ", 3)[1]))
        .findFirst()
        .orElseThrow();
  }

  private void startAndEnd() throws Exception {
    assertThat(ensure(1, Start.FRESH)).isEqualTo(DONE);
    assertThat(host.stop(session, StopReason.SUSPEND)).isEqualTo(DONE);
  }

  @Test
  void aConversationThatIsOpenInATerminalIsNotResumedUntilItIsClosedThere() throws Exception {
    startAndEnd();
    var terminal = stranger();
    register(terminal.pid(), started(terminal.pid()), IN_A_TERMINAL);

    assertThat(ensure(2, Start.RESUME))
        .isEqualTo(
            new Outcome.Refused(
                Reason.TAKEN,
                "this conversation is open in a terminal on the machine (process "
                    + terminal.pid()
                    + " in /srv/app). Close it there, then reply here; or send the task as a new"
                    + " message to begin afresh."));
    assertThat(SessionDirectory.of(home, session).incarnation(2).path()).doesNotExist();
    assertThat(host.living()).isEmpty();

    terminal.destroyForcibly().waitFor();
    assertThat(ensure(2, Start.RESUME)).as("its file is stale now").isEqualTo(DONE);
  }

  @Test
  void neitherIsItContinuedNorBegunAgain() throws Exception {
    startAndEnd();
    var program = stranger();
    register(program.pid(), started(program.pid()), "\"entrypoint\":\"sdk-cli\"");

    for (var how : Start.values()) {
      assertThat(ensure(2, how))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              no -> assertThat(no.why()).contains("open in another program on the machine"));
    }
  }

  @Test
  void aLaterProcessWithTheSamePidHoldsNothing() throws Exception {
    startAndEnd();
    register(stranger().pid(), "17", IN_A_TERMINAL);
    assertThat(ensure(2, Start.RESUME)).isEqualTo(DONE);
  }

  @Test
  void anotherConversationHindersNobody() throws Exception {
    startAndEnd();
    var terminal = stranger();
    Files.writeString(
        configuration.resolve("sessions/" + terminal.pid() + ".json"),
        "{\"pid\":%d,\"sessionId\":\"%s\",\"procStart\":\"%s\"}"
            .formatted(terminal.pid(), UUID.randomUUID(), started(terminal.pid())));
    assertThat(ensure(2, Start.RESUME)).isEqualTo(DONE);
  }

  @Test
  void ourOwnAgentThatWasKilledHoldsNothing() throws Exception {
    assertThat(ensure(1, Start.FRESH)).isEqualTo(DONE);
    register(agent(1), started(agent(1)), IN_A_TERMINAL);
    HostWorld.signal("KILL", agent(1));
    HostWorld.await("its end", () -> host.living().isEmpty());

    assertThat(ensure(2, Start.CONTINUE)).isEqualTo(DONE);
  }

  // ── Waiting, by its own word ──

  private static final String WAITING =
      "\"status\":\"waiting\",\"waitingFor\":\"permission prompt\",\"updatedAt\":7";

  private Optional<Waiting> waiting(int incarnation) {
    return host.waiting(session, incarnation, AgentKind.CLAUDE, environment);
  }

  @Test
  void anAgentThatSaysThatItWaitsIsHeard() throws Exception {
    assertThat(ensure(1, Start.FRESH)).isEqualTo(DONE);
    assertThat(waiting(1)).isEmpty();

    register(agent(1), started(agent(1)), "\"status\":\"busy\"");
    assertThat(waiting(1)).isEmpty();
    register(agent(1), started(agent(1)), WAITING);
    assertThat(waiting(1)).contains(new Waiting("permission prompt", 7));
    assertThat(waiting(2)).isEmpty();
  }

  @Test
  void nobodyElseSpeaksForIt() throws Exception {
    assertThat(ensure(1, Start.FRESH)).isEqualTo(DONE);
    var other = stranger();
    register(other.pid(), started(other.pid()), WAITING);
    register(agent(1), "17", WAITING);
    assertThat(waiting(1)).isEmpty();
  }

  @Test
  void theDeadWaitForNothing() throws Exception {
    assertThat(ensure(1, Start.FRESH)).isEqualTo(DONE);
    register(agent(1), started(agent(1)), WAITING);
    host.stop(session, StopReason.SUSPEND);
    assertThat(waiting(1)).isEmpty();
  }

  /// As when the configured command is a wrapper.
  @Test
  void aChildOfTheAgentSpeaksForIt() throws Exception {
    agent("sleep 600 & echo $!; wait");
    assertThat(ensure(1, Start.FRESH)).isEqualTo(DONE);
    var output = SessionDirectory.of(home, session).incarnation(1).output();
    HostWorld.await("the child", () -> text(output).endsWith("\n"));
    long child = Long.parseLong(text(output).strip());
    register(child, started(child), WAITING);

    assertThat(waiting(1)).contains(new Waiting("permission prompt", 7));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
