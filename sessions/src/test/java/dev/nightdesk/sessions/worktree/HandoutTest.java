package dev.nightdesk.sessions.worktree;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An opening that waits cannot be interrupted: only another thread can say so.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandoutTest {
  private static final long PLENTY = 1_000;

  /// What an agent does between a look and the opening.
  private interface Trap {
    void lay() throws IOException;
  }

  @TempDir Path root;
  private Path folder;
  private Path into;

  @BeforeEach
  void aFolderBesideASecret() throws IOException {
    folder = Files.createDirectories(root.resolve("worktree"));
    into = root.resolve("out");
    Files.writeString(root.resolve("secret"), "xoxb-1");
    Files.createDirectories(folder.resolve("build/deep"));
    Files.writeString(folder.resolve("build/deep/a report.pdf"), "pdf");
    Files.writeString(folder.resolve("notes.txt"), "notes");
  }

  private Handout take(String path) {
    return Handout.take(folder, path, into, PLENTY);
  }

  private void isRefused(String path, String words) {
    isRefused(take(path), words);
  }

  private void isRefused(Handout answer, String words) {
    assertThat(answer)
        .isInstanceOfSatisfying(Handout.Refused.class, no -> assertThat(no.why()).contains(words));
  }

  /// @param nth the look after which the trap is laid, from 1
  private Handout take(String path, int nth, Trap trap) {
    var looks = new AtomicInteger();
    Runnable looked =
        () -> {
          if (looks.incrementAndGet() == nth) {
            try {
              trap.lay();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    var answer = new GuardedFolder(folder, looked).take(path, into, PLENTY);
    assertThat(looks).as("looks").hasValueGreaterThanOrEqualTo(nth);
    return answer;
  }

  private static void pipe(Path at) throws IOException {
    var made = new ProcessBuilder("mkfifo", at.toString()).start().onExit().join();
    assertThat(made.exitValue()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"notes.txt", "./notes.txt", "`notes.txt`", "build/../notes.txt", "  notes.txt "})
  void aFileOfTheFolderIsCopied(String path) throws IOException {
    assertThat(take(path)).isEqualTo(new Handout.Copied("notes.txt", 5));
    assertThat(into).hasContent("notes");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(into)))
        .isEqualTo("rw-------");
  }

  @Test
  void alsoADeepOneByItsWholePath() {
    assertThat(take(folder.resolve("build/deep/a report.pdf").toString()))
        .isEqualTo(new Handout.Copied("a report.pdf", 3));
  }

  @Test
  void anEarlierCopyIsReplaced() throws IOException {
    Files.writeString(into, "older and longer");
    take("notes.txt");
    assertThat(into).hasContent("notes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "/etc/passwd",
        "build/../../secret",
        "",
        ".",
        "..",
        "~/x/../../secret",
        "\0"
      })
  void nothingOutsideIsNamed(String path) {
    assertThat(take(path)).isInstanceOf(Handout.Refused.class);
    assertThat(into).doesNotExist();
  }

  @Test
  void noLinkIsFollowedWhereverItStands() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), root.resolve("secret"));
    Files.createSymbolicLink(folder.resolve("up"), root);
    Files.createSymbolicLink(folder.resolve("inner"), folder.resolve("notes.txt"));

    isRefused("link", "is a link");
    isRefused("up/secret", "links are not followed");
    isRefused("inner", "is a link");
    assertThat(into).doesNotExist();
  }

  @Test
  void whatIsNoFileIsSaidToBeNone() throws IOException {
    isRefused("build", "is no file");
    isRefused("nothing.txt", "There is no file nothing.txt");
    isRefused("notes.txt/x", "behind something that is no folder");
    pipe(folder.resolve("pipe"));
    isRefused("pipe", "is no file");
    isRefused("pipe/x", "behind something that is no folder");
    assertThat(into).doesNotExist();
  }

  @Test
  void aPipeThatTakesAFilesPlaceKeepsNobodyWaiting() throws IOException {
    var notes = folder.resolve("notes.txt");

    var answer =
        take(
            "notes.txt",
            1,
            () -> {
              Files.delete(notes);
              pipe(notes);
            });

    isRefused(answer, "no file any more");
    Files.delete(notes);
    Files.writeString(notes, "again");
    assertThat(take("notes.txt")).isEqualTo(new Handout.Copied("notes.txt", 5));
  }

  @Test
  void norOneThatTakesAFoldersPlace() {
    var build = folder.resolve("build");

    var answer =
        take(
            "build/deep/a report.pdf",
            1,
            () -> {
              Files.move(build, folder.resolve("aside"));
              pipe(build);
            });

    isRefused(answer, "behind something that is no folder");
    assertThat(take("aside/deep/a report.pdf")).isInstanceOf(Handout.Copied.class);
  }

  @Test
  void norOneThatTakesThePlaceOfTheWholeFolder() throws IOException {
    Files.move(folder, root.resolve("aside"));
    pipe(folder);

    isRefused("notes.txt", "behind something that is no folder");
    assertThat(Handout.named(folder, "build/chart.png", 1)).isEmpty();
  }

  @Test
  void aSocketInAFilesPlaceIsNotOpened() throws IOException {
    var notes = folder.resolve("notes.txt");
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var answer =
          take(
              "notes.txt",
              1,
              () -> {
                Files.delete(notes);
                socket.bind(UnixDomainSocketAddress.of(notes));
              });
      isRefused(answer, "notes.txt cannot be read");
      isRefused("notes.txt", "is no file");
    }
  }

  @Test
  void aLinkThatTakesAPlaceOnTheWayIsNotFollowed() throws IOException {
    var outside = Files.createDirectories(root.resolve("outside"));
    Files.writeString(outside.resolve("a report.pdf"), "xoxb-2");

    var deep = folder.resolve("build/deep");
    isRefused(
        take(
            "build/deep/a report.pdf",
            2,
            () -> {
              Files.move(deep, folder.resolve("aside"));
              Files.createSymbolicLink(deep, outside);
            }),
        "links are not followed");
    var notes = folder.resolve("notes.txt");
    isRefused(
        take(
            "notes.txt",
            1,
            () -> {
              Files.delete(notes);
              Files.createSymbolicLink(notes, root.resolve("secret"));
            }),
        "notes.txt cannot be read");
    assertThat(into).doesNotExist();
  }

  @Test
  void norOneThatTakesThePlaceOfAWholeWorktree() throws IOException {
    var worktrees = Files.createDirectories(root.resolve("shop/.claude/worktrees"));
    var worktree = Files.createDirectories(worktrees.resolve("fix"));
    Files.writeString(worktree.resolve("notes.txt"), "notes");
    assertThat(Handout.take(worktree, "notes.txt", into, PLENTY))
        .isEqualTo(new Handout.Copied("notes.txt", 5));
    Files.delete(into);

    Files.move(worktree, root.resolve("aside"));
    Files.createSymbolicLink(worktree, root);
    Files.writeString(root.resolve("shown.pdf"), "outside");
    isRefused(Handout.take(worktree, "secret", into, PLENTY), "links are not followed");
    assertThat(Handout.named(worktree, "shown.pdf", 1)).isEmpty();

    Files.move(worktrees, root.resolve("all"));
    Files.createSymbolicLink(worktrees, Files.createDirectories(root.resolve("outside")));
    Files.createDirectories(worktree);
    Files.writeString(worktree.resolve("secret"), "xoxb-2");
    isRefused(Handout.take(worktree, "secret", into, PLENTY), "links are not followed");
    assertThat(into).doesNotExist();
  }

  @Test
  void aLinkOfAPersonsOwnLeadsToTheFolderTheyNamed() throws IOException {
    var mine = Files.createSymbolicLink(root.resolve("mine"), folder);

    assertThat(Handout.take(mine, "notes.txt", into, PLENTY))
        .isEqualTo(new Handout.Copied("notes.txt", 5));
  }

  @Test
  void anotherFileUnderTheNameIsHandedOut() throws IOException {
    var other = Files.writeString(folder.resolve("other"), "newer");
    var notes = folder.resolve("notes.txt");

    var answer =
        take("notes.txt", 1, () -> Files.move(other, notes, StandardCopyOption.REPLACE_EXISTING));

    assertThat(answer).isEqualTo(new Handout.Copied("notes.txt", 5));
    assertThat(into).hasContent("newer");
  }

  @Test
  void theFileItselfIsNotTouched() throws IOException {
    var notes = folder.resolve("notes.txt");
    var before = Files.getLastModifiedTime(notes);
    take("notes.txt");
    assertThat(Files.getLastModifiedTime(notes)).isEqualTo(before);
    assertThat(notes).hasContent("notes");
  }

  @Test
  void whatMayOnlyBeReadIsRefusedWithWhatToDo() throws IOException {
    var notes = folder.resolve("notes.txt");
    Files.setPosixFilePermissions(notes, PosixFilePermissions.fromString("r--r--r--"));
    assumeThat(Files.isWritable(notes)).as("root may write to everything").isFalse();
    isRefused("notes.txt", "is read-only or closed to us. Ask the agent for a copy");
  }

  @ParameterizedTest
  @ValueSource(strings = {".git/config", "build/.git/HEAD", ".GIT/config", ".git"})
  void whatIsGitsOwnIsNotHandedOut(String path) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    isRefused(path, "git keeps for itself");
    assertThat(into).doesNotExist();
  }

  @Test
  void theBoundIsHeld() throws IOException {
    Files.writeString(folder.resolve("most"), "x".repeat((int) PLENTY));
    Files.writeString(folder.resolve("more"), "x".repeat((int) PLENTY + 1));

    assertThat(take("most")).isEqualTo(new Handout.Copied("most", PLENTY));
    Files.delete(into);
    isRefused("more", "1,001 bytes, and this channel takes 1,000 at most");
    isRefused(
        take("most", 1, () -> Files.writeString(folder.resolve("most"), "x", APPEND)),
        "1,001 bytes, and this channel takes 1,000 at most");
    assertThat(into).doesNotExist();
  }

  @Test
  void theDepthIsBounded() throws IOException {
    var most = "d/".repeat(Handout.MAX_DEPTH - 1) + "f";
    Files.createDirectories(folder.resolve(most).getParent());
    Files.writeString(folder.resolve(most), "deep");
    assertThat(take(most)).isEqualTo(new Handout.Copied("f", 4));
    Files.delete(into);
    isRefused("d/" + most, "no file in the session's folder");
    assertThat(into).doesNotExist();
  }

  @Test
  void filesForPeopleThatAnAnswerNamesAndThatAreThereAreFound() throws IOException {
    Files.writeString(folder.resolve("build/chart.png"), "png");
    Files.writeString(folder.resolve("data.csv"), "csv");
    Files.writeString(folder.resolve("Main.java"), "java");
    Files.createSymbolicLink(folder.resolve("link.pdf"), root.resolve("secret"));
    var answer =
        "I wrote `build/chart.png`, **data.csv** (again: data.csv), Main.java, link.pdf and"
            + " ../secret.pdf; missing.pdf will follow. See https://example.com/a.png.";

    assertThat(Handout.named(folder, answer, 3)).containsExactly("build/chart.png", "data.csv");
    assertThat(Handout.named(folder, answer, 1)).containsExactly("build/chart.png");
  }

  @Test
  void whatLiesBehindALinkIsNotLookedFor() throws IOException {
    Files.writeString(root.resolve("shown.pdf"), "outside");
    Files.createSymbolicLink(folder.resolve("up"), root);
    Files.createSymbolicLink(folder.resolve("inner"), folder.resolve("build"));
    Files.createDirectories(folder.resolve("build/.git"));
    Files.writeString(folder.resolve("build/.git/x.log"), "git's");

    var answer = "up/shown.pdf inner/deep/a.pdf build/.git/x.log notes.txt/a.pdf build/deep.pdf";
    assertThat(Handout.named(folder, answer, 3)).isEmpty();
    for (var word :
        List.of("up/shown.pdf", "inner/deep/a report.pdf", "build/deep", "notes.txt/a")) {
      assertThat(new GuardedFolder(folder).holds(word)).as(word).isFalse();
    }
    assertThat(new GuardedFolder(folder).holds("build/deep/a report.pdf")).isTrue();
  }
}
