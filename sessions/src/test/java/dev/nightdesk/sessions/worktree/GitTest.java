package dev.nightdesk.sessions.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitTest {
  @TempDir Path temporary;
  private Sandbox sandbox;
  private Path repository;

  @BeforeEach
  void prepare() throws IOException {
    sandbox = new Sandbox(temporary);
    repository = sandbox.repository("shop");
    sandbox.git(repository, "config", "alias.much", "!yes");
    sandbox.git(repository, "config", "alias.stuck", "!echo $$ > pid; cat fifo");
    sandbox.git(repository, "config", "alias.say", "!cat");
  }

  @Test
  void whatGoesInComesOut() throws Exception {
    var call = Git.Call.reading(repository, "say").fed("a\0ü\0".getBytes(UTF_8));

    assertThat(sandbox.git().run(call).fields()).containsExactly("a", "ü");
  }

  @Test
  void moreThanAllowedIsEnded() throws Exception {
    var answer = sandbox.git().run(Git.Call.reading(repository, "much").upTo(100));

    assertThat(answer.end()).isEqualTo(Answer.End.TOO_LONG);
    assertThat(answer.ok()).isFalse();
    assertThat(answer.out()).hasSize(100);
    assertThat(answer.why()).isEqualTo("git printed more than expected and was ended");
  }

  @Test
  void exactlyAsMuchAsAllowedIsNot() throws Exception {
    var call = Git.Call.reading(repository, "say").fed(new byte[100]);

    assertThat(sandbox.git().run(call.upTo(100)).ok()).isTrue();
    assertThat(sandbox.git().run(call.upTo(99)).end()).isEqualTo(Answer.End.TOO_LONG);
  }

  @Test
  void whatTakesTooLongIsEndedWithAllItStarted() throws Exception {
    sandbox.nanos.set(0);
    var git = new Git(sandbox.environment, sandbox.folder.resolve("scratch"), this::later);
    sandbox.git(repository, "config", "alias.stuck", "!echo $$ > pid; exec cat fifo");
    makeFifo();

    var answer = git.run(Git.Call.reading(repository, "stuck").within(Duration.ofSeconds(5)));

    assertThat(answer.end()).isEqualTo(Answer.End.TOO_SLOW);
    assertThat(answer.why()).isEqualTo("git took too long and was ended");
    Sandbox.await(() -> !stuckIsAlive());
    assertThat(sandbox.folder.resolve("scratch")).isEmptyDirectory();
  }

  /// Time stands still until the command is really there.
  private long later() {
    return Files.exists(repository.resolve("pid")) ? sandbox.nanos.addAndGet(1_000_000_000L) : 0;
  }

  @Test
  void interruptingEndsIt() throws Exception {
    makeFifo();
    var task = new FutureTask<>(() -> sandbox.git().read(repository, "stuck"));
    var thread = Thread.ofVirtual().start(task);
    Sandbox.await(() -> stuckIsAlive());

    thread.interrupt();

    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    assertThat(task.state()).isEqualTo(FutureTask.State.FAILED);
    assertThat(task.exceptionNow()).isInstanceOf(InterruptedException.class);
    Sandbox.await(() -> !stuckIsAlive());
  }

  @Test
  void itsLastWordsAreShortAndWithoutPasswords() {
    var words = "hint: x\nfatal: unable to access 'https://ana:hush@example.org/': \u001b[31mno\n";

    assertThat(answer(words).why()).isEqualTo("unable to access 'https://example.org/':  [31mno");
    assertThat(answer("").why()).isEqualTo("git ended with code 128");
    assertThat(answer("x".repeat(Answer.MAX_WHY)).why()).hasSize(Answer.MAX_WHY);
    assertThat(answer("x".repeat(Answer.MAX_WHY + 1)).why())
        .hasSize(Answer.MAX_WHY + 1)
        .endsWith("…");
  }

  private static Answer answer(String words) {
    return new Answer(Answer.End.EXITED, 128, new byte[0], words);
  }

  private void makeFifo() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", repository + "/fifo").start().waitFor()).isZero();
  }

  private boolean stuckIsAlive() {
    var file = repository.resolve("pid");
    try {
      var pid = Files.exists(file) ? Files.readString(file).strip() : "";
      return !pid.isEmpty()
          && ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
    } catch (IOException e) {
      return false;
    }
  }
}
