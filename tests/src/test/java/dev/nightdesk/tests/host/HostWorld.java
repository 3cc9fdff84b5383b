package dev.nightdesk.tests.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.sessions.host.HostSettings;
import dev.nightdesk.sessions.host.LocalHost;
import dev.nightdesk.sessions.journal.IncarnationDirectory;
import dev.nightdesk.sessions.journal.SessionDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A home with real hosts and echo agents, and hands to do harm to them. Ends every agent when it
/// is closed.
final class HostWorld implements AutoCloseable {
  static final Outcome DONE = new Outcome.Done();

  /// Short enough that a test of the last resort takes a second.
  static final HostSettings IMPATIENT =
      new HostSettings(
          Duration.ofSeconds(10),
          Duration.ofMillis(500),
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          Duration.ofSeconds(3));

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(2);

  final Path home;
  final LocalHost host;
  private final EchoBackend backend;
  private final HostSettings settings;
  private final Map<SessionId, Long> written = new HashMap<>();

  HostWorld(Path home) {
    this(home, new EchoBackend(), IMPATIENT, System.getenv());
  }

  HostWorld(Path home, EchoBackend backend, HostSettings settings, Map<String, String> ours) {
    this.home = home;
    this.backend = backend;
    this.settings = settings;
    this.host = open(ours);
  }

  /// One more host on the same home, as after a restart.
  LocalHost another() {
    return open(System.getenv());
  }

  private LocalHost open(Map<String, String> ours) {
    return LocalHost.open(
        home, Map.of(EchoBackend.KIND, backend), settings, ours, System::nanoTime);
  }

  SessionSpec spec(SessionId session, int incarnation) {
    return spec(session, incarnation, Map.of());
  }

  SessionSpec spec(SessionId session, int incarnation, Map<String, String> environment) {
    return new SessionSpec(
        session,
        incarnation,
        EchoBackend.KIND,
        home,
        session.toString(),
        SessionSpec.Start.FRESH,
        null,
        "default",
        0,
        null,
        environment);
  }

  SessionId newSession() {
    return new SessionId(UUID.randomUUID());
  }

  SessionId started() throws InterruptedException {
    var session = newSession();
    assertThat(host.ensure(spec(session, 1))).isEqualTo(DONE);
    return session;
  }

  Ear ear(SessionId session) {
    return Ear.at(host, session, Cursor.startOf(1));
  }

  /// Appends to the first incarnation.
  void say(SessionId session, String... texts) throws InterruptedException {
    for (var text : texts) {
      var line = line(text);
      assertThat(host.send(session, 1, written.getOrDefault(session, 0L), line)).isEqualTo(DONE);
      written.merge(session, (long) line.bytes().length, Long::sum);
    }
  }

  InputLine line(String text) {
    return backend.encode(new InputId(UUID.randomUUID()), new AgentInput.Prompt(text, false));
  }

  IncarnationDirectory files(SessionId session) {
    return SessionDirectory.of(home, session).incarnation(1);
  }

  /// The pid of `launcher`, `tail` or `agent`.
  long pid(SessionId session, String who) throws IOException {
    return Files.readAllLines(files(session).pids()).stream()
        .filter(line -> line.startsWith(who + " "))
        .map(line -> Long.parseLong(line.split(" ", 3)[1]))
        .findFirst()
        .orElseThrow();
  }

  List<Long> allPids(SessionId session) throws IOException {
    return List.of(pid(session, "launcher"), pid(session, "tail"), pid(session, "agent"));
  }

  static void signal(String name, Long... pids) throws Exception {
    for (long pid : pids) {
      new ProcessBuilder("sh", "-c", "kill -s \"$0\" -- \"$1\"", name, Long.toString(pid))
          .inheritIO()
          .start()
          .waitFor();
    }
  }

  static boolean isAlive(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  static void awaitDead(long pid) {
    await("the death of " + pid, () -> !isAlive(pid));
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// How long something took, in milliseconds; for people, never for an assertion.
  static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  @Override
  public void close() {
    try {
      for (var session : SessionDirectory.all(home)) {
        host.stop(session.id(), StopReason.TAMPERED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      host.close();
    }
  }
}
