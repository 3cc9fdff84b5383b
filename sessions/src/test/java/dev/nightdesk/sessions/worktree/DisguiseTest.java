package dev.nightdesk.sessions.worktree;

import static dev.nightdesk.sessions.worktree.Sandbox.ready;
import static dev.nightdesk.sessions.worktree.Sandbox.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder that a commit brought along and that git takes for a repository: its configuration
/// names programs.
class DisguiseTest {
  private static final WorktreeName NAME = new WorktreeName("fix-7c5d");

  @TempDir Path temporary;
  private Sandbox sandbox;
  private Path around;
  private Path disguised;
  private Path ran;
  private String commit;

  @BeforeEach
  void disguise() throws IOException {
    sandbox = new Sandbox(temporary);
    ran = sandbox.folder.resolve("ran");
    var inner = sandbox.repository("inner");
    sandbox.write(inner, ".gitattributes", "* filter=theirs\n");
    commit = sandbox.commit(inner, "everything through a filter");
    around = sandbox.repository("shop");
    disguised = around.resolve("package");
    for (String file : sandbox.git(inner, "ls-files").lines().toList()) {
      sandbox.write(disguised, file, sandbox.read(inner.resolve(file)));
    }
    copy(inner.resolve(".git"), disguised);
    sandbox.write(
        disguised,
        "config",
        """
        [core]
          repositoryformatversion = 0
          bare = false
          worktree = .
        [filter "theirs"]
          smudge = touch %s; cat
          clean = touch %s; cat
        """
            .formatted(ran, ran));
    sandbox.write(disguised, "refs/keep", "");
    sandbox.git(disguised, "--git-dir=" + around + "/.git", "--work-tree=" + around, "add", ".");
    sandbox.git(around, "commit", "--quiet", "--message", "a package");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        var target = to.resolve(from.relativize(each).toString());
        Files.createDirectories(target.getParent());
        Files.copy(each, target);
      }
    }
  }

  @Test
  void theDisguiseIsGood() {
    sandbox.git(disguised, "worktree", "add", sandbox.folder.resolve("worktree").toString());

    assertThat(ran).as("git itself runs what the commit brought along").exists();
  }

  @Test
  void noWorktreeIsMadeOfIt() throws Exception {
    for (var isolation : Isolation.values()) {
      var why = refused(sandbox.worktrees().prepare(disguised, NAME, isolation, Base.HEAD));

      assertThat(why)
          .contains(disguised.toString())
          .contains("a repository without a working copy, or made to look like one");
    }
    assertThat(ran).doesNotExist();
  }

  @Test
  void nothingIsComparedInIt() throws Exception {
    sandbox.write(disguised, "README.md", "changed\n");
    var out = Files.createDirectories(sandbox.folder.resolve("out"));

    assertThat(sandbox.worktrees().changes(disguised, commit)).isInstanceOf(Survey.Unknown.class);
    assertThat(sandbox.worktrees().diff(disguised, commit, out)).isInstanceOf(Diff.Failed.class);
    assertThat(ran).doesNotExist();
  }

  /// As it is asked with a git that knows no `safe.bareRepository`.
  @Test
  void anOlderGitIsNotBelievedEither() throws Exception {
    var below = Files.createDirectories(disguised.resolve("below"));

    for (Path directory : new Path[] {disguised, below}) {
      assertThat(Checkout.kind(directory, disguised, disguised, disguised))
          .isInstanceOfSatisfying(
              Checkout.Unusable.class,
              no -> assertThat(no.why()).contains("looks like a repository and has no .git"));
    }
    assertThat(Checkout.kind(disguised, around, disguised, disguised))
        .as("also when it claims the files around it")
        .isInstanceOf(Checkout.Unusable.class);
  }

  @Test
  void theRepositoryAroundItIsWorkedInLikeAnyOther() throws Exception {
    var workplace = ready(sandbox.worktrees().prepare(around, NAME, Isolation.WORKTREE, Base.HEAD));

    assertThat(workplace.directory().resolve("package/config")).exists();
    assertThat(sandbox.worktrees().changes(workplace.directory(), workplace.base()))
        .isEqualTo(new Survey.Changes("worktree-fix-7c5d", 0, 0, 0, false));
    assertThat(ran).doesNotExist();
  }

  @Test
  void aWorktreeInsideItsBareRepositoryIsWorkedIn() throws Exception {
    sandbox.cloned("books");
    var bare = sandbox.folder.resolve("books.git");
    sandbox.git(bare, "worktree", "add", "--quiet", "trunk", "main");
    var trunk = bare.resolve("trunk");

    assertThat(ready(sandbox.worktrees().prepare(trunk, NAME, Isolation.WORKTREE, Base.HEAD)))
        .extracting(Workplace::directory)
        .isEqualTo(trunk);
  }
}
