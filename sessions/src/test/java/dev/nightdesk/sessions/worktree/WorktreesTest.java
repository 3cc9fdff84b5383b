package dev.nightdesk.sessions.worktree;

import static dev.nightdesk.sessions.worktree.Sandbox.ready;
import static dev.nightdesk.sessions.worktree.Sandbox.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorktreesTest {
  private static final WorktreeName NAME = new WorktreeName("fix-7c5d");

  @TempDir Path temporary;
  private Sandbox sandbox;

  @BeforeEach
  void prepare() throws IOException {
    sandbox = new Sandbox(temporary);
  }

  private Prepared prepare(Path directory) throws InterruptedException {
    return sandbox.worktrees().prepare(directory, NAME, Isolation.WORKTREE, Base.FRESH);
  }

  @Test
  void aSessionGetsAWorktreeOnABranchOfItsOwn() throws Exception {
    var repository = sandbox.repository("shop");

    var workplace = ready(prepare(repository));

    assertThat(workplace.directory()).isEqualTo(repository.resolve(".claude/worktrees/fix-7c5d"));
    assertThat(workplace.branch()).isEqualTo("worktree-fix-7c5d");
    assertThat(workplace.base()).isEqualTo("main");
    assertThat(workplace.note()).isEmpty();
    assertThat(sandbox.git(workplace.directory(), "branch", "--show-current"))
        .isEqualTo("worktree-fix-7c5d");
    assertThat(sandbox.read(workplace.directory().resolve("README.md"))).isEqualTo("hello\n");
  }

  @Test
  void theMainWorkingCopyStaysCleanAndItsFilesUnchanged() throws Exception {
    var repository = sandbox.repository("shop");

    prepare(repository);
    sandbox.worktrees().prepare(repository, new WorktreeName("b"), Isolation.WORKTREE, Base.HEAD);

    assertThat(sandbox.git(repository, "status", "--porcelain")).isEmpty();
    assertThat(sandbox.read(repository.resolve(".git/info/exclude")))
        .containsOnlyOnce("/.claude/worktrees/");
    assertThat(sandbox.git(repository, "branch", "--show-current")).isEqualTo("main");
  }

  @Test
  void whatIsIgnoredAlreadyIsNotIgnoredTwice() throws Exception {
    var repository = sandbox.repository("shop");
    sandbox.write(repository, ".gitignore", ".claude/\n");

    prepare(repository);

    assertThat(repository.resolve(".git/info/exclude")).doesNotExist();
  }

  @Test
  void anExcludeFileWithoutALineEndIsContinuedOnANewLine() throws Exception {
    var repository = sandbox.repository("shop");
    sandbox.write(repository, ".git/info/exclude", "*.orig");

    prepare(repository);

    assertThat(sandbox.read(repository.resolve(".git/info/exclude")))
        .isEqualTo("*.orig\n/.claude/worktrees/\n");
  }

  @Test
  void askedAgainItFindsWhatItMade() throws Exception {
    var repository = sandbox.repository("shop");
    var first = ready(prepare(repository));
    sandbox.write(first.directory(), "new.txt", "work");

    assertThat(ready(prepare(repository))).isEqualTo(first);
    assertThat(first.directory().resolve("new.txt")).exists();
  }

  @Test
  void aFolderInARepositoryBecomesTheSameFolderInTheWorktree() throws Exception {
    var repository = sandbox.repository("shop");
    sandbox.write(repository, "apps/web/index.html", "x");
    sandbox.commit(repository, "web");

    var workplace = ready(prepare(repository.resolve("apps/web")));

    assertThat(workplace.directory())
        .isEqualTo(repository.resolve(".claude/worktrees/fix-7c5d/apps/web"));
  }

  @Test
  void aFolderThatARepositoryMerelyLiesAroundIsWorkedInAsItIs() throws Exception {
    var home = sandbox.repository("dotfiles");
    sandbox.write(home, "notes/todo.txt", "x");

    var workplace = ready(prepare(home.resolve("notes")));

    assertThat(workplace.directory()).isEqualTo(home.resolve("notes"));
    assertThat(workplace.branch()).isEmpty();
    assertThat(workplace.note()).contains("all sessions write into this one folder");
    assertThat(home.resolve(".claude")).doesNotExist();
  }

  // ── where it begins ────────────────────────────────────────────────────────

  @Test
  void freshBeginsFromTheRemotesDefaultBranchAsItIsNow() throws Exception {
    var repository = sandbox.cloned("shop");
    var other = sandbox.folder.resolve("other");
    sandbox.git(sandbox.folder, "clone", "--quiet", "shop.git", "other");
    sandbox.write(other, "news.txt", "x");
    var newest = sandbox.commit(other, "news");
    sandbox.git(other, "push", "--quiet");

    var workplace = ready(prepare(repository));

    assertThat(workplace.base()).isEqualTo("origin/main");
    assertThat(workplace.note()).isEmpty();
    assertThat(sandbox.git(workplace.directory(), "rev-parse", "HEAD")).isEqualTo(newest);
    assertThat(repository.resolve(".git/FETCH_HEAD")).doesNotExist();
  }

  @Test
  void commitsThatAreOnlyHereAreSaidNotToBeThere() throws Exception {
    var repository = sandbox.cloned("shop");
    sandbox.commit(repository, "mine");

    assertThat(ready(prepare(repository)).note())
        .isEqualTo(
            "The working copy has 1 commit that is not in origin/main, so not in this worktree"
                + " either.");
  }

  @Test
  void headBeginsFromWhatIsCheckedOut() throws Exception {
    var repository = sandbox.cloned("shop");
    sandbox.git(repository, "checkout", "--quiet", "-b", "mine");
    var mine = sandbox.commit(repository, "mine");

    var workplace =
        ready(sandbox.worktrees().prepare(repository, NAME, Isolation.WORKTREE, Base.HEAD));

    assertThat(workplace.base()).isEqualTo("mine");
    assertThat(sandbox.git(workplace.directory(), "rev-parse", "HEAD")).isEqualTo(mine);
  }

  @Test
  void aRemoteThatCannotBeReachedIsTakenAsLastSeen() throws Exception {
    var repository = sandbox.cloned("shop");
    sandbox.git(repository, "remote", "set-url", "origin", sandbox.folder + "/gone.git");

    var workplace = ready(prepare(repository));

    assertThat(workplace.base()).isEqualTo("origin/main");
    assertThat(workplace.note())
        .startsWith("Could not fetch (")
        .contains("does not appear to be a git repository")
        .endsWith("so this begins from origin/main as last seen.");
  }

  @Test
  void severalSessionsStartedTogetherFetchOnce() throws Exception {
    var repository = sandbox.cloned("shop");
    var worktrees = sandbox.worktrees();
    worktrees.prepare(repository, NAME, Isolation.WORKTREE, Base.FRESH);
    sandbox.git(repository, "remote", "set-url", "origin", sandbox.folder + "/gone.git");

    sandbox.nanos.set(Beginnings.FETCHED_HOLDS.toNanos() - 1);
    var soon = worktrees.prepare(repository, new WorktreeName("b"), Isolation.WORKTREE, Base.FRESH);
    assertThat(ready(soon).note()).isEmpty();

    sandbox.nanos.set(Beginnings.FETCHED_HOLDS.toNanos());
    var later =
        worktrees.prepare(repository, new WorktreeName("c"), Isolation.WORKTREE, Base.FRESH);
    assertThat(ready(later).note()).contains("Could not fetch");
  }

  @Test
  void anExternalTransportIsNotRun() throws Exception {
    var repository = sandbox.cloned("shop");
    sandbox.git(repository, "config", "protocol.ext.allow", "always");
    sandbox.git(repository, "remote", "set-url", "origin", "ext::touch " + sandbox.folder + "/ran");

    assertThat(ready(prepare(repository)).note()).contains("Could not fetch");
    assertThat(sandbox.folder.resolve("ran")).doesNotExist();
  }

  @Test
  void aDetachedHeadIsBegunFromByItsCommit() throws Exception {
    var repository = sandbox.repository("shop");
    sandbox.git(repository, "checkout", "--quiet", "--detach");
    var commit = sandbox.git(repository, "rev-parse", "HEAD");

    var workplace = ready(prepare(repository));

    assertThat(workplace.base()).isEqualTo(commit.substring(0, 8));
    assertThat(workplace.branch()).isEqualTo("worktree-fix-7c5d");
  }

  // ── where there is none ────────────────────────────────────────────────────

  @Test
  void withoutACommitTheFolderItselfIsThePlace() throws Exception {
    var repository = sandbox.folder.resolve("empty");
    sandbox.git(sandbox.folder, "init", "--quiet", repository.toString());

    var workplace = ready(prepare(repository));

    assertThat(workplace)
        .isEqualTo(
            new Workplace(
                repository,
                "",
                "",
                "The repository has no commit yet, so all sessions write into this one folder."));
  }

  @Test
  void outsideOfGitTheFolderItselfIsThePlace() throws Exception {
    var plain = Files.createDirectories(sandbox.folder.resolve("plain"));

    assertThat(ready(prepare(plain)))
        .isEqualTo(
            new Workplace(
                plain, "", "", "Not a git repository: all sessions write into this one folder."));
  }

  @Test
  void withoutIsolationTheFolderItselfIsThePlaceWithAWarning() throws Exception {
    var repository = sandbox.repository("shop");
    var head = sandbox.git(repository, "rev-parse", "HEAD");

    var workplace =
        ready(sandbox.worktrees().prepare(repository, NAME, Isolation.NONE, Base.FRESH));

    assertThat(workplace.directory()).isEqualTo(repository);
    assertThat(workplace.branch()).isEmpty();
    assertThat(workplace.base()).isEqualTo(head);
    assertThat(workplace.note()).contains("isolation is none");
    assertThat(repository.resolve(".claude")).doesNotExist();
  }

  @Test
  void aWorktreeIsWorkedInAsItIs() throws Exception {
    var repository = sandbox.repository("shop");
    var mine = sandbox.folder.resolve("mine");
    sandbox.git(repository, "worktree", "add", "--quiet", mine.toString());

    var workplace = ready(prepare(mine));

    assertThat(workplace.directory()).isEqualTo(mine);
    assertThat(workplace.branch()).isEmpty();
    assertThat(workplace.note()).isEmpty();
  }

  @Test
  void aRepositoryWithoutAWorkingCopyIsRefused() throws Exception {
    sandbox.cloned("shop");

    assertThat(refused(prepare(sandbox.folder.resolve("shop.git"))))
        .contains("it is a repository without a working copy");
  }

  @Test
  void aFolderThatIsGoneIsRefused() throws Exception {
    assertThat(refused(prepare(sandbox.folder.resolve("gone"))))
        .contains("is not there. Mend its path under repos.");
  }

  @Test
  void whenGitCannotRunItSaysSo() throws Exception {
    var repository = sandbox.repository("shop");
    var worktrees =
        new Worktrees(sandbox.environment, sandbox.folder.resolve("gone"), sandbox.nanos::get);

    assertThat(refused(worktrees.prepare(repository, NAME, Isolation.WORKTREE, Base.HEAD)))
        .contains("git could not be run");
  }

  // ── what is taken, cut off, gone ───────────────────────────────────────────

  @Test
  void aBranchSomebodyHasIsLeftAloneAndAnotherNameTaken() throws Exception {
    var repository = sandbox.repository("shop");
    sandbox.git(repository, "branch", "worktree-fix-7c5d");
    var theirs = sandbox.git(repository, "rev-parse", "worktree-fix-7c5d");
    sandbox.commit(repository, "more");

    var workplace = ready(prepare(repository));

    assertThat(workplace.branch()).isEqualTo("worktree-fix-7c5d-2");
    assertThat(sandbox.git(repository, "rev-parse", "worktree-fix-7c5d")).isEqualTo(theirs);
    assertThat(ready(prepare(repository))).isEqualTo(workplace);
  }

  @Test
  void branchesBelowThatNameAndItsFolderAreAroundToo() throws Exception {
    var repository = sandbox.repository("shop");
    sandbox.git(repository, "branch", "worktree-fix-7c5d/deep");
    sandbox.write(repository, ".claude/worktrees/fix-7c5d-2/mine.txt", "mine");

    var workplace = ready(prepare(repository));

    assertThat(workplace.branch()).isEqualTo("worktree-fix-7c5d-3");
    assertThat(repository.resolve(".claude/worktrees/fix-7c5d-2/mine.txt")).exists();
  }

  @Test
  void whenEveryNameIsTakenItSaysSo() throws Exception {
    var repository = sandbox.repository("shop");
    for (int attempt = 1; attempt <= Making.MAX_ATTEMPTS; attempt++) {
      sandbox.git(repository, "branch", "worktree-" + NAME.folder(attempt));
    }

    assertThat(refused(prepare(repository)))
        .isEqualTo("No worktree could be made: every name like worktree-fix-7c5d is taken.");
  }

  @Test
  void whatAKilledGitLeftIsClearedAndMadeAnewBesideIt() throws Exception {
    var repository = sandbox.repository("shop");
    var head = sandbox.git(repository, "rev-parse", "HEAD");
    var path = repository.resolve(".claude/worktrees/fix-7c5d");
    Ledger.of(repository.resolve(".git"))
        .put("fix-7c5d", new Ledger.Entry("fix-7c5d", false, head, "main"));
    sandbox.git(
        repository, "worktree", "add", "--quiet", "--lock", "-b", "worktree-fix-7c5d", path + "");
    Files.delete(path.resolve("README.md"));

    var workplace = ready(prepare(repository));

    assertThat(workplace.branch()).isEqualTo("worktree-fix-7c5d-2");
    assertThat(workplace.directory().resolve("README.md")).exists();
    assertThat(path).doesNotExist();
    assertThat(sandbox.git(repository, "branch", "--list", "worktree-*"))
        .isEqualTo("+ worktree-fix-7c5d-2");
    assertThat(ready(prepare(repository))).isEqualTo(workplace);
  }

  @Test
  void aFolderAKilledGitBarelyBeganIsClearedToo() throws Exception {
    var repository = sandbox.repository("shop");
    var head = sandbox.git(repository, "rev-parse", "HEAD");
    Ledger.of(repository.resolve(".git"))
        .put("fix-7c5d", new Ledger.Entry("fix-7c5d", false, head, "main"));
    sandbox.write(repository, ".claude/worktrees/fix-7c5d/half", "x");
    var outside = Files.createDirectories(sandbox.folder.resolve("outside/kept"));
    Files.createSymbolicLink(
        repository.resolve(".claude/worktrees/fix-7c5d/link"), outside.getParent());

    assertThat(ready(prepare(repository)).branch()).isEqualTo("worktree-fix-7c5d-2");
    assertThat(repository.resolve(".claude/worktrees/fix-7c5d")).doesNotExist();
    assertThat(outside).exists();
  }

  @Test
  void aFolderSomebodyDeletedIsMadeAgainFromItsBranch() throws Exception {
    var repository = sandbox.repository("shop");
    var first = ready(prepare(repository));
    sandbox.write(first.directory(), "work.txt", "work");
    sandbox.commit(first.directory(), "work");
    assertThat(Trees.delete(first.directory())).isTrue();

    var again = ready(prepare(repository));

    assertThat(again.directory()).isEqualTo(first.directory());
    assertThat(again.note()).isEqualTo("The worktree was gone; it is made again from its branch.");
    assertThat(again.directory().resolve("work.txt")).exists();
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws Exception {
    var repository = sandbox.repository("shop");
    var elsewhere = Files.createDirectories(sandbox.folder.resolve("elsewhere"));
    Files.createSymbolicLink(repository.resolve(".claude"), elsewhere);

    assertThat(refused(prepare(repository)))
        .contains("leads elsewhere")
        .contains("isolation: none");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void noHookAndNoWatcherOfTheRepositoryRuns() throws Exception {
    var repository = sandbox.cloned("shop");
    for (String hook : new String[] {"post-checkout", "reference-transaction", "watcher"}) {
      var file = repository.resolve(".git/hooks").resolve(hook);
      sandbox.write(
          repository, ".git/hooks/" + hook, "#!/bin/sh\ntouch " + sandbox.folder + "/ran\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
    sandbox.git(
        repository, "config", "core.fsmonitor", repository.resolve(".git/hooks/watcher") + "");
    Files.deleteIfExists(sandbox.folder.resolve("ran"));

    var workplace = ready(prepare(repository));
    sandbox.worktrees().changes(workplace.directory(), workplace.base());
    sandbox.worktrees().remove(repository, workplace.directory());

    assertThat(sandbox.folder.resolve("ran")).doesNotExist();
    assertThat(workplace.directory()).doesNotExist();
  }

  @Test
  void aRepositoryWithAHostilePathIsWorkedInLikeAnyOther() throws Exception {
    var repository = sandbox.repository("--upload-pack=$(touch x) ;'\"\n");

    var workplace = ready(prepare(repository));

    assertThat(workplace.directory().resolve("README.md")).exists();
    assertThat(ready(prepare(repository))).isEqualTo(workplace);
    assertThat(sandbox.worktrees().remove(repository, workplace.directory()))
        .isEqualTo(new Removal.Removed());
  }

  @Test
  void gitGetsNoVariableThatCouldBeASecret() throws Exception {
    var repository = sandbox.repository("shop");
    sandbox.git(repository, "config", "alias.show-environment", "!env");
    sandbox.environment.put("TELEGRAM_BOT_TOKEN", "hush");
    sandbox.environment.put("GIT_DIR", "/nowhere");

    var printed = sandbox.git().read(repository, "show-environment").text();

    assertThat(printed).contains("GIT_TERMINAL_PROMPT=0").doesNotContain("hush", "/nowhere");
  }
}
