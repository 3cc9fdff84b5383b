package dev.nightdesk.sessions.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Brings what git leaves behind but an agent needs, an `.env` for instance: the ignored files that
/// match `.worktreeinclude` (TREE-6). Nothing outside the repository is read or written, and no
/// link is followed.
final class IncludedFiles {
  static final String LIST = ".worktreeinclude";

  /// More is a build's output, not a setting.
  static final int MAX_FILES = 1_000;

  static final long MAX_BYTES = 64L * 1024 * 1024;

  private static final String HERE = "./";

  private final Git git;
  private final Path from;
  private final Path to;
  private int copied;
  private long bytes;
  private int left;

  IncludedFiles(Git git, Path from, Path to) {
    this.git = git;
    this.from = from;
    this.to = to;
  }

  /// Copies them.
  ///
  /// @return what people should know, may be empty
  String copy() throws InterruptedException {
    if (!Files.isRegularFile(from.resolve(LIST), NOFOLLOW_LINKS)) {
      return "";
    }
    var matching =
        git.read(from, "ls-files", "-z", "--others", "--ignored", "--exclude-from=" + LIST);
    if (!matching.ok()) {
      return "Copied nothing by " + LIST + ": " + matching.why() + ".";
    }
    for (String name : ignored(matching.fields())) {
      copy(name);
    }
    return left == 0
        ? ""
        : "Left out %d of the files in %s (links, or more than %d files or %d MB)."
            .formatted(left, LIST, MAX_FILES, MAX_BYTES >> 20);
  }

  /// Those that git ignores too: others would turn up as new files.
  private List<String> ignored(List<String> matching) throws InterruptedException {
    // A name beginning with a colon would be a pattern to git.
    var asked =
        matching.stream()
            .filter(name -> !name.endsWith("/") && !name.startsWith(Worktrees.FOLDER + "/"))
            .map(name -> HERE + name + "\0")
            .collect(Collectors.joining());
    if (asked.isEmpty()) {
      return List.of();
    }
    var call = Git.Call.reading(from, "check-ignore", "-z", "--stdin").fed(asked.getBytes(UTF_8));
    return git.run(call).fields().stream().map(name -> name.substring(HERE.length())).toList();
  }

  private void copy(String name) {
    try {
      var file = Path.of(name);
      var source = from.resolve(file);
      var target = to.resolve(file);
      var folder = file.getParent() == null ? Path.of("") : file.getParent();
      if (file.isAbsolute() || !fits(source) || !real(from, folder) || !real(to, folder)) {
        left++;
        return;
      }
      Files.createDirectories(target.getParent());
      Files.copy(source, target, COPY_ATTRIBUTES, NOFOLLOW_LINKS);
      copied++;
      bytes += Files.size(target);
    } catch (FileAlreadyExistsException e) {
      // The branch has a file of that name itself.
    } catch (IOException | InvalidPathException e) {
      left++;
    }
  }

  private boolean fits(Path source) throws IOException {
    return Files.isRegularFile(source, NOFOLLOW_LINKS)
        && copied < MAX_FILES
        && bytes + Files.size(source) <= MAX_BYTES;
  }

  private static boolean real(Path root, Path folder) {
    return folder.toString().isEmpty() || Trees.staysInside(root, folder);
  }
}
