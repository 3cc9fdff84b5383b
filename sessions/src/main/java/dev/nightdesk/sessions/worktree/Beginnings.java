package dev.nightdesk.sessions.worktree;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Finds what a worktree begins from (TREE-6). Safe for any thread.
final class Beginnings {
  /// Somebody waits for the first card: what the remote has not told by then is not waited for.
  static final Duration FETCH_WITHIN = Duration.ofSeconds(20);

  /// Several sessions started together fetch once.
  static final Duration FETCHED_HOLDS = Duration.ofSeconds(15);

  private static final String REMOTE = "refs/remotes/origin/";
  private static final int SHORT_HASH = 8;

  private final Git git;
  private final LongSupplier nanos;
  private final Map<Path, Fetched> fetched = new HashMap<>();

  /// @param note empty when it went well
  private record Fetched(long at, String note) {}

  Beginnings(Git git, LongSupplier nanos) {
    this.git = git;
    this.nanos = nanos;
  }

  /// Nothing when the repository has no commit yet. Called with the repository's lock held.
  Optional<Beginning> find(Checkout.Main repository, Base base) throws InterruptedException {
    Optional<Beginning> remote =
        switch (base) {
          case FRESH -> fresh(repository);
          case HEAD -> Optional.empty();
        };
    return remote.isPresent() ? remote : head(repository.top());
  }

  private Optional<Beginning> fresh(Checkout.Main repository) throws InterruptedException {
    var top = repository.top();
    var known = git.read(top, "symbolic-ref", "--quiet", REMOTE + "HEAD");
    if (!known.ok() || !known.text().startsWith(REMOTE)) {
      return Optional.empty();
    }
    var branch = known.text().substring(REMOTE.length());
    var note = fetch(repository, branch);
    var commit = commit(top, REMOTE + branch);
    if (commit.isEmpty()) {
      return Optional.empty();
    }
    var name = "origin/" + branch;
    return Optional.of(
        new Beginning(commit.get(), name, join(note, ahead(top, commit.get(), name))));
  }

  private String fetch(Checkout.Main repository, String branch) throws InterruptedException {
    long now = nanos.getAsLong();
    Fetched last;
    synchronized (fetched) {
      last = fetched.get(repository.common());
    }
    if (last != null && now - last.at() < FETCHED_HOLDS.toNanos()) {
      return last.note();
    }
    var top = repository.top();
    var refs = "+refs/heads/" + branch + ":" + REMOTE + branch;
    var call =
        Git.Call.writing(
                top,
                "fetch",
                "--quiet",
                "--no-tags",
                "--no-write-fetch-head",
                "--no-recurse-submodules",
                "--end-of-options",
                "origin",
                refs)
            .within(FETCH_WITHIN);
    var answer = git.run(unattended(call));
    var note =
        answer.ok()
            ? ""
            : "Could not fetch ("
                + answer.why()
                + "), so this begins from origin/"
                + branch
                + " as last seen.";
    synchronized (fetched) {
      fetched.put(repository.common(), new Fetched(nanos.getAsLong(), note));
    }
    return note;
  }

  /// ssh would ask at the terminal the gateway was started from.
  private Git.Call unattended(Git.Call call) throws InterruptedException {
    return git.hasOwnSsh() || git.read(call.in(), "config", "--get", "core.sshCommand").ok()
        ? call
        : call.with("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
  }

  /// People wonder where their own commits are.
  private String ahead(Path top, String commit, String name) throws InterruptedException {
    var count = git.read(top, "rev-list", "--count", "HEAD", "--not", commit);
    if (!count.ok() || count.text().equals("0")) {
      return "";
    }
    boolean one = count.text().equals("1");
    return "The working copy has "
        + count.text()
        + (one ? " commit that is" : " commits that are")
        + " not in "
        + name
        + ", so not in this worktree either.";
  }

  private Optional<Beginning> head(Path top) throws InterruptedException {
    var commit = commit(top, "HEAD");
    if (commit.isEmpty()) {
      return Optional.empty();
    }
    var branch = git.read(top, "symbolic-ref", "--quiet", "--short", "HEAD");
    var name = branch.ok() ? branch.text() : commit.get().substring(0, SHORT_HASH);
    return Optional.of(new Beginning(commit.get(), name, ""));
  }

  private Optional<String> commit(Path top, String ref) throws InterruptedException {
    var answer =
        git.read(top, "rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}");
    return answer.ok() ? Optional.of(answer.text()) : Optional.empty();
  }

  static String join(String... sentences) {
    var whole = new StringBuilder();
    for (String sentence : sentences) {
      whole.append(whole.isEmpty() || sentence.isEmpty() ? "" : " ").append(sentence);
    }
    return whole.toString();
  }
}
