package dev.nightdesk.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The directory that holds everything, ours alone for as long as this object is open: the lock is
/// the operating system's, goes with the process however it ends, and no agent inherits it (POSIX
/// locks belong to a process).
final class Home implements AutoCloseable {
  private static final Set<PosixFilePermission> OURS_ALONE =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
      PosixFilePermissions.asFileAttribute(OURS_ALONE);
  private static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private final Path path;
  private final FileChannel channel;

  private Home(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Makes the home when there is none, and takes it.
  ///
  /// @param pid of this process, for those who come later
  /// @throws Refusal when others can look into it, or somebody holds it
  static Home take(Path path, long pid) {
    try {
      Files.createDirectories(path, DIRECTORY);
      refuseOpenDoors(path);
      Path lock = lockFile(path);
      var channel = FileChannel.open(lock, Set.of(CREATE, READ, WRITE), FILE);
      @Nullable FileLock held = tryLock(channel);
      if (held == null) {
        channel.close();
        throw new Refusal(
            Refusal.HELD,
            "Another gateway uses "
                + path
                + ": process "
                + holder(path).map(Holder::pid).map(Object::toString).orElse("unknown")
                + ". Stop it first, or name another home in the config.");
      }
      var home = new Home(path, channel);
      home.sign(new Holder(pid, "", ""));
      return home;
    } catch (IOException e) {
      throw new Refusal(
          Refusal.HELD, "The home " + path + " cannot be used: " + e.getMessage() + ".", e);
    }
  }

  /// Takes the home if nobody holds it.
  static Optional<Home> tryTake(Path path, long pid) {
    try {
      return Optional.of(take(path, pid));
    } catch (Refusal held) {
      if (holder(path).isEmpty()) {
        throw held;
      }
      return Optional.empty();
    }
  }

  /// Who holds a home, and where it can be spoken to.
  ///
  /// @param control the URL of its HTTP, empty while it has none
  /// @param token what that wants to hear from the home's owner
  record Holder(long pid, String control, String token) {
    @Override
    public String toString() {
      return "Holder[pid=" + pid + ", control=" + control + "]";
    }
  }

  static Optional<Holder> holder(Path path) {
    try {
      var lines = Files.readAllLines(holderFile(path), UTF_8);
      return lines.size() < 3
          ? Optional.empty()
          : Optional.of(new Holder(Long.parseLong(lines.get(0)), lines.get(1), lines.get(2)));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  Path path() {
    return path;
  }

  Path database() {
    return path.resolve("nightdesk.db");
  }

  Path sessions() {
    return path.resolve("sessions");
  }

  /// A folder for what is of no use after us.
  Path scratch() {
    try {
      return Files.createDirectories(path.resolve("scratch"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder in " + path, e);
    }
  }

  /// Writes down who holds it.
  void sign(Holder holder) throws IOException {
    Path fresh = Files.createTempFile(path, ".holder", "", FILE);
    Files.writeString(fresh, holder.pid() + "\n" + holder.control() + "\n" + holder.token() + "\n");
    Files.move(fresh, holderFile(path), REPLACE_EXISTING, ATOMIC_MOVE);
  }

  /// Gives the home back.
  @Override
  public void close() {
    try {
      Files.deleteIfExists(holderFile(path));
      channel.close();
    } catch (IOException e) {
      // The lock ends with the process at the latest.
      throw new IllegalStateException("cannot give " + path + " back", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
      return null;
    }
  }

  private static void refuseOpenDoors(Path path) throws IOException {
    if (Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains)) {
      throw new Refusal(
          Refusal.WRONG, "Others can look into " + path + ". Close it first: chmod 700 " + path);
    }
    // What libraries create follows the umask, and so does what agents write.
    Path probe = path.resolve(".umask-" + ProcessHandle.current().pid());
    // One that was killed here left its own, and in a container pids come again.
    Files.deleteIfExists(probe);
    Files.createFile(probe);
    try {
      if (Files.getPosixFilePermissions(probe).stream().anyMatch(OTHERS::contains)) {
        throw new Refusal(
            Refusal.WRONG,
            "New files would be readable by others. Start with ./nightdesk, or run umask 077 before.");
      }
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private static Path lockFile(Path path) {
    return path.resolve("lock");
  }

  /// A file of its own: whoever closes any handle of the lock's file loses the lock (POSIX).
  private static Path holderFile(Path path) {
    return path.resolve("holder");
  }
}
