package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.nightdesk.tests.world.Installation;
import dev.nightdesk.tests.world.Signals;
import dev.nightdesk.tests.world.Typist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `./nightdesk demo`, as the first thing anybody does with it.
@Timeout(120)
final class DemoTest {
  /// The number of SIGINT, everywhere.
  private static final int INT = 2;

  /// What a shell reports for a program that was ended by Ctrl-C.
  private static final int INTERRUPTED = 130;

  /// Where the tools are that the launcher uses.
  private static final String PATH = "/usr/bin:/bin";

  @TempDir Path folder;
  private Installation installation;

  @BeforeEach
  void install() {
    installation = Installation.in(folder);
  }

  @Test
  void aQuestionIsAnsweredLeaveIsGivenAndTheEndOfInputLeavesNothingBehind() {
    try (var person = installation.start("demo")) {
      person.await("Nightdesk");
      person.type("ask Which colour? red|blue; permission Bash make proof; result all painted");
      person.await("2 · blue");
      person.type("2");
      person.await("Allow once");
      Path home = homeWithAgent();
      person.type("1");
      person.await("all painted\n");

      person.endInput();

      assertThat(person.awaitEnd()).as(person.screen()).isZero();
      assertThat(person.screen()).contains("Which colour? → blue");
      assertNothingIsLeft(home, person);
    }
  }

  @Test
  void controlCEndsItWithAnAgentAtWorkAndLeavesNothingBehind() {
    assumeFalse(
        Signals.isIgnored(INT),
        "whoever started the tests ignores SIGINT, as a shell's background job does, and so does"
            + " what they start");
    try (var person = installation.start("demo")) {
      person.await("Nightdesk");
      person.type("permission Bash make proof; result never made");
      person.await("Allow once");
      Path home = homeWithAgent();

      person.interrupt();

      assertThat(person.awaitEnd()).as(person.screen()).isEqualTo(INTERRUPTED);
      assertNothingIsLeft(home, person);
    }
  }

  @Test
  void itSaysThatClaudeMayBeChosenWhereThereIsOne() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path claude = bin.resolve("claude");
    Files.writeString(claude, "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(claude, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(banner(bin + ":" + PATH)).contains("\n  @claude <task>    the same by");
  }

  @Test
  void itSaysNothingOfClaudeWhereThereIsNone() {
    assumeFalse(
        Stream.of(PATH.split(":")).anyMatch(bin -> Files.exists(Path.of(bin, "claude"))),
        "there is one on every PATH here");

    assertThat(banner(PATH)).doesNotContain("@claude");
  }

  /// What the demo says before its first task.
  private String banner(String path) {
    var launcher = installation.launcher().toString();
    try (var person = installation.start(List.of("env", "PATH=" + path, launcher, "demo"))) {
      person.await("how to press buttons and reply");
      person.endInput();
      assertThat(person.awaitEnd()).as(person.screen()).isZero();
      return person.screen();
    }
  }

  private Path homeWithAgent() {
    assertThat(installation.temporaryHomes()).hasSize(1);
    Path home = installation.temporaryHomes().getFirst();
    assertThat(Installation.agentProcesses(home)).isNotEmpty();
    return home;
  }

  private void assertNothingIsLeft(Path home, Typist person) {
    assertThat(Installation.agentProcesses(home)).as("agents").isEmpty();
    assertThat(installation.temporaryHomes()).as(person.screen()).isEmpty();
  }
}
