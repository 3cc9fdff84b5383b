package dev.nightdesk.sessions.journal;

import dev.nightdesk.sessions.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where a session lies on disk: `<home>/sessions/<uuid>/`, with one folder for each incarnation.
/// Holds no state; any thread.
public record SessionDirectory(SessionId id, Path path) {
  private static final String SESSIONS = "sessions";
  private static final int UUID_CHARACTERS = 36;

  public static SessionDirectory of(Path home, SessionId id) {
    return new SessionDirectory(id, home.resolve(SESSIONS).resolve(id.toString()));
  }

  /// Every session that has a directory under a home, in no order.
  public static List<SessionDirectory> all(Path home) {
    return children(home.resolve(SESSIONS))
        .filter(SessionDirectory::isSession)
        .map(child -> of(home, new SessionId(UUID.fromString(child.getFileName().toString()))))
        .toList();
  }

  /// What was asked for at the last start, for people and for a gateway that has just begun.
  public Path spec() {
    return path.resolve("spec.json");
  }

  /// Where one incarnation lies, whether it exists or not.
  ///
  /// @param number from 1
  public IncarnationDirectory incarnation(int number) {
    return new IncarnationDirectory(number, path.resolve(Integer.toString(number)));
  }

  /// The highest incarnation that was ever claimed, 0 when none was.
  public int newestClaimed() {
    return numbers().filter(number -> incarnation(number).isClaimed()).max().orElse(0);
  }

  /// Every incarnation that has a directory, the oldest first.
  public List<IncarnationDirectory> incarnations() {
    return numbers().sorted().mapToObj(this::incarnation).toList();
  }

  private IntStream numbers() {
    return children(path)
        .map(child -> child.getFileName().toString())
        .filter(name -> name.matches("[1-9][0-9]{0,8}"))
        .mapToInt(Integer::parseInt);
  }

  private static boolean isSession(Path child) {
    var name = child.getFileName().toString();
    try {
      return name.length() == UUID_CHARACTERS && UUID.fromString(name).toString().equals(name);
    } catch (IllegalArgumentException notAnId) {
      return false;
    }
  }

  private static Stream<Path> children(Path folder) {
    try (var all = Files.list(folder)) {
      return all.toList().stream();
    } catch (NoSuchFileException | NotDirectoryException none) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
