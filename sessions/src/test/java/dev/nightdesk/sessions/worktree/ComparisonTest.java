package dev.nightdesk.sessions.worktree;

import static dev.nightdesk.sessions.worktree.Sandbox.ready;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir Path temporary;
  private Sandbox sandbox;
  private Path repository;
  private Workplace place;
  private Path out;
  private Path written;

  @BeforeEach
  void prepare() throws Exception {
    sandbox = new Sandbox(temporary);
    out = Files.createDirectories(sandbox.folder.resolve("out"));
    written = out.resolve("changes.diff");
    repository = sandbox.cloned("shop");
    sandbox.write(repository, "a.txt", "1\n2\n3\n");
    sandbox.write(repository, "b.txt", "1\n2\n3\n4\n5\n6\n7\n8\n");
    sandbox.commit(repository, "files");
    sandbox.git(repository, "push", "--quiet");
    place = make(repository);
  }

  private Workplace make(Path directory) throws InterruptedException {
    return ready(
        sandbox
            .worktrees()
            .prepare(directory, new WorktreeName("fix-7c5d"), Isolation.WORKTREE, Base.FRESH));
  }

  private Survey changes() throws InterruptedException {
    return sandbox.worktrees().changes(place.directory(), place.base());
  }

  private Diff diff() throws InterruptedException {
    return sandbox.worktrees().diff(place.directory(), place.base(), written);
  }

  @Test
  void nothingDoneIsNothingChanged() throws Exception {
    assertThat(changes()).isEqualTo(new Survey.Changes("worktree-fix-7c5d", 0, 0, 0, false));
    assertThat(diff()).isEqualTo(new Diff.Nothing());
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void committedUncommittedAndNewFilesAllCount() throws Exception {
    sandbox.write(place.directory(), "a.txt", "1\n2\n3\n4\n");
    sandbox.commit(place.directory(), "work");
    sandbox.write(place.directory(), "a.txt", "2\n3\n4\n");
    sandbox.git(place.directory(), "mv", "b.txt", "c.txt");
    sandbox.write(place.directory(), "new/d.txt", "x\ny\n");
    var index = Files.readAllBytes(repository.resolve(".git/worktrees/fix-7c5d/index"));

    assertThat(changes()).isEqualTo(new Survey.Changes("worktree-fix-7c5d", 3, 3, 1, true));
    assertThat(Files.readAllBytes(repository.resolve(".git/worktrees/fix-7c5d/index")))
        .isEqualTo(index);
    assertThat(sandbox.folder.resolve("scratch")).isEmptyDirectory();
  }

  @Test
  void committedWorkIsNotUncommitted() throws Exception {
    sandbox.write(place.directory(), "a.txt", "1\n");
    sandbox.commit(place.directory(), "work");

    assertThat(changes()).isEqualTo(new Survey.Changes("worktree-fix-7c5d", 1, 0, 2, false));
  }

  @Test
  void theDiffCanBeAppliedElsewhere() throws Exception {
    sandbox.write(place.directory(), "a.txt", "1\n2\n3\n4\n");
    sandbox.commit(place.directory(), "work");
    sandbox.write(place.directory(), "new.txt", "näw\n");

    var diff = (Diff.Written) diff();

    assertThat(diff.name()).isEqualTo("worktree-fix-7c5d.diff");
    assertThat(diff.cut()).isFalse();
    sandbox.git(repository, "apply", written.toString());
    assertThat(sandbox.read(repository.resolve("a.txt"))).isEqualTo("1\n2\n3\n4\n");
    assertThat(sandbox.read(repository.resolve("new.txt"))).isEqualTo("näw\n");
  }

  @Test
  void aDiffThatIsWrittenAgainTakesThePlaceOfTheFirst() throws Exception {
    sandbox.write(place.directory(), "a.txt", "changed\n".repeat(1_000));
    diff();
    sandbox.write(place.directory(), "a.txt", "1\n");

    assertThat(diff()).isInstanceOf(Diff.Written.class);
    assertThat(sandbox.read(written)).contains("+1").doesNotContain("changed");
    assertThat(Files.getPosixFilePermissions(written))
        .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
    try (var files = Files.list(out)) {
      assertThat(files).containsExactly(written);
    }

    sandbox.git(place.directory(), "checkout", "--quiet", ".");
    assertThat(diff()).isEqualTo(new Diff.Nothing());
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void aLongDiffIsCutAtALineAndSaysSo() throws Exception {
    sandbox.write(
        place.directory(), "big.txt", "0123456789\n".repeat(Comparison.MAX_DIFF_BYTES / 11));

    var diff = (Diff.Written) diff();

    assertThat(diff.cut()).isTrue();
    assertThat(Files.size(written)).isLessThanOrEqualTo(Comparison.MAX_DIFF_BYTES);
    assertThat(sandbox.read(written))
        .containsPattern(
            "\\+0123456789\n\\[The rest is left out: more than 5 MB. All of it: git diff \\w+]\n$");
  }

  @Test
  void whatTheOtherBranchGotMeanwhileIsNotThisSessionsWork() throws Exception {
    sandbox.write(repository, "theirs.txt", "x\n");
    sandbox.commit(repository, "theirs");
    sandbox.git(repository, "push", "--quiet");
    sandbox.write(place.directory(), "mine.txt", "x\n");
    sandbox.commit(place.directory(), "mine");
    sandbox.git(place.directory(), "fetch", "--quiet");
    sandbox.git(place.directory(), "rebase", "--quiet", "origin/main");

    assertThat(changes()).isEqualTo(new Survey.Changes("worktree-fix-7c5d", 1, 1, 0, false));
  }

  @Test
  void afterAMergeTheWorkIsStillShown() throws Exception {
    sandbox.write(place.directory(), "mine.txt", "x\n");
    sandbox.commit(place.directory(), "mine");
    sandbox.git(place.directory(), "push", "--quiet", "origin", "HEAD:main");
    sandbox.git(place.directory(), "fetch", "--quiet");

    assertThat(changes()).isEqualTo(new Survey.Changes("worktree-fix-7c5d", 1, 1, 0, false));
  }

  @Test
  void aDetachedHeadIsCalledSo() throws Exception {
    sandbox.git(place.directory(), "checkout", "--quiet", "--detach");

    assertThat(changes()).isEqualTo(new Survey.Changes("(detached)", 0, 0, 0, false));
  }

  @Test
  void inTheWorkingCopyItselfItComparesWithTheCommitOfTheStart() throws Exception {
    var head = sandbox.git(repository, "rev-parse", "HEAD");
    sandbox.write(repository, "x.txt", "x\n");

    assertThat(sandbox.worktrees().changes(repository, head))
        .isEqualTo(new Survey.Changes("main", 1, 1, 0, true));
  }

  @Test
  void whereThereWasNoCommitEverythingIsNew() throws Exception {
    var empty = sandbox.folder.resolve("empty");
    sandbox.git(sandbox.folder, "init", "--quiet", empty.toString());
    sandbox.write(empty, "x.txt", "x\n");

    assertThat(sandbox.worktrees().changes(empty, ""))
        .isEqualTo(new Survey.Changes("main", 1, 1, 0, true));
  }

  @Test
  void outsideOfGitItCannotBeTold() throws Exception {
    for (var folder : new Path[] {out, sandbox.folder.resolve("gone")}) {
      assertThat(sandbox.worktrees().changes(folder, ""))
          .isInstanceOfSatisfying(
              Survey.Unknown.class,
              unknown -> assertThat(unknown.why()).startsWith("What changed cannot be told"));
      assertThat(sandbox.worktrees().diff(folder, "", written)).isInstanceOf(Diff.Failed.class);
    }
    assertThat(sandbox.worktrees().changes(repository, "0".repeat(40)))
        .isInstanceOf(Survey.Unknown.class);
    assertThat(sandbox.worktrees().changes(repository, "--output=/tmp/x"))
        .isInstanceOf(Survey.Unknown.class);
  }

  @Test
  void anotherRepositoryInsideAndHostileNamesDoNotHideTheRest() throws Exception {
    sandbox.git(place.directory(), "init", "--quiet", "inner");
    sandbox.write(place.directory(), "inner/x", "x\n");
    for (String name : new String[] {":(exclude)*", "-p", "a\nb", "'\"$(x)", "ü"}) {
      sandbox.write(place.directory(), name, "x\n");
    }

    assertThat(changes()).isEqualTo(new Survey.Changes("worktree-fix-7c5d", 5, 5, 0, true));
  }

  @Test
  void aDiffProgramOfTheRepositoryIsNotRun() throws Exception {
    sandbox.git(repository, "config", "diff.external", "touch " + sandbox.folder + "/ran");
    sandbox.git(repository, "config", "diff.x.textconv", "touch " + sandbox.folder + "/ran");
    sandbox.write(place.directory(), ".gitattributes", "*.txt diff=x\n");
    sandbox.write(place.directory(), "a.txt", "changed\n");

    assertThat(changes()).isInstanceOf(Survey.Changes.class);
    assertThat(diff()).isInstanceOf(Diff.Written.class);
    assertThat(sandbox.folder.resolve("ran")).doesNotExist();
  }

  @Test
  void aDiffThatCannotBeWrittenSaysSo() throws Exception {
    sandbox.write(place.directory(), "a.txt", "changed\n");

    assertThat(
            sandbox
                .worktrees()
                .diff(place.directory(), place.base(), sandbox.folder.resolve("gone/changes.diff")))
        .isInstanceOf(Diff.Failed.class);
  }
}
