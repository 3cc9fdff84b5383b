package dev.nightdesk.sessions.worktree;

import static dev.nightdesk.sessions.worktree.Sandbox.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A checkout that stands still half way, because one file's filter waits.
class KilledInTheMiddleTest {
  private static final WorktreeName NAME = new WorktreeName("fix-7c5d");

  @TempDir Path temporary;
  private Sandbox sandbox;
  private Path repository;

  @BeforeEach
  void prepare() throws Exception {
    sandbox = new Sandbox(temporary);
    repository = sandbox.repository("shop");
    sandbox.write(repository, ".gitattributes", "*.slow filter=slow\n");
    sandbox.write(repository, "m.slow", "slow\n");
    sandbox.write(repository, "z.txt", "last\n");
    sandbox.commit(repository, "files");
    assertThat(new ProcessBuilder("mkfifo", sandbox.folder + "/fifo").start().waitFor()).isZero();
    sandbox.git(
        repository,
        "config",
        "filter.slow.smudge",
        "echo $$ > " + sandbox.folder + "/pid; cat " + sandbox.folder + "/fifo; cat");
  }

  @AfterEach
  void letTheFilterGo() {
    filter()
        .ifPresent(shell -> {
          shell.descendants().forEach(ProcessHandle::destroyForcibly);
          shell.destroyForcibly();
        });
  }

  private Optional<ProcessHandle> filter() {
    try {
      var text = Files.readString(sandbox.folder.resolve("pid")).strip();
      return text.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(text));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void withoutFilter() {
    sandbox.git(repository, "config", "--unset", "filter.slow.smudge");
  }

  private Prepared prepareAgain() throws InterruptedException {
    return sandbox.worktrees().prepare(repository, NAME, Isolation.WORKTREE, Base.HEAD);
  }

  @Test
  void theGatewayKilledWhileGitChecksOutMakesAnotherAndTheOldGitDisturbsNothing() throws Exception {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PrepareOnce.class.getName(),
                sandbox.folder.resolve("scratch").toString(),
                repository.toString())
            .redirectErrorStream(true)
            .redirectOutput(sandbox.folder.resolve("log").toFile());
    builder.environment().putAll(sandbox.environment);
    var gateway = builder.start();
    Sandbox.await(() -> filter().isPresent() || !gateway.isAlive());
    var git = gateway.descendants().toList();
    gateway.destroyForcibly().waitFor();
    assertThat(git).as(sandbox.read(sandbox.folder.resolve("log"))).isNotEmpty();
    withoutFilter();

    var workplace = ready(prepareAgain());

    assertThat(workplace.branch()).isEqualTo("worktree-fix-7c5d-2");
    Files.writeString(sandbox.folder.resolve("fifo"), "");
    Sandbox.await(() -> git.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(sandbox.read(workplace.directory().resolve("m.slow"))).isEqualTo("slow\n");
    assertThat(sandbox.git(workplace.directory(), "status", "--porcelain")).isEmpty();
    assertThat(sandbox.git(repository, "status", "--porcelain")).isEmpty();
    assertThat(ready(prepareAgain())).isEqualTo(workplace);
  }

  @Test
  void gitKilledWhileItChecksOutIsToldAndTheNextTryWorks() throws Exception {
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              Sandbox.await(() -> filter().flatMap(ProcessHandle::parent).isPresent());
              filter().flatMap(ProcessHandle::parent).ifPresent(ProcessHandle::destroyForcibly);
            });

    var first = prepareAgain();

    thread.join();
    assertThat(Sandbox.refused(first)).startsWith("No worktree could be made: ");
    withoutFilter();
    letTheFilterGo();
    assertThat(ready(prepareAgain()).directory().resolve("z.txt")).exists();
  }

  @Test
  void stoppingTheGatewayEndsTheCheckoutAndTheNextTryWorks() throws Exception {
    var first = Thread.currentThread();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              Sandbox.await(() -> filter().isPresent());
              first.interrupt();
            });
    boolean interrupted = false;
    try {
      prepareAgain();
    } catch (InterruptedException e) {
      interrupted = true;
    }

    thread.join();
    assertThat(interrupted).isTrue();
    Sandbox.await(() -> filter().filter(ProcessHandle::isAlive).isEmpty());
    withoutFilter();
    assertThat(ready(prepareAgain()).branch()).isEqualTo("worktree-fix-7c5d-2");
  }
}
