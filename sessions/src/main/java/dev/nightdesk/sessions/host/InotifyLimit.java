package dev.nightdesk.sessions.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Each agent's `tail -f` takes one inotify instance of the user; beyond the limit it only looks
/// once a second, and so do editors and file managers of the same person.
public final class InotifyLimit {
  /// What a desktop and our own follower need beside the agents.
  static final int FOR_OTHERS = 64;

  private static final Path LIMIT = Path.of("/proc/sys/fs/inotify/max_user_instances");

  private InotifyLimit() {}

  /// What to tell a person whose limit is low; empty when it suffices or there is none (macOS).
  ///
  /// @param sessions how many agents may live at once
  public static Optional<String> warning(int sessions) {
    // In one read: the kernel tells nothing more to a second one, and [Files#readString] begins
    // with
    // a single byte where a file's size is told as 0.
    try (var file = Files.newBufferedReader(LIMIT)) {
      return warning(sessions, Integer.parseInt(String.valueOf(file.readLine()).strip()));
    } catch (IOException | NumberFormatException noLimit) {
      return Optional.empty();
    }
  }

  static Optional<String> warning(int sessions, int limit) {
    int needed = sessions + FOR_OTHERS;
    return limit >= needed
        ? Optional.empty()
        : Optional.of(
            """
            fs.inotify.max_user_instances is %d; %d sessions need %d. \
            Agents would hear us a second late. To raise it: sudo sysctl fs.inotify.max_user_instances=%d\
            """
                .formatted(limit, sessions, needed, 2 * needed));
  }
}
