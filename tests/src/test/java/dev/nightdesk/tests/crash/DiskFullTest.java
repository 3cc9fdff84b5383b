package dev.nightdesk.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.claude.RealClaude;
import dev.nightdesk.tests.claude.ScriptedMessagesApi;
import dev.nightdesk.tests.world.Journals;
import dev.nightdesk.tests.world.Machine;
import dev.nightdesk.tests.world.SmallDisk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk is full while an agent works. The test needs the right to mount a file system.
final class DiskFullTest {
  private static final String NO_FLOOR = "disk_floor: off";
  private static final int LONG = 3_900;

  /// Home and database: nothing more is acknowledged, and everything is done once there is room.
  @Test
  void inMidCommitItStopsTakingAndGoesOnWhenThereIsRoom(@TempDir Path folder) throws Exception {
    Path home = privateFolder(folder.resolve("home"));
    try (var disk = SmallDisk.mount(home);
        var machine = Machine.withRoom(folder, NO_FLOOR)) {
      int port = port(machine.start().readyLine());
      machine.owner().say("permission Bash make room; result room is made");
      var asked =
          machine
              .chat()
              .await("the question", Machine.PATIENCE, it -> it.labels().contains("Allow once"));
      assertThat(ready(port)).isEqualTo(200);

      disk.fill();
      machine.owner().press(asked.id(), "Allow once");
      awaitReady(port, 503);
      assertThat(machine.telegram().unconfirmed()).as("not acknowledged").hasSize(1);

      disk.clear();
      awaitReady(port, 200);
      machine
          .chat()
          .await(
              "the answer",
              Machine.PATIENCE,
              it -> it.text().lines().anyMatch("room is made"::equals));
      assertThat(journals(machine).finished("room is made")).isOne();
      assertThat(machine.books().integrity()).isEqualTo("ok");
    }
  }

  /// There is room left, and it is kept for what works already.
  @Test
  void belowTheFloorNothingNewStartsAndThePersonIsTold(@TempDir Path folder) throws Exception {
    Path home = privateFolder(folder.resolve("home"));
    try (var disk = SmallDisk.mount(home);
        var machine = Machine.withRoom(folder, "disk_floor: 32 MiB")) {
      int port = port(machine.start().readyLine());
      assertThat(ready(port)).isEqualTo(200);
      disk.take(40 << 20);
      awaitReady(port, 503);

      machine.owner().say("result too early");
      machine
          .chat()
          .await("the refusal", Machine.PATIENCE, it -> it.text().contains("disk is nearly full"));
      assertThat(machine.books().column("SELECT id FROM sessions")).isEmpty();

      disk.clear();
      awaitReady(port, 200);
      machine.owner().say("result in time");
      machine
          .chat()
          .await(
              "the answer", Machine.PATIENCE, it -> it.text().lines().anyMatch("in time"::equals));
    }
  }

  /// Journals alone: a line that found room for its beginning only is completed, not repeated.
  @Test
  void inMidAppendTheLineIsCompletedWhenThereIsRoom(@TempDir Path folder) throws Exception {
    Path sessions = privateFolder(privateFolder(folder.resolve("home")).resolve("sessions"));
    try (var disk = SmallDisk.mount(sessions);
        var machine = Machine.withRoom(folder, NO_FLOOR).start()) {
      completeALine(machine, disk);
    }
  }

  @Test
  void theRealAgentReadsTheCompletedLineToo(@TempDir Path folder) throws Exception {
    Path sessions = privateFolder(privateFolder(folder.resolve("home")).resolve("sessions"));
    try (var disk = SmallDisk.mount(sessions);
        var api = new ScriptedMessagesApi(folder);
        var machine =
            Machine.withAgent(
                folder,
                List.of(RealClaude.program().toString()),
                RealClaude.environment(folder.resolve("claude"), api.url()),
                "",
                NO_FLOOR)) {
      completeALine(machine.start(), disk);
    }
  }

  private static void completeALine(Machine machine, SmallDisk disk) {
    machine.owner().say("result at first");
    var first =
        machine
            .chat()
            .await(
                "the first",
                Machine.PATIENCE,
                it -> it.text().lines().anyMatch("at first"::equals));
    machine.chat().await("its end", Machine.PATIENCE, it -> it.text().contains("Completed"));

    disk.fill();
    machine.owner().reply(first.id(), "say " + "x".repeat(LONG) + "; result after all");
    machine.telegram().awaitConfirmed();
    machine.chat().awaitAll("the append to be put off", _ -> isPutOff(machine));
    long before = journals(machine).given("after all");
    disk.clear();

    machine
        .chat()
        .await(
            "the answer", Machine.PATIENCE, it -> it.text().lines().anyMatch("after all"::equals));
    assertThat(before).as("whole lines while there was no room").isZero();
    assertThat(journals(machine).given("after all")).isOne();
    assertThat(journals(machine).finished("after all")).isOne();
  }

  private static boolean isPutOff(Machine machine) {
    return !machine
        .books()
        .column("SELECT id FROM outbox WHERE failures > 0 AND line IS NOT NULL")
        .isEmpty();
  }

  private static Journals journals(Machine machine) {
    return new Journals(machine.home().resolve("sessions"));
  }

  private static Path privateFolder(Path folder) throws Exception {
    return Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static int port(String readyLine) {
    return Integer.parseInt(readyLine.substring(readyLine.lastIndexOf(' ') + 1));
  }

  private static void awaitReady(int port, int status) throws Exception {
    long end = System.nanoTime() + Machine.PATIENCE.toNanos();
    while (ready(port) != status) {
      assertThat(System.nanoTime()).as("/ready says %d in time", status).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static int ready(int port) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready")).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
