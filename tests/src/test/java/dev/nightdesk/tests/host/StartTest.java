package dev.nightdesk.tests.host;

import static dev.nightdesk.tests.host.HostWorld.DONE;
import static dev.nightdesk.tests.host.HostWorld.IMPATIENT;
import static dev.nightdesk.tests.host.HostWorld.awaitDead;
import static dev.nightdesk.tests.host.SessionHostContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.Outcome.Reason;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an agent is started with, and what hinders a start.
@Timeout(60)
class StartTest {
  @TempDir Path home;
  private HostWorld world;

  @BeforeEach
  void open() {
    world = new HostWorld(home);
  }

  @AfterEach
  void close() {
    world.close();
  }

  // ── What hinders it ──

  @Test
  void aFolderThatIsGoneIsNamedAndNothingIsClaimed() throws Exception {
    var session = world.newSession();
    var spec = world.spec(session, 1);
    var gone =
        new SessionSpec(
            session,
            1,
            spec.agent(),
            home.resolve("gone"),
            "c",
            spec.start(),
            null,
            "default",
            0,
            null,
            Map.of());

    assertThat(world.host.ensure(gone))
        .isEqualTo(
            new Outcome.Refused(
                Reason.CANNOT_START, "the folder " + home.resolve("gone") + " is not there"));
    assertThat(world.host.ensure(spec)).isEqualTo(DONE);
  }

  @Test
  void aProgramThatIsMissingIsNamed(@TempDir Path elsewhere) throws Exception {
    var nothing = new EchoBackend(List.of("no-such-agent", "-p"), Map.of());
    try (var poor = new HostWorld(elsewhere, nothing, IMPATIENT, System.getenv())) {
      assertThat(poor.host.ensure(poor.spec(poor.newSession(), 1)))
          .isEqualTo(
              new Outcome.Refused(
                  Reason.CANNOT_START,
                  "there is no program “no-such-agent” to run. Install it, or name its whole path in"
                      + " the config."));
    }
  }

  @Test
  void aProgramIsTriedUntilItProvesItself(@TempDir Path elsewhere) throws Exception {
    Path version = Files.writeString(elsewhere.resolve("version"), "old");
    var trial =
        new AgentBackend.Trial(
            List.of("cat", version.toString()),
            said -> said.equals("old") ? Optional.of("it is too old") : Optional.empty());
    Path itsHome = Files.createDirectory(elsewhere.resolve("home"));
    try (var picky =
        new HostWorld(itsHome, new EchoBackend().tried(trial), IMPATIENT, System.getenv())) {
      var spec = picky.spec(picky.newSession(), 1);
      assertThat(picky.host.ensure(spec))
          .isEqualTo(new Outcome.Refused(Reason.CANNOT_START, "it is too old"));

      Files.writeString(version, "new");
      assertThat(picky.host.ensure(spec)).isEqualTo(DONE);

      Files.writeString(version, "old");
      assertThat(picky.host.ensure(picky.spec(picky.newSession(), 1)))
          .as("what has proved itself is not asked again")
          .isEqualTo(DONE);
    }
  }

  @Test
  void aProgramThatCannotRunIsToldByItsEnd(@TempDir Path elsewhere) throws Exception {
    var broken = Files.writeString(elsewhere.resolve("broken"), "\u007fELF is not all");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));
    var backend = new EchoBackend(List.of(broken.toString()), Map.of());
    try (var poor = new HostWorld(elsewhere, backend, IMPATIENT, System.getenv())) {
      var session = poor.started();
      try (var ear = poor.ear(session)) {
        var end = ear.awaitEnd();
        assertThat(end.code()).isBetween(126, 127);
        assertThat(end.lastWords()).contains("broken");
      }
    }
  }

  @Test
  void anUnknownKindOfAgentAndAWrongNumberMakeNoSense() throws Exception {
    var session = world.newSession();
    var spec = world.spec(session, 0);
    var strange =
        new SessionSpec(
            session,
            1,
            new AgentKind("strange"),
            home,
            "c",
            spec.start(),
            null,
            "default",
            0,
            null,
            Map.of());

    assertRefused(world.host.ensure(spec), Reason.INVALID);
    assertRefused(world.host.ensure(strange), Reason.INVALID);
  }

  @Test
  void aFullDiskRefusesAStartAndLetsItHappenLater(@TempDir Path elsewhere) throws Exception {
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", elsewhere.toString()))
        .as("a small disk can be mounted here (needs root)")
        .isZero();
    try (var full = new HostWorld(elsewhere)) {
      var session = full.newSession();
      var ballast = elsewhere.resolve("ballast");
      fill(ballast);

      assertRefused(full.host.ensure(full.spec(session, 1)), Reason.NO_SPACE);
      Files.delete(ballast);
      assertThat(full.host.ensure(full.spec(session, 1))).isEqualTo(DONE);

      full.say(session, "hello");
      try (var ear = full.ear(session)) {
        ear.awaitWords("hello");
        fill(ballast);
        var line = full.line("z".repeat(20_000));
        assertRefused(full.host.send(session, 1, 6, line), Reason.NO_SPACE);
        Files.delete(ballast);
        assertThat(full.host.send(session, 1, 6, line)).isEqualTo(DONE);
        ear.awaitWords("z".repeat(20_000));
      }
    } finally {
      run("umount", "-l", elsewhere.toString());
    }
  }

  // ── Claims ──

  @Test
  void aClaimThatNobodySignedIsGivenUp() throws Exception {
    var session = world.newSession();
    world.files(session).prepare();
    Files.createDirectory(world.files(session).claim());

    assertRefused(world.host.ensure(world.spec(session, 1)), Reason.NOT_ALIVE);
    assertThat(world.host.ensure(world.spec(session, 2))).isEqualTo(DONE);
    try (var ear = world.ear(session)) {
      assertThat(ear.awaitEnd().code()).isNull();
    }
  }

  @Test
  void aClaimThatNobodySignedIsNotGivenUpWhileSomebodyCarriesItsMark() throws Exception {
    var session = world.newSession();
    world.files(session).prepare();
    Files.createDirectory(world.files(session).claim());
    var builder = new ProcessBuilder("sleep", "600");
    builder.environment().put("NIGHTDESK_SESSION_HOME", home.toRealPath().toString());
    builder.environment().put("NIGHTDESK_SESSION", session.toString());
    builder.environment().put("NIGHTDESK_INCARNATION", "1");
    var unsigned = builder.start();
    try {
      assertThat(world.host.ensure(world.spec(session, 1)))
          .isEqualTo(new Outcome.Unknown("it is still starting"));
      assertRefused(world.host.ensure(world.spec(session, 2)), Reason.TAKEN);
    } finally {
      unsigned.destroyForcibly().waitFor();
    }
    assertRefused(world.host.ensure(world.spec(session, 1)), Reason.NOT_ALIVE);
  }

  @Test
  void aHostThatIsOpenedLaterFindsWhoLives() throws Exception {
    var session = world.started();
    long agent = world.pid(session, "agent");
    world.host.close();

    try (var later = world.another();
        var ear = Ear.at(later, session, Cursor.startOf(1))) {
      assertThat(later.ensure(world.spec(session, 1))).isEqualTo(DONE);
      ear.awaitWords("started " + agent);
      world.say(session, "hello");
      assertThat(later.living()).hasSize(1);
      assertThat(later.stop(session, StopReason.STOP)).isEqualTo(DONE);
    }
  }

  @Test
  void processesAreKnownByTheKernelsOwnStartTime() throws Exception {
    var session = world.started();

    for (var line : Files.readAllLines(world.files(session).pids())) {
      var words = line.split(" ", 3);
      if (words.length == 3) {
        var stat = Files.readString(Path.of("/proc/" + words[1] + "/stat"));
        var field22 = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 21)[19];
        assertThat(words[2]).isEqualTo(field22);
      }
    }
  }

  // ── What it is given ──

  @Test
  void theEnvironmentIsAnAllowList(@TempDir Path elsewhere) throws Exception {
    var ours = new HashMap<>(System.getenv());
    ours.putAll(
        Map.of(
            "TELEGRAM_BOT_TOKEN",
            "1:secret",
            "SLACK_APP_TOKEN",
            "secret",
            "GH_TOKEN",
            "secret",
            "AWS_SECRET_ACCESS_KEY",
            "secret",
            "CLAUDECODE",
            "1",
            "CLAUDE_CODE_SESSION_ID",
            "x",
            "CLAUDE_CODE_OTHER",
            "x",
            "NIGHTDESK_OTHER",
            "x"));
    ours.putAll(
        Map.of(
            "ANTHROPIC_API_KEY",
            "key",
            "CLAUDE_CODE_USE_BEDROCK",
            "1",
            "LC_TIME",
            "C",
            "XDG_RUNTIME_DIR",
            "/run/x",
            "CLAUDE_CONFIG_DIR",
            "/c",
            "MY_OWN",
            "mine"));
    var backend = new EchoBackend().with(Map.of("FROM_BACKEND", "b", "BOTH", "backend"));
    try (var rich = new HostWorld(elsewhere, backend, IMPATIENT, ours)) {
      var session = rich.newSession();
      var configured = Map.of("FROM_CONFIG", "c", "BOTH", "config", "CLAUDECODE", "1");
      rich.host.ensure(rich.spec(session, 1, configured));
      rich.say(session, "env");
      try (var ear = rich.ear(session)) {
        ear.awaitWords("end of env");

        assertThat(ear.words())
            .contains("ANTHROPIC_API_KEY=key", "CLAUDE_CODE_USE_BEDROCK=1", "LC_TIME=C")
            .contains("XDG_RUNTIME_DIR=/run/x", "CLAUDE_CONFIG_DIR=/c")
            .contains("FROM_CONFIG=c", "FROM_BACKEND=b", "BOTH=backend")
            .contains("NIGHTDESK_SESSION=" + session, "NIGHTDESK_INCARNATION=1")
            .contains(
                "NIGHTDESK_SESSION_HOME=" + elsewhere.toRealPath(), "PATH=" + ours.get("PATH"))
            .noneMatch(line -> line.contains("secret"))
            .noneMatch(line -> line.startsWith("MY_OWN="))
            .noneMatch(line -> line.startsWith("CLAUDECODE="))
            .noneMatch(line -> line.startsWith("CLAUDE_CODE_SESSION_ID="))
            .noneMatch(line -> line.startsWith("CLAUDE_CODE_OTHER="))
            .noneMatch(line -> line.startsWith("NIGHTDESK_OTHER="))
            .noneMatch(line -> line.startsWith("NIGHTDESK_FAIL_POINT="));
      }
    }
  }

  @Test
  void nothingOfOursIsOpenInTheAgent() throws Exception {
    try (var lock = Files.newByteChannel(Files.createFile(home.resolve("lock")))) {
      var session = world.started();
      try (var ear = world.ear(session)) {
        ear.awaitBeginning("started ");
        try (var open = Files.list(Path.of("/proc/" + world.pid(session, "agent") + "/fd"))) {
          assertThat(open.map(file -> file.getFileName().toString()))
              .containsExactlyInAnyOrder("0", "1", "2");
        }
      }
      assertThat(lock.isOpen()).isTrue();
    }
  }

  @Test
  void itHasAProcessSessionOfItsOwn() throws Exception {
    var session = world.started();

    var stat = Files.readString(Path.of("/proc/" + world.pid(session, "agent") + "/stat"));
    var words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
    assertThat(words[3]).isEqualTo("" + world.pid(session, "launcher"));
  }

  @Test
  void onlyTheOwnerReadsWhatItWrites() throws Exception {
    var session = world.started();
    world.say(session, "exit 0");
    try (var ear = world.ear(session)) {
      ear.awaitEnd();
    }

    try (Stream<Path> all = Files.walk(home.resolve("sessions"))) {
      assertThat(all.toList())
          .hasSizeGreaterThan(8)
          .allSatisfy(path ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                  .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void whatTheAgentMakesHasThePersonsFileMode(@TempDir Path elsewhere) throws Exception {
    var toucher = new EchoBackend(List.of("sh", "-c", "touch made"), Map.of());
    var ours = new HashMap<>(System.getenv());
    ours.put("NIGHTDESK_UMASK", "0027");
    try (var open = new HostWorld(elsewhere, toucher, IMPATIENT, ours)) {
      try (var ear = open.ear(open.started())) {
        ear.awaitEnd();
      }
      assertThat(Files.getPosixFilePermissions(elsewhere.resolve("made")))
          .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }
  }

  @Test
  void theSpecOnDiskNamesVariablesAndKeepsTheirValues() throws Exception {
    var session = world.newSession();
    world.host.ensure(world.spec(session, 1, Map.of("MY_KEY", "sesame")));

    assertThat(Files.readString(home.resolve("sessions/" + session + "/spec.json")))
        .contains("MY_KEY", "\"agent\" : \"echo\"", "\"incarnation\" : 1")
        .doesNotContain("sesame");
  }

  @Test
  void noProcessOfOursStaysUnburied() throws Exception {
    var session = world.started();
    long launcher = world.pid(session, "launcher");
    world.host.stop(session, StopReason.STOP);
    awaitDead(launcher);

    HostWorld.await("its burial", () -> !Files.exists(Path.of("/proc/" + launcher)));
  }

  /// Until not one byte more fits.
  private static void fill(Path ballast) {
    try {
      var block = new byte[4_096];
      try (var file = Files.newOutputStream(ballast)) {
        for (int written = 0; written < 1_000; written++) {
          file.write(block);
        }
      }
    } catch (IOException full) {
      // As wanted.
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
