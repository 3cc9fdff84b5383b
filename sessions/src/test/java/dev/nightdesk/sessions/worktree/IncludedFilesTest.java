package dev.nightdesk.sessions.worktree;

import static dev.nightdesk.sessions.worktree.Sandbox.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludedFilesTest {
  @TempDir Path temporary;
  private Sandbox sandbox;
  private Path repository;

  @BeforeEach
  void prepare() throws IOException {
    sandbox = new Sandbox(temporary);
    repository = sandbox.repository("shop");
    sandbox.write(repository, ".gitignore", ".env\n*.secret\nbuild/\nlinks/\n");
    sandbox.write(repository, "src/tracked.txt", "x");
    sandbox.commit(repository, "ignore");
  }

  private Workplace make(String name) throws InterruptedException {
    return ready(
        sandbox
            .worktrees()
            .prepare(repository, new WorktreeName(name), Isolation.WORKTREE, Base.HEAD));
  }

  @Test
  void ignoredFilesThatMatchAreCopiedAndOthersAreNot() throws Exception {
    sandbox.write(
        repository, ".worktreeinclude", "# settings\n.env\nsrc/**/*.secret\n!no.secret\n");
    sandbox.write(repository, ".env", "KEY=1");
    sandbox.write(repository, "src/deep/a.secret", "a");
    sandbox.write(repository, "src/deep/no.secret", "no");
    sandbox.write(repository, "top.secret", "not asked for");
    sandbox.write(repository, "build/.env", "in an ignored folder");
    sandbox.write(repository, "src/new.txt", "not ignored");
    Files.setPosixFilePermissions(
        repository.resolve(".env"), PosixFilePermissions.fromString("rw-------"));

    var made = make("a");

    var there = made.directory();
    assertThat(made.note()).isEmpty();
    assertThat(sandbox.read(there.resolve(".env"))).isEqualTo("KEY=1");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there.resolve(".env"))))
        .isEqualTo("rw-------");
    assertThat(there.resolve("src/deep/a.secret")).exists();
    assertThat(there.resolve("src/deep/no.secret")).doesNotExist();
    assertThat(there.resolve("top.secret")).doesNotExist();
    assertThat(there.resolve("src/new.txt")).doesNotExist();
    assertThat(there.resolve("build/.env")).exists();
    assertThat(sandbox.git(there, "status", "--porcelain")).isEmpty();
  }

  @Test
  void otherSessionsFilesAreNotCopied() throws Exception {
    sandbox.write(repository, ".worktreeinclude", ".env\n");
    sandbox.write(repository, ".env", "KEY=1");

    make("a");
    var second = make("b");

    assertThat(second.directory().resolve(".claude")).doesNotExist();
  }

  @Test
  void linksAreNeitherCopiedNorFollowed() throws Exception {
    sandbox.write(repository, ".worktreeinclude", ".env\nlinks/\n");
    sandbox.write(sandbox.folder, "outside/.env", "outside");
    Files.createSymbolicLink(repository.resolve(".env"), sandbox.folder.resolve("outside/.env"));
    Files.createSymbolicLink(repository.resolve("links"), sandbox.folder.resolve("outside"));

    var made = make("a");

    assertThat(made.directory().resolve(".env")).doesNotExist();
    assertThat(Files.isSymbolicLink(made.directory().resolve(".env"))).isFalse();
    assertThat(made.note()).contains("Left out 1 of the files in .worktreeinclude");
  }

  @Test
  void aLinkInTheWorktreeIsNotWrittenThrough() throws Exception {
    var outside = Files.createDirectories(sandbox.folder.resolve("outside"));
    Files.createSymbolicLink(repository.resolve("config"), outside);
    sandbox.commit(repository, "a link");
    Files.delete(repository.resolve("config"));
    sandbox.write(repository, "config/a.secret", "a");
    sandbox.write(repository, ".worktreeinclude", "*.secret\n");

    var made = make("a");

    assertThat(outside).isEmptyDirectory();
    assertThat(made.note()).contains("Left out 1");
  }

  @Test
  void aListThatIsALinkIsNotRead() throws Exception {
    sandbox.write(sandbox.folder, "list", ".env\n");
    Files.createSymbolicLink(
        repository.resolve(".worktreeinclude"), sandbox.folder.resolve("list"));
    sandbox.write(repository, ".env", "KEY=1");

    assertThat(make("a").directory().resolve(".env")).doesNotExist();
  }

  @Test
  void aFileTheBranchHasItselfIsKeptAsTheBranchHasIt() throws Exception {
    sandbox.write(repository, "kept.secret", "of the branch");
    sandbox.git(repository, "add", "--force", "kept.secret");
    sandbox.commit(repository, "kept");
    sandbox.git(repository, "rm", "--quiet", "--cached", "kept.secret");
    sandbox.write(repository, "kept.secret", "of the folder");
    sandbox.write(repository, ".worktreeinclude", "*.secret\n");

    var made = make("a");

    assertThat(sandbox.read(made.directory().resolve("kept.secret"))).isEqualTo("of the branch");
    assertThat(made.note()).isEmpty();
  }

  @Test
  void hostileNamesAreFilesLikeAnyOther() throws Exception {
    sandbox.write(repository, ".worktreeinclude", "*.secret\n");
    String[] names = {":(top)x.secret", "-rf.secret", "a\nb.secret", "$(x) '\".secret", "ü.secret"};
    for (String name : names) {
      sandbox.write(repository, name, name);
    }

    var made = make("a");

    for (String name : names) {
      assertThat(sandbox.read(made.directory().resolve(name))).isEqualTo(name);
    }
  }

  @Test
  void filesBeyondTheBoundAreLeftOut() throws Exception {
    sandbox.write(repository, ".worktreeinclude", "*.secret\n");
    for (int i = 0; i <= IncludedFiles.MAX_FILES; i++) {
      sandbox.write(repository, i + ".secret", "x");
    }

    var made = make("a");

    try (var files = Files.list(made.directory())) {
      assertThat(files.filter(file -> file.toString().endsWith(".secret")).count())
          .isEqualTo(IncludedFiles.MAX_FILES);
    }
    assertThat(made.note()).contains("Left out 1 of the files").contains("more than 1000 files");
  }

  @Test
  void bytesBeyondTheBoundAreLeftOut() throws Exception {
    sandbox.write(repository, ".worktreeinclude", "*.secret\n");
    for (String name : new String[] {"a.secret", "b.secret"}) {
      try (var file = new java.io.RandomAccessFile(repository.resolve(name).toFile(), "rw")) {
        file.setLength(IncludedFiles.MAX_BYTES / 2 + 1);
      }
    }

    var made = make("a");

    assertThat(made.directory().resolve("a.secret")).exists();
    assertThat(made.directory().resolve("b.secret")).doesNotExist();
    assertThat(made.note()).contains("Left out 1 of the files");
  }
}
