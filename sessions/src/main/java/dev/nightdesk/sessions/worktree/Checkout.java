package dev.nightdesk.sessions.worktree;

import java.io.IOException;
import java.nio.file.Path;

/// What a folder is to git.
sealed interface Checkout {
  /// In the main working copy of a repository.
  ///
  /// @param top where the working copy begins
  /// @param common where git keeps what all worktrees share
  /// @param prefix the folder below `top`; empty for `top` itself
  record Main(Path top, Path common, Path prefix) implements Checkout {}

  /// In a worktree that is linked to a repository (TREE-2).
  ///
  /// @param own where git keeps what this worktree has alone
  record Linked(Path top, Path common, Path own) implements Checkout {}

  /// Not in a repository.
  record Outside() implements Checkout {}

  /// In one that cannot be worked in.
  record Unusable(String why) implements Checkout {}

  /// What git says of a bare repository nobody told it of, with `safe.bareRepository=explicit` (git
  /// 2.38; an older one takes it, and [#kind] does not).
  String NOT_EXPLICIT = "safe.bareRepository";

  static Checkout of(Git git, Path directory) throws InterruptedException {
    var inside = git.read(directory, "rev-parse", "--is-inside-work-tree");
    if (inside.words().contains("not a git repository")) {
      return new Outside();
    }
    if (inside.words().contains(NOT_EXPLICIT)) {
      return new Unusable("it is a repository without a working copy, or made to look like one");
    }
    if (!inside.ok()) {
      return new Unusable(inside.why());
    }
    if (!inside.text().equals("true")) {
      return new Unusable("it is a repository without a working copy");
    }
    var top = path(git, directory, "--show-toplevel");
    var common = path(git, directory, "--git-common-dir");
    var own = path(git, directory, "--absolute-git-dir");
    if (!top.ok() || !common.ok() || !own.ok()) {
      return new Unusable(top.ok() ? common.why() : top.why());
    }
    return kind(directory, Path.of(top.text()), Path.of(common.text()), Path.of(own.text()));
  }

  /// A repository is found by its `.git`, which no commit can bring along. Without one, git takes a
  /// folder with a `HEAD`, `objects` and `refs` for a repository, and a commit can bring those,
  /// with a `config` whose filters are programs. Such a folder lies round the files it claims.
  static Checkout kind(Path directory, Path top, Path common, Path own) {
    try {
      var realTop = top.toRealPath();
      var realCommon = common.toRealPath();
      var realOwn = own.toRealPath();
      if (directory.toRealPath().startsWith(realOwn)) {
        return new Unusable(
            realOwn + " looks like a repository and has no .git: its configuration is not trusted");
      }
      return realCommon.equals(realOwn)
          ? new Main(realTop, realCommon, realTop.relativize(directory.toRealPath()))
          : new Linked(realTop, realCommon, realOwn);
    } catch (IOException e) {
      return new Unusable(e.getMessage() + " cannot be read");
    }
  }

  private static Answer path(Git git, Path directory, String question) throws InterruptedException {
    return git.read(directory, "rev-parse", "--path-format=absolute", question);
  }
}
