package dev.nightdesk.tests.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.FailPoint;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.host.HostFailPoint;
import dev.nightdesk.sessions.journal.JournalFailPoint;
import dev.nightdesk.sessions.journal.SessionDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A gateway is killed at every step of its dealings with an agent, and the launcher at every step
/// of its own; started again, it goes on as if nothing had been.
@Timeout(120)
class CrashTest {
  private static final int KILLED = 137;
  private static final int WORDS = 4;

  @TempDir Path home;
  private final UUID session = UUID.randomUUID();

  static Stream<FailPoint> points() {
    return Stream.concat(Stream.of(HostFailPoint.values()), Stream.of(JournalFailPoint.values()));
  }

  static Stream<FailPoint> stepsOfOurs() {
    return points().filter(point -> !isLauncher(point));
  }

  static Stream<FailPoint> stepsOfTheLauncher() {
    return points().filter(CrashTest::isLauncher);
  }

  private static boolean isLauncher(FailPoint point) {
    return point.name().startsWith("LAUNCHER_");
  }

  @ParameterizedTest
  @MethodSource("stepsOfOurs")
  void killedAtAStepOfOursItGoesOn(FailPoint point) throws Exception {
    assertThat(run(Map.of(FailPoint.VARIABLE, point.name()), WORDS).waitFor())
        .as(output())
        .isEqualTo(KILLED);

    goOnToTheEnd();

    assertEachWordWasHeardOnce(WORDS);
  }

  @ParameterizedTest
  @MethodSource("stepsOfTheLauncher")
  void killedAtAStepOfTheLauncherItGoesOn(FailPoint point) throws Exception {
    var ours = new HashMap<>(System.getenv());
    ours.put(FailPoint.VARIABLE, point.name());
    try (var first = new SmallGateway(home, new SessionId(session), WORDS, ours)) {
      first.run(1);
    } catch (IllegalStateException everyLauncherIsKilledBeforeItsClaim) {
      assertThat(point).isEqualTo(HostFailPoint.LAUNCHER_BEGUN);
    }

    goOnToTheEnd();

    assertEachWordWasHeardOnce(WORDS);
  }

  private void goOnToTheEnd() throws Exception {
    try (var second = new SmallGateway(home, new SessionId(session), WORDS, System.getenv())) {
      second.run(Integer.MAX_VALUE);
    }
  }

  /// Somebody asks an agent to start the gateway again, and that gateway then stops the agent.
  @Test
  void aGatewayThatAnAgentStartedDoesNotEndItself() throws Exception {
    var mark =
        Map.of(
            "NIGHTDESK_SESSION_HOME", home.toRealPath().toString(),
            "NIGHTDESK_SESSION", session.toString(),
            "NIGHTDESK_INCARNATION", "1");

    assertThat(run(mark, WORDS).waitFor()).as(output()).isZero();

    assertEachWordWasHeardOnce(WORDS);
  }

  @Test
  void killedAtAnyMomentItGoesOn() throws Exception {
    killAtRandom(8);
  }

  @Test
  @Tag("long")
  @Timeout(1_200)
  void killedAtAnyOfManyMomentsItGoesOn() throws Exception {
    killAtRandom(300);
  }

  private void killAtRandom(int times) throws Exception {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    int words = 40 * times;
    for (int kill = 0; kill < times; kill++) {
      var gateway = run(Map.of(), words);
      if (gateway.waitFor(200 + random.nextInt(400), TimeUnit.MILLISECONDS)) {
        assertThat(gateway.exitValue()).as("seed %d: %s", seed, output()).isZero();
      }
      gateway.destroyForcibly().waitFor();
      if (random.nextInt(3) == 0) {
        killOneProcess(random);
      }
    }
    assertThat(run(Map.of(), words).waitFor()).as("seed %d: %s", seed, output()).isZero();
    assertEachWordWasHeardOnce(words);
  }

  /// Of the launcher, the tail and the agent of the newest incarnation.
  private void killOneProcess(Random random) throws Exception {
    var directory = SessionDirectory.of(home, new SessionId(session));
    var pids = directory.incarnation(directory.newestClaimed()).pids();
    if (Files.exists(pids)) {
      var lines = Files.readAllLines(pids);
      var line = lines.get(1 + random.nextInt(lines.size() - 1));
      HostWorld.signal("KILL", Long.parseLong(line.split(" ", 3)[1]));
    }
  }

  private void assertEachWordWasHeardOnce(int words) throws IOException {
    var heard =
        Files.readAllLines(home.resolve("ledger")).stream()
            .map(line -> line.split(" ", 3)[2])
            .toList();
    assertThat(heard.stream().filter(word -> word.startsWith("word-")).toList())
        .containsExactlyElementsOf(IntStream.range(0, words).mapToObj(SmallGateway::word).toList());
    assertThat(heard.getLast()).startsWith("ended ");
    long starts = heard.stream().filter(word -> word.startsWith("started ")).count();
    long ends = heard.stream().filter(word -> word.startsWith("ended ")).count();
    assertThat(ends).isGreaterThanOrEqualTo(starts);
    assertThat(survivors()).isEmpty();
  }

  /// Every process that carries this home's mark.
  private List<String> survivors() throws IOException {
    var mark = "NIGHTDESK_SESSION_HOME=" + home.toRealPath() + "\0";
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      var found = new ArrayList<String>();
      for (var process : processes) {
        if (read(process.resolve("environ")).contains(mark)) {
          found.add(process + " " + read(process.resolve("cmdline")));
        }
      }
      return found;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  private Process run(Map<String, String> variables, int words) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            SmallGateway.class.getName(),
            home.toString(),
            session.toString(),
            Integer.toString(words));
    builder.environment().remove(FailPoint.VARIABLE);
    builder.environment().putAll(variables);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("output").toFile()))
        .start();
  }

  private String output() throws IOException {
    return Files.readString(home.resolve("output"));
  }
}
