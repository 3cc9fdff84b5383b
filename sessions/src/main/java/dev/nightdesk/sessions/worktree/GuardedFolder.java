package dev.nightdesk.sessions.worktree;

import dev.nightdesk.sessions.worktree.Handout.Copied;
import dev.nightdesk.sessions.worktree.Handout.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A folder in which somebody else may lay traps at this very moment.
///
/// Each name on the way is looked at before it is opened, so that nobody's link is followed; but
/// what was looked at may have been replaced when it is opened. So the opening itself is such that
/// it neither leaves the folder nor waits for the other end of a pipe, for ever. (Java can open
/// nothing with `O_NONBLOCK`.) What is left is a file system that hangs by itself, and a device,
/// which needs root to make.
final class GuardedFolder {
  private interface Arrival<T> {
    T at(SecureDirectoryStream<Path> folder, Path name) throws IOException;
  }

  private static final String NO_LINKS = "links are not followed";

  private final Path directory;
  private final Runnable looked;

  /// @param directory absolute
  GuardedFolder(Path directory) {
    this(directory, () -> {});
  }

  /// @param looked runs after each look at a name, before it is opened: a test's trap
  GuardedFolder(Path directory, Runnable looked) {
    this.directory = directory;
    this.looked = looked;
  }

  /// See [Handout#take].
  Handout take(String path, Path into, long atMost) {
    var steps = steps(path);
    if (steps.isEmpty()) {
      return new Refused(
          "That is no file in the session's folder. Name it from there, like build/report.pdf.");
    }
    if (isGitsOwn(steps)) {
      return new Refused("What git keeps for itself is not handed out. /diff shows what changed.");
    }
    String name = String.join("/", steps);
    try {
      return walk(steps, (folder, last) -> copied(folder, last, into, atMost));
    } catch (NoSuchFileException e) {
      return new Refused("There is no file " + name + " in the session's folder.");
    } catch (NotDirectoryException e) {
      return new Refused(name + " lies behind something that is no folder.");
    } catch (AccessDeniedException e) {
      return new Refused(
          name + " is read-only or closed to us. Ask the agent for a copy that can be written.");
    } catch (FileSystemException e) {
      return new Refused(
          name + " cannot be read: " + Objects.requireNonNullElse(e.getReason(), e.getMessage()));
    } catch (IOException e) {
      return new Refused(name + " cannot be read: " + e.getMessage());
    }
  }

  /// Whether there is such a file, on a way that [#take] would go. Tells nothing about what lies
  /// outside.
  boolean holds(String path) {
    var steps = steps(path);
    if (steps.isEmpty() || isGitsOwn(steps)) {
      return false;
    }
    try {
      return walk(steps, (folder, last) -> attributes(folder, last).isRegularFile());
    } catch (IOException notForUs) {
      return false;
    }
  }

  private static boolean isGitsOwn(List<String> steps) {
    return steps.stream().anyMatch(step -> step.equalsIgnoreCase(".git"));
  }

  /// The names on the way from the folder; empty when the path leads out of it.
  private List<String> steps(String written) {
    var plain = written.strip().replaceAll("^[`'\"]+|[`'\"]+$", "");
    try {
      var path = directory.resolve(plain).normalize();
      if (plain.isEmpty() || !path.startsWith(directory) || path.equals(directory)) {
        return List.of();
      }
      var names = names(directory.relativize(path));
      return names.size() > Handout.MAX_DEPTH ? List.of() : names;
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  // ── the way ────────────────────────────────────────────────────────────────

  private <T> T walk(List<String> steps, Arrival<T> arrival) throws IOException {
    var begin = begin();
    var way = names(begin.relativize(directory));
    way.addAll(steps);
    // With the dot, as a pipe may stand here too; see [#entered].
    try (var folder = Files.newDirectoryStream(begin.resolve("."))) {
      if (folder instanceof SecureDirectoryStream<Path> secure) {
        return walk(secure, way, arrival);
      }
      throw new IOException("this machine's file system has no safe way to it");
    }
  }

  /// Where nobody lays traps. Of a worktree that is its repository, as an agent can put a link in
  /// the place of the worktree itself. Any other folder a person has named, and a link on the way
  /// to it may be theirs.
  private Path begin() {
    for (var at = directory; at != null; at = at.getParent()) {
      if (at.endsWith(Worktrees.FOLDER)) {
        return at.resolve("../..").normalize();
      }
    }
    return directory;
  }

  private static List<String> names(Path relative) {
    var names = new ArrayList<String>();
    relative.forEach(name -> names.add(name.toString()));
    names.remove("");
    return names;
  }

  private <T> T walk(SecureDirectoryStream<Path> at, List<String> steps, Arrival<T> arrival)
      throws IOException {
    var name = Path.of(steps.getFirst());
    if (steps.size() == 1) {
      return arrival.at(at, name);
    }
    try (var next = entered(at, name)) {
      return walk(next, steps.subList(1, steps.size()), arrival);
    }
  }

  private SecureDirectoryStream<Path> entered(SecureDirectoryStream<Path> at, Path name)
      throws IOException {
    var seen = attributes(at, name);
    if (seen.isSymbolicLink()) {
      throw new FileSystemException(name.toString(), null, NO_LINKS);
    }
    if (!seen.isDirectory()) {
      throw new NotDirectoryException(name.toString());
    }
    looked.run();
    // The dot has the opening of a pipe fail. It also has a link followed, so the key is compared:
    // nothing was read yet.
    var opened = at.newDirectoryStream(name.resolve("."));
    if (!Objects.equals(keyOf(opened), seen.fileKey())) {
      opened.close();
      throw new FileSystemException(name.toString(), null, NO_LINKS);
    }
    return opened;
  }

  private static Object keyOf(SecureDirectoryStream<Path> opened) throws IOException {
    return opened.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    return folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  // ── the file ───────────────────────────────────────────────────────────────

  private Handout copied(SecureDirectoryStream<Path> folder, Path name, Path into, long atMost)
      throws IOException {
    var about = attributes(folder, name);
    if (!about.isRegularFile()) {
      return new Refused(
          about.isSymbolicLink()
              ? name + " is a link, and links are not followed."
              : name + " is no file. Name one file; an agent can pack a folder into one.");
    }
    if (about.size() > atMost) {
      return tooLarge(name, about.size(), atMost);
    }
    Files.deleteIfExists(into);
    var writing = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var in = opened(folder, name)) {
      long bytes;
      try (ByteChannel out = Files.newByteChannel(into, writing, ours)) {
        bytes = copy(in, out, atMost);
      }
      if (bytes <= atMost) {
        return new Copied(name.toString(), bytes);
      }
      Files.delete(into);
      return tooLarge(name, in.size(), atMost);
    }
  }

  /// Whatever file bears the name by now is as good as the one that was looked at: it lies in the
  /// same folder. What is no file is not read.
  private SeekableByteChannel opened(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    looked.run();
    // For writing too, though nothing is written: a pipe then has both its ends, so its opening
    // does not wait, neither on Linux nor on macOS.
    var both =
        Set.<OpenOption>of(
            StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    var opened = folder.newByteChannel(name, both);
    try {
      // A pipe, a socket or a terminal has no position.
      opened.position();
      return opened;
    } catch (IOException e) {
      opened.close();
      throw new FileSystemException(name.toString(), null, "it is no file any more");
    }
  }

  /// Stops beyond the bound: it may grow while it is read.
  private static long copy(ByteChannel in, ByteChannel out, long atMost) throws IOException {
    var buffer = ByteBuffer.allocate(64 * 1024);
    long bytes = 0;
    while (bytes <= atMost && in.read(buffer) >= 0) {
      buffer.flip();
      bytes += buffer.remaining();
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      buffer.clear();
    }
    return bytes;
  }

  private static Refused tooLarge(Path name, long bytes, long atMost) {
    return new Refused(
        "%s has %,d bytes, and this channel takes %,d at most. Ask the agent to pack or cut it."
            .formatted(name, bytes, atMost));
  }
}
