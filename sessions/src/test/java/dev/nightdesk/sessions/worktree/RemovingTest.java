package dev.nightdesk.sessions.worktree;

import static dev.nightdesk.sessions.worktree.Sandbox.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RemovingTest {
  @TempDir Path temporary;
  private Sandbox sandbox;
  private Path repository;
  private Path there;

  @BeforeEach
  void prepare() throws Exception {
    sandbox = new Sandbox(temporary);
    repository = sandbox.cloned("shop");
    there = make("fix-7c5d").directory();
  }

  private Workplace make(String name) throws InterruptedException {
    return ready(
        sandbox
            .worktrees()
            .prepare(repository, new WorktreeName(name), Isolation.WORKTREE, Base.FRESH));
  }

  private Removal remove(Path directory) throws InterruptedException {
    return sandbox.worktrees().remove(repository, directory);
  }

  private String kept() throws InterruptedException {
    return kept(there);
  }

  private String kept(Path directory) throws InterruptedException {
    var removal = remove(directory);
    assertThat(removal).isInstanceOf(Removal.Kept.class);
    assertThat(directory).exists();
    return ((Removal.Kept) removal).why();
  }

  private void assertGone() throws InterruptedException {
    assertThat(remove(there)).isEqualTo(new Removal.Removed());
    assertThat(there).doesNotExist();
    assertThat(sandbox.git(repository, "worktree", "list")).doesNotContain("fix-7c5d");
  }

  @Test
  void oneThatHoldsNothingGoesWithItsBranch() throws Exception {
    assertGone();

    assertThat(sandbox.git(repository, "branch", "--list", "worktree-*")).isEmpty();
    assertThat(repository.resolve(".git/nightdesk")).isEmptyDirectory();
  }

  @Test
  void removingTwiceIsRemovingOnce() throws Exception {
    assertGone();
    assertGone();
  }

  @Test
  void theNameIsFreeAgain() throws Exception {
    assertGone();

    assertThat(make("fix-7c5d").branch()).isEqualTo("worktree-fix-7c5d");
  }

  @Test
  void uncommittedChangesAndNewFilesKeepIt() throws Exception {
    sandbox.write(there, "README.md", "changed");
    assertThat(kept()).isEqualTo("Not committed in it: README.md. Commit or delete that first.");

    for (String name : new String[] {"a", "b", "c"}) {
      sandbox.write(there, "new/" + name, "x");
    }
    assertThat(kept())
        .isEqualTo(
            "Not committed in it: README.md, new/a, new/b and 1 more. Commit or delete that"
                + " first.");
  }

  @Test
  void stagedChangesKeepIt() throws Exception {
    sandbox.write(there, "README.md", "changed");
    sandbox.git(there, "add", "README.md");

    assertThat(kept()).contains("README.md");
  }

  @Test
  void newFilesCountWhateverTheConfigSaysOfThem() throws Exception {
    sandbox.git(repository, "config", "status.showUntrackedFiles", "no");
    sandbox.write(there, "new", "x");

    assertThat(kept()).contains("new");
  }

  @Test
  void commitsThatAreNowhereElseKeepIt() throws Exception {
    sandbox.commit(there, "one");
    assertThat(kept())
        .isEqualTo(
            "1 commit in it is neither pushed nor in another branch. Push or merge"
                + " worktree-fix-7c5d first.");
    sandbox.commit(there, "two");
    assertThat(kept()).startsWith("2 commits in it are neither");
  }

  @Test
  void pushedCommitsDoNot() throws Exception {
    sandbox.commit(there, "work");
    sandbox.git(there, "push", "--quiet", "origin", "worktree-fix-7c5d");

    assertGone();
  }

  @Test
  void mergedCommitsDoNot() throws Exception {
    sandbox.commit(there, "work");
    sandbox.git(repository, "merge", "--quiet", "worktree-fix-7c5d");

    assertGone();
  }

  @Test
  void commitsOfADetachedHeadKeepIt() throws Exception {
    sandbox.git(there, "checkout", "--quiet", "--detach");
    sandbox.commit(there, "work");

    assertThat(kept()).startsWith("1 commit in it is neither");
  }

  @Test
  void commitsOnItsBranchKeepItAlsoWhenSomethingElseIsCheckedOut() throws Exception {
    sandbox.commit(there, "work");
    sandbox.git(there, "checkout", "--quiet", "--detach", "HEAD~1");

    assertThat(kept()).startsWith("1 commit in it is neither");
  }

  @Test
  void aMergeUnderWayKeepsIt() throws Exception {
    Files.writeString(repository.resolve(".git/worktrees/fix-7c5d/MERGE_HEAD"), "x");

    assertThat(kept()).startsWith("A merge, rebase or the like is under way in it.");
  }

  @Test
  void somebodyElsesLockKeepsIt() throws Exception {
    sandbox.git(repository, "worktree", "unlock", there.toString());
    sandbox.git(repository, "worktree", "lock", "--reason", "on my disk", there.toString());
    assertThat(kept()).isEqualTo("Somebody locked it: on my disk.");

    sandbox.git(repository, "worktree", "unlock", there.toString());
    sandbox.git(repository, "worktree", "lock", there.toString());
    assertThat(kept()).isEqualTo("Somebody locked it.");

    sandbox.git(repository, "worktree", "unlock", there.toString());
    assertGone();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessThatWorksInItKeepsIt() throws Exception {
    var process =
        new ProcessBuilder("cat").directory(there.toFile()).start(); // waits for its input's end
    try {
      assertThat(kept())
          .isEqualTo("Process " + process.pid() + " (cat) works in it. End it first.");
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertGone();
  }

  @Test
  void oneThatSomebodyElseMadeIsKept() throws Exception {
    var theirs = repository.resolve(".claude/worktrees/theirs");
    sandbox.git(repository, "worktree", "add", "--quiet", theirs.toString());

    assertThat(kept(theirs)).startsWith("Nightdesk did not make this worktree");
  }

  @Test
  void aFolderThatIsNoWorktreeAnyMoreIsKept() throws Exception {
    assertThat(Trees.delete(there)).isTrue();
    Files.createDirectories(there);

    assertThat(kept()).isEqualTo("It is no worktree of this repository any more.");
  }

  @Test
  void theWorkingCopyItselfIsNeverDeleted() throws Exception {
    assertThat(kept(repository)).contains("nothing is deleted there");
    assertThat(kept(repository.resolve(".claude/worktrees"))).contains("nothing is deleted there");
    assertThat(kept(there.resolve("../../../.git"))).contains("nothing is deleted there");
  }

  @Test
  void aFolderSomebodyDeletedIsForgottenButItsWorkKept() throws Exception {
    sandbox.commit(there, "work");
    assertThat(Trees.delete(there)).isTrue();

    assertGone();

    assertThat(sandbox.git(repository, "branch", "--list", "worktree-*"))
        .contains("worktree-fix-7c5d");
  }

  @Test
  void aFolderBelowFindsItsWorktree() throws Exception {
    assertThat(remove(there.resolve("apps/web"))).isEqualTo(new Removal.Removed());
    assertThat(there).doesNotExist();
  }
}
