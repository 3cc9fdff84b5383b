package dev.nightdesk.sessions.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.nightdesk.sessions.worktree.Prepared.Ready;
import dev.nightdesk.sessions.worktree.Prepared.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes worktrees. Called with the repository's lock held.
///
/// Whatever a kill leaves half made is never used again: the killed gateway's git may still be
/// writing there. The next try takes the next name, and clears away what it can.
final class Making {
  /// Names that are taken, or tries that were cut off, before we give up.
  static final int MAX_ATTEMPTS = 9;

  static final String BRANCH = "worktree-";

  /// Keeps git's and other programs' sweepers off.
  static final String LOCK_REASON = "nightdesk";

  private static final Path FOLDER = Path.of(".claude", "worktrees");
  private static final String IGNORED = "/" + Worktrees.FOLDER + "/";

  /// Failures that another name helps against: somebody has it, or a killed git left its lock.
  private static final Pattern TAKEN =
      Pattern.compile("already exists|already registered|File exists|cannot lock ref");

  private final Git git;
  private final Beginnings beginnings;

  Making(Git git, Beginnings beginnings) {
    this.git = git;
    this.beginnings = beginnings;
  }

  Prepared make(Checkout.Main repository, WorktreeName name, Base base)
      throws InterruptedException {
    try {
      var found = found(repository, name);
      if (found.isPresent()) {
        return new Ready(found.get());
      }
      if (!Trees.staysInside(repository.top(), FOLDER)) {
        return new Refused(
            repository.top().resolve(FOLDER)
                + " leads elsewhere, so no worktree is made there. Take the link away, or set"
                + " isolation: none for this repository.");
      }
      var beginning = beginnings.find(repository, base);
      if (beginning.isEmpty() || !holds(repository, beginning.get())) {
        return new Ready(inPlace(repository, beginning));
      }
      ignore(repository);
      return firstFree(repository, name, beginning.get());
    } catch (IOException e) {
      return new Refused("No worktree could be made: " + e.getMessage() + " cannot be written.");
    }
  }

  /// Whether the folder is part of what is checked out. A folder that somebody's home repository
  /// merely lies around is not.
  private boolean holds(Checkout.Main repository, Beginning beginning) throws InterruptedException {
    var tree = beginning.commit() + ":" + slashed(repository.prefix());
    return git.read(repository.top(), "cat-file", "-e", tree).ok();
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static Workplace inPlace(Checkout.Main repository, Optional<Beginning> beginning) {
    var directory = repository.top().resolve(repository.prefix());
    return beginning.isEmpty()
        ? new Workplace(
            directory,
            "",
            "",
            "The repository has no commit yet, so all sessions write into this one folder.")
        : new Workplace(
            directory,
            "",
            beginning.get().commit(),
            "The folder is in no commit of the repository around it, so all sessions write into"
                + " this one folder.");
  }

  // ── what is there ──────────────────────────────────────────────────────────

  private Optional<Workplace> found(Checkout.Main repository, WorktreeName name)
      throws InterruptedException, IOException {
    var ledger = Ledger.of(repository.common());
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      var folder = name.folder(attempt);
      var entry = ledger.entry(folder).filter(it -> it.ready() && it.name().equals(name.value()));
      if (entry.isEmpty()) {
        continue;
      }
      var path = path(repository, folder);
      if (isOurs(repository, path)) {
        return Optional.of(workplace(repository, folder, entry.get().from(), ""));
      }
      if (!Files.exists(path, NOFOLLOW_LINKS)
          && Trees.staysInside(repository.top(), FOLDER)
          && restore(repository, folder, entry.get())) {
        var note = "The worktree was gone; it is made again from its branch.";
        return Optional.of(workplace(repository, folder, entry.get().from(), note));
      }
    }
    return Optional.empty();
  }

  private boolean isOurs(Checkout.Main repository, Path path) throws InterruptedException {
    return Files.isDirectory(path, NOFOLLOW_LINKS)
        && Checkout.of(git, path) instanceof Checkout.Linked(Path top, Path common, Path _)
        && top.equals(path)
        && common.equals(repository.common());
  }

  /// Somebody deleted the folder, but its branch may hold work.
  private boolean restore(Checkout.Main repository, String folder, Ledger.Entry entry)
      throws InterruptedException {
    var path = path(repository, folder).toString();
    var branch = BRANCH + folder;
    // Twice: git keeps the deleted one listed, and locked.
    var answer =
        hasBranch(repository, branch)
            ? add(repository, "--force", "--force", "--", path, branch)
            : add(
                repository,
                "--force",
                "--force",
                "--no-track",
                "-b",
                branch,
                "--",
                path,
                entry.base());
    return answer.ok();
  }

  private boolean hasBranch(Checkout.Main repository, String branch) throws InterruptedException {
    return git.read(repository.top(), "rev-parse", "--verify", "--quiet", "refs/heads/" + branch)
        .ok();
  }

  // ── making ─────────────────────────────────────────────────────────────────

  private Prepared firstFree(Checkout.Main repository, WorktreeName name, Beginning beginning)
      throws InterruptedException, IOException {
    var ledger = Ledger.of(repository.common());
    Answer failure = Answer.notRun("every name like " + BRANCH + name + " is taken");
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      var folder = name.folder(attempt);
      var entry = ledger.entry(folder);
      if (entry.filter(it -> !it.ready() && it.name().equals(name.value())).isPresent()) {
        clear(repository, folder, entry.get().base());
        continue;
      }
      boolean taken =
          entry.isPresent()
              || Files.exists(path(repository, folder), NOFOLLOW_LINKS)
              || hasBranch(repository, BRANCH + folder);
      if (taken) {
        continue;
      }
      var making = new Ledger.Entry(name.value(), false, beginning.commit(), beginning.name());
      ledger.put(folder, making);
      failure = add(repository, folder, beginning);
      if (failure.ok()) {
        return finished(repository, folder, making, beginning.note());
      }
      clear(repository, folder, beginning.commit());
      if (!TAKEN.matcher(failure.words()).find()) {
        break;
      }
    }
    return new Refused("No worktree could be made: " + failure.why() + ".");
  }

  private Answer add(Checkout.Main repository, String folder, Beginning beginning)
      throws InterruptedException {
    return add(
        repository,
        "--no-track",
        "-b",
        BRANCH + folder,
        "--",
        path(repository, folder).toString(),
        beginning.commit());
  }

  private Answer add(Checkout.Main repository, String... rest) throws InterruptedException {
    var first = new String[] {"worktree", "add", "--quiet", "--lock", "--reason", LOCK_REASON};
    var all = new String[first.length + rest.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return git.write(repository.top(), all);
  }

  private Prepared finished(
      Checkout.Main repository, String folder, Ledger.Entry making, String note)
      throws InterruptedException, IOException {
    var files = new IncludedFiles(git, repository.top(), path(repository, folder));
    var copied = files.copy();
    Ledger.of(repository.common()).put(folder, making.finished());
    return new Ready(workplace(repository, folder, making.from(), Beginnings.join(note, copied)));
  }

  private static Workplace workplace(
      Checkout.Main repository, String folder, String from, String note) {
    var top = path(repository, folder);
    var below = top.resolve(repository.prefix());
    return new Workplace(Files.isDirectory(below) ? below : top, BRANCH + folder, from, note);
  }

  private static Path path(Checkout.Main repository, String folder) {
    return repository.top().resolve(FOLDER).resolve(folder);
  }

  /// Takes away what a cut-off try left. Nobody has worked there: its place was never told.
  private void clear(Checkout.Main repository, String folder, String base)
      throws InterruptedException {
    var path = path(repository, folder);
    git.write(repository.top(), "worktree", "remove", "--force", "--force", "--", path.toString());
    boolean gone = Trees.staysInside(repository.top(), FOLDER) && Trees.delete(path);
    // Only while it points to where we began it.
    git.write(repository.top(), "update-ref", "-d", "refs/heads/" + BRANCH + folder, base);
    if (gone && !hasBranch(repository, BRANCH + folder)) {
      Ledger.of(repository.common()).drop(folder);
    }
  }

  /// Keeps the worktrees out of the main working copy's status, without a change to its files.
  private void ignore(Checkout.Main repository) throws InterruptedException, IOException {
    var inside = Worktrees.FOLDER + "/any";
    if (git.read(repository.top(), "check-ignore", "--quiet", "--no-index", "--", inside).ok()) {
      return;
    }
    var file = repository.common().resolve("info").resolve("exclude");
    Files.createDirectories(file.getParent());
    var before = Files.exists(file) ? Files.readString(file) : "";
    var glue = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    Files.write(
        file,
        (glue + IGNORED + "\n").getBytes(UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
