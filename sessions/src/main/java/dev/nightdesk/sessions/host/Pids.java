package dev.nightdesk.sessions.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who serves an incarnation, as its launcher wrote it down.
///
/// @param boot of the machine under which the pids mean anything
/// @param launcher first to be written
/// @param tail feeds the agent; `null` until the agent is written down
/// @param agent `null` as long as none was started
record Pids(
    String boot,
    ProcessIdentity launcher,
    @Nullable ProcessIdentity tail,
    @Nullable ProcessIdentity agent) {

  /// What the launcher wrote so far, `null` for nothing.
  static @Nullable Pids read(Path file) {
    try {
      return Files.exists(file) ? parse(SmallFile.read(file).lines().toList()) : null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static @Nullable Pids parse(List<String> lines) {
    var words = new HashMap<String, String>();
    for (var line : lines) {
      var parts = line.split(" ", 2);
      words.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    var launcher = identity(words.get("launcher"));
    return launcher == null
        ? null
        : new Pids(
            words.getOrDefault("boot", ""),
            launcher,
            identity(words.get("tail")),
            identity(words.get("agent")));
  }

  private static @Nullable ProcessIdentity identity(@Nullable String words) {
    if (words == null || !words.matches("[0-9]{1,18} .*")) {
      return null;
    }
    var parts = words.split(" ", 2);
    return new ProcessIdentity(Long.parseLong(parts[0]), parts[1].strip());
  }

  /// All that were written down.
  List<ProcessIdentity> all() {
    return Stream.of(launcher, tail, agent).filter(Objects::nonNull).toList();
  }
}
