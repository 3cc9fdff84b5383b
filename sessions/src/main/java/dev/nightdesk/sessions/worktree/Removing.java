package dev.nightdesk.sessions.worktree;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.nightdesk.sessions.worktree.Removal.Kept;
import dev.nightdesk.sessions.worktree.Removal.Removed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Takes one worktree away, or says what stands against it. Called with the repository's lock held.
///
/// An objection is a sentence for people; an empty text is none.
final class Removing {
  /// Files that are named to people; the others are counted.
  static final int MAX_NAMED = 3;

  private static final String NONE = "";

  /// What git leaves in a worktree's own folder while it waits for somebody to go on.
  private static final List<String> UNDER_WAY =
      List.of(
          "MERGE_HEAD",
          "CHERRY_PICK_HEAD",
          "REVERT_HEAD",
          "BISECT_LOG",
          "rebase-merge",
          "rebase-apply");

  private final Git git;
  private final Checkout.Main repository;
  private final Path directory;

  Removing(Git git, Checkout.Main repository, Path directory) {
    this.git = git;
    this.repository = repository;
    this.directory = directory.normalize();
  }

  Removal remove() throws InterruptedException {
    var all = repository.top().resolve(Worktrees.FOLDER);
    if (!directory.startsWith(all) || directory.equals(all)) {
      return new Kept("This session worked in the folder itself; nothing is deleted there.");
    }
    var folder = all.relativize(directory).getName(0).toString();
    var path = all.resolve(folder);
    boolean there = Files.exists(path, NOFOLLOW_LINKS);
    var ledger = Ledger.of(repository.common());
    var entry = ledger.entry(folder).filter(Ledger.Entry::ready);
    if (entry.isEmpty()) {
      return there
          ? new Kept("Nightdesk did not make this worktree, so it does not delete it.")
          : new Removed();
    }
    var branch = Making.BRANCH + folder;
    var objection = there ? objection(path, branch, entry.get().base()) : NONE;
    if (objection.isEmpty()) {
      objection = takeAway(path, there);
    }
    if (!objection.isEmpty()) {
      return new Kept(objection);
    }
    dropBranch(branch, entry.get().base());
    ledger.drop(folder);
    return new Removed();
  }

  /// The first thing that stands against it, what is quickly found out first.
  private String objection(Path path, String branch, String base) throws InterruptedException {
    if (!(Checkout.of(git, path) instanceof Checkout.Linked(Path top, Path common, Path own))
        || !top.equals(path)
        || !common.equals(repository.common())) {
      return "It is no worktree of this repository any more.";
    }
    var objection = locked(path);
    if (objection.isEmpty()) {
      objection = underWay(own);
    }
    if (objection.isEmpty()) {
      objection = uncommitted(path);
    }
    if (objection.isEmpty()) {
      objection = unsaved(path, branch, base);
    }
    return objection.isEmpty() ? Occupants.of(path) : objection;
  }

  private String locked(Path path) throws InterruptedException {
    var list = git.read(repository.top(), "worktree", "list", "--porcelain", "-z");
    if (!list.ok()) {
      return "git cannot list the worktrees: " + list.why() + ".";
    }
    boolean here = false;
    for (String line : list.fields()) {
      if (line.startsWith("worktree ")) {
        here = line.equals("worktree " + path);
      }
      boolean lock = line.equals("locked") || line.startsWith("locked ");
      if (here && lock && !line.equals("locked " + Making.LOCK_REASON)) {
        return "Somebody locked it" + line.replaceFirst("locked", "").replaceFirst(" ", ": ") + ".";
      }
    }
    return NONE;
  }

  private static String underWay(Path own) {
    return UNDER_WAY.stream().anyMatch(name -> Files.exists(own.resolve(name)))
        ? "A merge, rebase or the like is under way in it. Finish or abort that first."
        : NONE;
  }

  private String uncommitted(Path path) throws InterruptedException {
    var status =
        git.read(
            path,
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=all",
            "--ignore-submodules=none");
    if (status.end() == Answer.End.TOO_LONG) {
      return "Very many files in it are not committed. Commit or delete them first.";
    }
    if (!status.ok()) {
      return "git cannot tell what is uncommitted in it: " + status.why() + ".";
    }
    var files = status.fields().stream().map(line -> line.substring(3)).toList();
    return files.isEmpty() ? NONE : uncommitted(files);
  }

  private static String uncommitted(List<String> files) {
    int more = files.size() - MAX_NAMED;
    return "Not committed in it: "
        + files.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "")
        + ". Commit or delete that first.";
  }

  /// Commits that would only be in the branch that goes, or nowhere.
  private String unsaved(Path path, String branch, String base) throws InterruptedException {
    for (String tip : List.of("HEAD", "refs/heads/" + branch)) {
      var count = alone(path, tip, branch, base);
      boolean noBranch = !tip.equals("HEAD") && !exists(tip);
      if (!count.ok() && !noBranch) {
        return "git cannot tell whether its commits are pushed: " + count.why() + ".";
      }
      if (count.ok() && !count.text().equals("0")) {
        boolean one = count.text().equals("1");
        return count.text()
            + (one ? " commit in it is" : " commits in it are")
            + " neither pushed nor in another branch. Push or merge "
            + branch
            + " first.";
      }
    }
    return NONE;
  }

  /// How many commits of `tip` are in no remote's branch and no branch but its own.
  private Answer alone(Path in, String tip, String branch, String base)
      throws InterruptedException {
    return git.read(
        in,
        "rev-list",
        "--count",
        tip,
        "--not",
        base,
        "--remotes",
        "--exclude=" + branch,
        "--branches");
  }

  private boolean exists(String ref) throws InterruptedException {
    return git.read(repository.top(), "rev-parse", "--verify", "--quiet", ref).ok();
  }

  /// Without force, so that git looks once more.
  private String takeAway(Path path, boolean there) throws InterruptedException {
    git.write(repository.top(), "worktree", "unlock", "--", path.toString());
    var removed = git.write(repository.top(), "worktree", "remove", "--", path.toString());
    if (removed.ok() || !there) {
      return NONE;
    }
    git.write(
        repository.top(),
        "worktree",
        "lock",
        "--reason",
        Making.LOCK_REASON,
        "--",
        path.toString());
    return "git keeps it: " + removed.why() + ".";
  }

  /// A branch that holds something of its own stays: deleting the folder was not about that.
  private void dropBranch(String branch, String base) throws InterruptedException {
    var ref = "refs/heads/" + branch;
    var tip = git.read(repository.top(), "rev-parse", "--verify", "--quiet", ref);
    var count = alone(repository.top(), ref, branch, base);
    if (tip.ok() && count.ok() && count.text().equals("0")) {
      git.write(repository.top(), "update-ref", "-d", ref, tip.text());
    }
  }
}
