package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The same with the real Claude Code; only the model behind it is scripted.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClaudeFromThePhoneTest
    implements FromThePhoneContract,
        AnsweringContract,
        SteeringContract,
        DyingContract,
        TroubleContract {
  private ClaudeDesk desk;

  @BeforeAll
  void start(@TempDir Path folder) {
    desk = ClaudeDesk.open(folder, "");
  }

  @Test
  void whatIsSentNowWhileAToolRunsIsReadAfterIt() throws Exception {
    try (var pipe = heldTool("steered-1")) {
      reply(card("say steered-1"), "result steered-2");
      var queued = await("the queued line", it -> it.text().contains("“result steered-2"));
      press(queued, "Send now");
      OnThePhone.until("it was given", () -> journals("steered-1").given("steered-2") == 1);
      pipe.write("let go\n".getBytes(StandardCharsets.UTF_8));

      answeredOnce("steered-2");
      assertThat(journals("steered-1").turns()).as("one turn took both").isOne();
      assertThat(desk().memory("steered-2").told()).containsExactly("let go");
    }
  }

  @Test
  void anInterruptEndsTheToolThatRuns() throws Exception {
    try (var _ = heldTool("halted-1")) {
      reply(card("say halted-1"), "result halted-2");
      var queued = await("the queued line", it -> it.text().contains("“result halted-2"));
      press(queued, "Interrupt and send now");

      answeredOnce("halted-2");
      assertThat(machine().agentProcesses())
          .extracting(process -> process.info().commandLine().orElse(""))
          .noneMatch(command -> command.contains("halted-1"));
    }
  }

  /// A session whose tool waits for a line in a pipe.
  private RandomAccessFile heldTool(String name) throws Exception {
    Path pipe = machine().home().resolveSibling(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    say("say %s; permission Bash head -n 1 %s; result never-%s".formatted(name, pipe, name));
    press(asked("Allow once", "head -n 1"), "Allow once");
    OnThePhone.until(
        "the tool runs",
        () ->
            machine().agentProcesses().stream()
                .anyMatch(it -> it.info().commandLine().orElse("").contains("head -n 1 " + pipe)));
    return new RandomAccessFile(pipe.toFile(), "rw");
  }

  @AfterAll
  void close() {
    desk.close();
  }

  @Override
  public AgentDesk desk() {
    return desk;
  }
}
