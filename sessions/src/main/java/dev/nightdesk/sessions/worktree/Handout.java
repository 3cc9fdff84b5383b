package dev.nightdesk.sessions.worktree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A file of a session's folder, handed to a person.
///
/// An agent works in that folder and may not be trusted to lay no traps in it: nothing outside is
/// read, no link is followed, not even one that takes a folder's place while it is walked, and
/// nothing of git's own is handed out.
public sealed interface Handout {
  /// It was copied.
  ///
  /// @param name its own name, as the folder has it: untrusted
  record Copied(String name, long bytes) implements Handout {}

  /// It was not.
  ///
  /// @param why a sentence for people, with what to do instead
  record Refused(String why) implements Handout {}

  /// Deeper than any folder somebody names from a phone.
  int MAX_DEPTH = 64;

  /// Words of an answer that are looked at for names of files.
  int MAX_WORDS_LOOKED_AT = 200;

  /// Kinds of files that are made to be looked at by people, rather than by compilers.
  Pattern FOR_PEOPLE =
      Pattern.compile(
          "[\\p{L}\\p{N}_][\\p{L}\\p{N}._/-]{0,250}\\.(?:png|jpe?g|gif|webp|svg|pdf|csv|tsv|xlsx?|docx?"
              + "|pptx?|zip|tar|gz|tgz|patch|diff|html?|log|mp3|mp4|webm|wav)");

  /// Copies a file out of the folder.
  ///
  /// @param directory absolute
  /// @param path as a person wrote it: relative to the folder, or absolute within it
  /// @param into replaced; readable by our user only
  /// @param atMost bytes
  static Handout take(Path directory, String path, Path into, long atMost) {
    var steps = steps(directory, path);
    if (steps.isEmpty()) {
      return new Refused(
          "That is no file in the session's folder. Name it from there, like build/report.pdf.");
    }
    if (steps.stream().anyMatch(step -> step.equalsIgnoreCase(".git"))) {
      return new Refused("What git keeps for itself is not handed out. /diff shows what changed.");
    }
    String name = String.join("/", steps);
    try (var folder = Files.newDirectoryStream(directory)) {
      return folder instanceof SecureDirectoryStream<Path> secure
          ? walked(secure, steps, into, atMost)
          : new Refused("This machine's file system cannot hand out files safely.");
    } catch (NoSuchFileException e) {
      return new Refused("There is no file " + name + " in the session's folder.");
    } catch (NotDirectoryException e) {
      return new Refused(name + " lies behind something that is no folder.");
    } catch (FileSystemException e) {
      // A link, wherever in the path: what it points to may be anything.
      return new Refused(name + " cannot be read: links are not followed.");
    } catch (IOException e) {
      return new Refused(name + " cannot be read: " + e.getMessage());
    }
  }

  /// The names on the way from the folder; empty when the path leads out of it.
  private static List<String> steps(Path directory, String written) {
    var plain = written.strip().replaceAll("^[`'\"]+|[`'\"]+$", "");
    try {
      var path = directory.resolve(plain).normalize();
      if (plain.isEmpty() || !path.startsWith(directory) || path.equals(directory)) {
        return List.of();
      }
      var names = new ArrayList<String>();
      directory.relativize(path).forEach(name -> names.add(name.toString()));
      return names.size() > MAX_DEPTH ? List.of() : names;
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  private static Handout walked(
      SecureDirectoryStream<Path> folder, List<String> steps, Path into, long atMost)
      throws IOException {
    Deque<DirectoryStream<Path>> opened = new ArrayDeque<>();
    try {
      var at = folder;
      for (var step : steps.subList(0, steps.size() - 1)) {
        at = at.newDirectoryStream(Path.of(step), LinkOption.NOFOLLOW_LINKS);
        opened.push(at);
      }
      return copied(at, Path.of(steps.getLast()), into, atMost);
    } finally {
      for (var each : opened) {
        each.close();
      }
    }
  }

  private static Handout copied(
      SecureDirectoryStream<Path> folder, Path name, Path into, long atMost) throws IOException {
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
    var reading = Set.<OpenOption>of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    Files.deleteIfExists(into);
    var writing = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (SeekableByteChannel in = folder.newByteChannel(name, reading);
        ByteChannel out = Files.newByteChannel(into, writing, ours)) {
      long bytes = copy(in, out, atMost);
      return bytes > atMost
          ? tooLarge(name, in.size(), atMost)
          : new Copied(name.toString(), bytes);
    }
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    return folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
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

  /// Files that an answer names, that are there, and that a person may want to have.
  ///
  /// @return relative to the folder, in the order of the answer
  static List<String> named(Path directory, String answer, int atMost) {
    Set<String> found = new LinkedHashSet<>();
    FOR_PEOPLE
        .matcher(answer)
        .results()
        .map(match -> match.group())
        .distinct()
        .limit(MAX_WORDS_LOOKED_AT)
        .filter(word -> isThere(directory, word))
        .limit(atMost)
        .forEach(found::add);
    return List.copyOf(found);
  }

  private static boolean isThere(Path directory, String word) {
    var steps = steps(directory, word);
    return !steps.isEmpty()
        && !word.toLowerCase(Locale.ROOT).contains(".git/")
        && Files.isRegularFile(
            directory.resolve(String.join("/", steps)), LinkOption.NOFOLLOW_LINKS);
  }
}
