package dev.nightdesk.sessions.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The shell program alone, under the shells and with the tools that people have.
@Timeout(60)
class LauncherScriptTest {
  private static final List<String> TOOLS =
      List.of(
          "env", "cat", "mkdir", "mkfifo", "mv", "perl", "ps", "rm", "rmdir", "setsid", "sysctl",
          "tail");
  private static final Patience PATIENCE = new Patience(System::nanoTime);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final ProcessTable processes = new ProcFileSystem();
  private Path script = Path.of("unset");
  private Path tools = Path.of("unset");
  private Path incarnation = Path.of("unset");

  @BeforeEach
  void prepare() throws IOException {
    script = Files.write(folder.resolve("launcher.sh"), Launcher.text());
    tools = Files.createDirectory(folder.resolve("tools"));
    incarnation = Files.createDirectory(folder.resolve("1"));
    Files.createFile(incarnation.resolve("in.jsonl"));
  }

  /// The links by hand: JUnit would remark on each.
  @AfterEach
  void endAll() throws IOException {
    try (var links = Files.list(tools)) {
      for (var link : links.toList()) {
        Files.delete(link);
      }
    }
    var pids = Pids.read(incarnation.resolve("pids"));
    if (pids != null) {
      new Signals(processes).send(Signals.Signal.KILL, pids.all());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox", "ksh", "zsh"})
  void anyShellFeedsTheAgentAndWritesHowItEnded(String shell) throws Exception {
    haveShell(shell);
    haveTools("");
    var launcher = start("cat");

    say("hello\n");
    awaitOutput("hello\n");
    signalAgent(Signals.Signal.TERM);

    assertThat(launcher.waitFor()).isZero();
    assertThat(exit()).isEqualTo("143");
    assertThat(incarnation.resolve("stdin")).doesNotExist();
    assertThat(Objects.requireNonNull(Pids.read(incarnation.resolve("pids"))).all())
        .hasSize(3)
        .noneMatch(process -> process.isAlive(processes));
  }

  @ParameterizedTest
  @CsvSource({"dash,''", "dash,setsid", "bash,''", "bash,setsid"})
  void anInterruptReachesTheAgentThoughWeIgnoreIt(String shell, String missing) throws Exception {
    haveShell(shell);
    haveTools(missing);
    var launcher = start("cat");
    say("hello\n");
    awaitOutput("hello\n");

    signalAgent(Signals.Signal.INT);

    launcher.waitFor();
    assertThat(exit()).isEqualTo("130");
  }

  @Test
  void withoutAWayOutOfOurSessionItSaysWhatIsMissing() throws Exception {
    haveShell("dash");
    haveTools("setsid,perl");
    var launcher = start("cat");

    assertThat(launcher.waitFor()).isEqualTo(69);
    assertThat(Files.readString(folder.resolve("log"))).contains("neither setsid nor perl");
    assertThat(incarnation.resolve("claim")).doesNotExist();
  }

  @Test
  void aClaimIsForOne() throws Exception {
    haveShell("dash");
    haveTools("");
    var launchers = new ArrayList<Process>();
    for (int one = 0; one < 6; one++) {
      launchers.add(start("sh", "-c", "echo started; cat"));
    }
    say("hello\n");
    awaitOutput("started\nhello\n");
    signalAgent(Signals.Signal.TERM);

    var codes = new ArrayList<Integer>();
    for (var launcher : launchers) {
      codes.add(launcher.waitFor());
    }
    assertThat(codes).containsExactlyInAnyOrder(0, 75, 75, 75, 75, 75);
  }

  @Test
  void whatCannotBeSignedIsNotClaimed() throws Exception {
    haveShell("dash");
    haveTools("mkfifo");

    assertThat(start("cat").waitFor()).isEqualTo(73);

    assertThat(incarnation.resolve("claim")).doesNotExist();
    assertThat(incarnation.resolve("pids")).doesNotExist();
  }

  @Test
  void argumentsReachTheAgentAsTheyAre() throws Exception {
    haveShell("dash");
    haveTools("");

    start("sh", "-c", "printf '<%s>' \"$0\" \"$@\"", "a b", "", "*", "$HOME", "--x='y'", "ü\n;")
        .waitFor();

    assertThat(Files.readString(incarnation.resolve("out.jsonl")))
        .isEqualTo("<a b><><*><$HOME><--x='y'><ü\n;>");
  }

  @Test
  void itsPointsAreThoseTheTestsKnow() {
    var text = new String(Launcher.text(), StandardCharsets.UTF_8);
    var reached =
        Pattern.compile("^ *reach ([A-Z_]+)$", Pattern.MULTILINE)
            .matcher(text)
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(reached)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(HostFailPoint.values())
                .map(Enum::name)
                .filter(name -> name.startsWith("LAUNCHER_"))
                .toList());
  }

  // ── Hands ──

  private void haveShell(String shell) throws IOException {
    var program = Launcher.program(shell, folder, System.getenv("PATH"));
    assumeThat(program).as("this machine has " + shell).isNotNull();
    if (program != null && shell.equals("busybox")) {
      var wrapper = Files.writeString(tools.resolve("sh"), "#!" + program + " sh\n. \"$@\"\n");
      Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
    } else if (program != null) {
      Files.createSymbolicLink(tools.resolve("sh"), program);
    }
  }

  /// A PATH with nothing on it but what the launcher needs, and less.
  private void haveTools(String missing) throws IOException {
    for (var tool : TOOLS) {
      var program = Launcher.program(tool, folder, System.getenv("PATH"));
      if (program != null && !List.of(missing.split(",", -1)).contains(tool)) {
        Files.createSymbolicLink(tools.resolve(tool), program);
      }
    }
  }

  /// From a parent that ignores signals, as one that was started in the background does.
  private Process start(String... command) throws IOException {
    var words =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "trap '' INT QUIT HUP; exec \"$@\"",
                "ignoring",
                tools.resolve("sh").toString(),
                script.toString(),
                "detach",
                incarnation.toString(),
                "inherited"));
    words.addAll(List.of(command));
    var log = folder.resolve("log").toFile();
    var builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    return builder.start();
  }

  private void say(String line) throws IOException {
    Files.writeString(incarnation.resolve("in.jsonl"), line, StandardOpenOption.APPEND);
  }

  private void awaitOutput(String expected) throws Exception {
    var output = incarnation.resolve("out.jsonl");
    var came = PATIENCE.until(LONG, () -> read(output).equals(expected));
    assertThat(came).as(read(output) + read(folder.resolve("log"))).isTrue();
  }

  private void signalAgent(Signals.Signal signal) {
    var pids = Objects.requireNonNull(Pids.read(incarnation.resolve("pids")));
    new Signals(processes).send(signal, List.of(Objects.requireNonNull(pids.agent())));
  }

  private String exit() {
    return read(incarnation.resolve("exit")).strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException none) {
      return "";
    }
  }
}
