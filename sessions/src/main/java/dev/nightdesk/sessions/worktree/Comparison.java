package dev.nightdesk.sessions.worktree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares what stands in a working copy with where its session began: committed, uncommitted and
/// new files alike. Nothing in the repository is changed, the index neither.
final class Comparison {
  /// What a chat still takes as a file, and a phone still opens.
  static final int MAX_DIFF_BYTES = 5 * 1024 * 1024;

  /// A file that goes while we look makes git refuse all of them: it is asked again.
  private static final int MAX_ANNOUNCING = 3;

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{40,64}");
  private static final Pattern FILES = Pattern.compile("(\\d+) files? changed");
  private static final Pattern ADDED = Pattern.compile("(\\d+) insertions?\\(\\+\\)");
  private static final Pattern REMOVED = Pattern.compile("(\\d+) deletions?\\(-\\)");

  private final Git git;
  private final Path directory;
  private final String base;

  Comparison(Git git, Path directory, String base) {
    this.git = git;
    this.directory = directory;
    this.base = base;
  }

  /// What is compared.
  ///
  /// @param own where git keeps this working copy's index
  private record Copy(Path top, Path own, String start) {}

  Survey changes() throws InterruptedException {
    var copy = copy();
    if (copy.isEmpty()) {
      return new Survey.Unknown(
          "What changed cannot be told: "
              + directory
              + " is in no git repository, or the commit it"
              + " began from is gone.");
    }
    return withNewFiles(copy.get(), index -> changes(copy.get(), index));
  }

  private Survey changes(Copy copy, Path index) throws InterruptedException {
    var stat = git.run(diff(copy, index, "--shortstat"));
    var status = git.read(copy.top(), "status", "--porcelain=v1", "-z", "--untracked-files=normal");
    if (!stat.ok() || (!status.ok() && status.end() != Answer.End.TOO_LONG)) {
      return new Survey.Unknown(
          "What changed cannot be told: " + (stat.ok() ? status.why() : stat.why()) + ".");
    }
    var branch = git.read(copy.top(), "symbolic-ref", "--quiet", "--short", "HEAD");
    return new Survey.Changes(
        branch.ok() ? branch.text() : "(detached)",
        number(FILES, stat.text()),
        number(ADDED, stat.text()),
        number(REMOVED, stat.text()),
        status.out().length > 0);
  }

  private static int number(Pattern pattern, String text) {
    var match = pattern.matcher(text);
    return match.find() ? Integer.parseInt(match.group(1)) : 0;
  }

  /// @param file ours; it is replaced, and is there afterwards only when it was [Diff.Written]
  Diff write(Path file) throws InterruptedException {
    var copy = copy();
    if (copy.isEmpty()) {
      return new Diff.Failed(
          "There is no diff: "
              + directory
              + " is in no git repository, or the commit it began from"
              + " is gone.");
    }
    return withNewFiles(copy.get(), index -> write(copy.get(), index, file));
  }

  private Diff write(Copy copy, Path index, Path file) throws InterruptedException {
    try {
      Files.deleteIfExists(file);
      Files.createFile(file, OWNER_ONLY);
      var answer = git.runInto(diff(copy, index, "--patch").upTo(MAX_DIFF_BYTES), file);
      boolean cut = answer.end() == Answer.End.TOO_LONG;
      if (!answer.ok() && !cut) {
        Trees.deleteFile(file);
        return new Diff.Failed("There is no diff: " + answer.why() + ".");
      }
      if (Files.size(file) == 0) {
        Trees.deleteFile(file);
        return new Diff.Nothing();
      }
      if (cut) {
        cut(file, copy.start());
      }
      return new Diff.Written(name(copy), cut);
    } catch (IOException e) {
      Trees.deleteFile(file);
      return new Diff.Failed("The diff could not be written: " + e.getMessage() + ".");
    }
  }

  private String name(Copy copy) throws InterruptedException {
    var branch = git.read(copy.top(), "symbolic-ref", "--quiet", "--short", "HEAD");
    var plain = branch.text().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
    return (plain.isEmpty() ? "changes" : plain) + ".diff";
  }

  /// Ends the file at its last whole line within the bound, and says so.
  private static void cut(Path file, String start) throws IOException {
    var words =
        "\n[The rest is left out: more than %d MB. All of it: git diff %s]\n"
            .formatted(MAX_DIFF_BYTES >> 20, start)
            .getBytes(UTF_8);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = Math.min(channel.size(), MAX_DIFF_BYTES) - words.length;
      channel.truncate(lastLineEnd(channel, end));
      channel.write(ByteBuffer.wrap(words), channel.size());
    }
  }

  private static long lastLineEnd(FileChannel channel, long before) throws IOException {
    int window = (int) Math.min(before, 64 * 1024);
    var bytes = ByteBuffer.allocate(window);
    channel.read(bytes, before - window);
    for (int at = bytes.position() - 1; at >= 0; at--) {
      if (bytes.get(at) == '\n') {
        return before - window + at;
      }
    }
    return before;
  }

  private Git.Call diff(Copy copy, Path index, String form) {
    return Git.Call.reading(
            copy.top(),
            "diff",
            form,
            "--find-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules=dirty",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            "--end-of-options",
            copy.start(),
            "--")
        .with("GIT_INDEX_FILE", index.toString());
  }

  // ── what to compare with ───────────────────────────────────────────────────

  private Optional<Copy> copy() throws InterruptedException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    return switch (Checkout.of(git, directory)) {
      case Checkout.Main(Path top, Path common, Path _) ->
          start(top, null).map(commit -> new Copy(top, common, commit));
      case Checkout.Linked(Path top, Path common, Path own) ->
          start(top, Ledger.of(common).entry(top.getFileName().toString()).orElse(null))
              .map(commit -> new Copy(top, own, commit));
      case Checkout.Outside(), Checkout.Unusable(String _) -> Optional.empty();
    };
  }

  private Optional<String> start(Path top, Ledger.@Nullable Entry entry)
      throws InterruptedException {
    if (entry != null) {
      return Optional.of(taken(top, entry));
    }
    if (base.isEmpty()) {
      // There was no commit when it began: everything is new.
      return text(git.run(Git.Call.reading(top, "hash-object", "-t", "tree", "--stdin")));
    }
    if (HASH.matcher(base).matches()) {
      return git.read(top, "cat-file", "-e", base + "^{commit}").ok()
          ? Optional.of(base)
          : Optional.empty();
    }
    return text(git.read(top, "merge-base", "--end-of-options", base, "HEAD"));
  }

  /// Where the branch left the other one: where it began, unless what came there since was taken
  /// over (pulled, merged in, rebased onto), which is not this session's work.
  private String taken(Path top, Ledger.Entry entry) throws InterruptedException {
    var head = text(git.read(top, "rev-parse", "--verify", "--quiet", "HEAD"));
    var fork = text(git.read(top, "merge-base", "--end-of-options", entry.from(), "HEAD"));
    boolean newer =
        fork.isPresent()
            && !fork.equals(head)
            && git.read(top, "merge-base", "--is-ancestor", entry.base(), fork.get()).ok();
    return newer ? fork.get() : entry.base();
  }

  private static Optional<String> text(Answer answer) {
    return answer.ok() ? Optional.of(answer.text()) : Optional.empty();
  }

  // ── new files ──────────────────────────────────────────────────────────────

  private interface Work<T> {
    T on(Path index) throws InterruptedException;
  }

  /// Lends a copy of the index in which new files are announced, so that a diff shows them.
  private <T> T withNewFiles(Copy copy, Work<T> work) throws InterruptedException {
    Path index = null;
    try {
      index = git.scratchFile("index");
      var real = copy.own().resolve("index");
      if (Files.exists(real)) {
        Files.copy(real, index, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Trees.deleteFile(index);
      }
      announce(copy, index);
      return work.on(index);
    } catch (IOException e) {
      return work.on(copy.own().resolve("index"));
    } finally {
      if (index != null) {
        Trees.deleteFile(index);
      }
    }
  }

  private void announce(Copy copy, Path index) throws InterruptedException {
    for (int tries = 0; tries < MAX_ANNOUNCING; tries++) {
      if (announced(copy, index)) {
        return;
      }
    }
  }

  private boolean announced(Copy copy, Path index) throws InterruptedException {
    var others = git.read(copy.top(), "ls-files", "-z", "--others", "--exclude-standard");
    // Another repository inside is none of this one's files.
    var names =
        others.rawFields().stream()
            .filter(name -> !name.endsWith("/"))
            .map(name -> name + "\0")
            .collect(Collectors.joining());
    return !others.ok()
        || names.isEmpty()
        || git.run(
                Git.Call.writing(
                        copy.top(),
                        "--literal-pathspecs",
                        "add",
                        "--intent-to-add",
                        "--ignore-errors",
                        "--pathspec-from-file=-",
                        "--pathspec-file-nul")
                    .fed(names.getBytes(ISO_8859_1))
                    .with("GIT_INDEX_FILE", index.toString()))
            .ok();
  }
}
