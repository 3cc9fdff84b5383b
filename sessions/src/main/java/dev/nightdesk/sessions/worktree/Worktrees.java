package dev.nightdesk.sessions.worktree;

import dev.nightdesk.sessions.worktree.Prepared.Ready;
import dev.nightdesk.sessions.worktree.Prepared.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Gives each session a place to work in, tells what was changed there, and takes it away again
/// when nothing would be lost.
///
/// Every call asks git and waits for it: seconds, at most [Git#WRITE_WITHIN] and
/// [Beginnings#FETCH_WITHIN]. Interrupting ends the git command. What git says is a value, not an
/// exception. Safe for any thread; calls about one repository that write go one after the other.
public final class Worktrees {
  /// Where they are, below the top of the repository (TREE-1).
  static final String FOLDER = ".claude/worktrees";

  private final Git git;
  private final Making making;
  private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

  /// @param environment the gateway's; git gets of it what it needs, and no token of ours
  /// @param scratch an existing folder of our own, for what git prints
  /// @param nanos a monotonic count of nanoseconds
  public Worktrees(Map<String, String> environment, Path scratch, LongSupplier nanos) {
    this.git = new Git(environment, scratch, nanos);
    this.making = new Making(git, new Beginnings(git, nanos));
  }

  /// Makes the place where a session works, before its process starts. Asked again with the same
  /// name it finds what it made; half made, by a crash, it is made anew beside it.
  ///
  /// The folder itself is the place when isolation is off (TREE-3), when it is a worktree already
  /// (TREE-2), and when there is nothing to make a worktree from; the note says so (TREE-9).
  ///
  /// @param directory absolute; the repository, or a folder in it
  public Prepared prepare(Path directory, WorktreeName name, Isolation isolation, Base base)
      throws InterruptedException {
    if (!Files.isDirectory(directory)) {
      return new Refused("The folder " + directory + " is not there. Mend its path under repos.");
    }
    return switch (Checkout.of(git, directory)) {
      case Checkout.Main main when isolation == Isolation.WORKTREE ->
          locked(main.common(), () -> making.make(main, name, base));
      case Checkout.Main main ->
          inPlace(
              directory,
              main.top(),
              "Works in the working copy itself, as isolation is none: "
                  + "other sessions and you write there too.");
      case Checkout.Linked linked -> inPlace(directory, linked.top(), "");
      case Checkout.Outside() ->
          new Ready(
              new Workplace(
                  directory,
                  "",
                  "",
                  "Not a git repository: all sessions write into this one folder."));
      case Checkout.Unusable(String why) ->
          new Refused("git cannot work in " + directory + ": " + why + ".");
    };
  }

  private Prepared inPlace(Path directory, Path top, String note) throws InterruptedException {
    var head = git.read(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}");
    return new Ready(new Workplace(directory, "", head.ok() ? head.text() : "", note));
  }

  /// What was changed since the session began.
  ///
  /// @param directory where it works, a [Workplace#directory]
  /// @param base its [Workplace#base]
  public Survey changes(Path directory, String base) throws InterruptedException {
    return new Comparison(git, directory, base).changes();
  }

  /// Writes what was changed into a file, bounded in size.
  ///
  /// @param file is replaced when it is there, and gone when there is nothing to write
  public Diff diff(Path directory, String base, Path file) throws InterruptedException {
    return new Comparison(git, directory, base).write(file);
  }

  /// Takes a worktree away, with its branch, when nothing would be lost and nobody is disturbed
  /// (MAN-6, MAN-7). One that we did not make is kept whatever it holds.
  ///
  /// @param repository the folder it was made for
  /// @param directory where its session worked; the session's process is gone
  public Removal remove(Path repository, Path directory) throws InterruptedException {
    return switch (Checkout.of(git, repository)) {
      case Checkout.Main main ->
          locked(main.common(), () -> new Removing(git, main, directory).remove());
      case Checkout.Linked _, Checkout.Outside _ ->
          new Removal.Kept("This session worked in the folder itself; nothing is deleted there.");
      case Checkout.Unusable(String why) ->
          new Removal.Kept("git cannot work in " + repository + ": " + why + ".");
    };
  }

  private interface Work<T> {
    T get() throws InterruptedException;
  }

  private <T> T locked(Path repository, Work<T> work) throws InterruptedException {
    var lock = locks.computeIfAbsent(repository, _ -> new ReentrantLock());
    lock.lockInterruptibly();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
