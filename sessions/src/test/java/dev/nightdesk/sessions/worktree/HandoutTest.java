package dev.nightdesk.sessions.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoutTest {
  private static final long PLENTY = 1_000;

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
    assertThat(take(path))
        .isInstanceOfSatisfying(Handout.Refused.class, no -> assertThat(no.why()).contains(words));
    assertThat(into).doesNotExist();
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
  }

  @Test
  void whatIsNoFileIsSaidToBeNone() throws IOException {
    isRefused("build", "is no file");
    isRefused("nothing.txt", "There is no file nothing.txt");
    isRefused("notes.txt/x", "behind something that is no folder");
    new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().onExit().join();
    isRefused("pipe", "is no file");
  }

  @ParameterizedTest
  @ValueSource(strings = {".git/config", "build/.git/HEAD", ".GIT/config", ".git"})
  void whatIsGitsOwnIsNotHandedOut(String path) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    isRefused(path, "git keeps for itself");
  }

  @Test
  void theBoundIsHeld() throws IOException {
    Files.writeString(folder.resolve("most"), "x".repeat((int) PLENTY));
    Files.writeString(folder.resolve("more"), "x".repeat((int) PLENTY + 1));

    assertThat(take("most")).isEqualTo(new Handout.Copied("most", PLENTY));
    Files.delete(into);
    isRefused("more", "1,001 bytes, and this channel takes 1,000 at most");
  }

  @Test
  void theDepthIsBounded() throws IOException {
    var most = "d/".repeat(Handout.MAX_DEPTH - 1) + "f";
    Files.createDirectories(folder.resolve(most).getParent());
    Files.writeString(folder.resolve(most), "deep");
    assertThat(take(most)).isEqualTo(new Handout.Copied("f", 4));
    Files.delete(into);
    isRefused("d/" + most, "no file in the session's folder");
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
}
