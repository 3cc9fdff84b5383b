package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.sessions.AgentBackend.Registered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The CLI's list of its own living processes, terminals included: `<configuration>/sessions/`, one
/// file for each. One that was killed leaves its file.
///
/// Anything may stand there. Only small regular files of our own user are opened, so that nobody
/// else's file, pipe or device holds us up or speaks for our agents; the keys beside them never.
final class Registry {
  /// Files looked at; the CLI clears away what is stale.
  static final int MOST_FILES = 4_096;

  /// Of one file; they are below 1 KiB.
  static final int MOST_BYTES = 64 << 10;

  private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,9})\\.json");
  private static final String WAITING = "waiting";
  private static final String TERMINAL = "cli";

  private Registry() {}

  /// Every entry that can be read, in no order.
  ///
  /// @param ours something that belongs to our own user
  static List<Registered> read(Path configuration, Path ours) {
    Path folder = configuration.resolve("sessions");
    var entries = new ArrayList<Registered>();
    int seen = 0;
    try {
      UserPrincipal we = Files.getOwner(ours);
      try (var files = Files.newDirectoryStream(folder, "*.json")) {
        for (Path file : files) {
          if (++seen > MOST_FILES) {
            break;
          }
          entry(file, we).ifPresent(entries::add);
        }
      }
    } catch (IOException | DirectoryIteratorException none) {
      // No CLI has run here yet, or the folder is not for us.
      return entries;
    }
    return entries;
  }

  private static Optional<Registered> entry(Path file, UserPrincipal we) {
    var name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    try {
      boolean usable =
          Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              && Files.size(file) <= MOST_BYTES
              && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(we);
      return usable
          ? Json.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
              .flatMap(json -> entry(json, Long.parseLong(name.group(1))))
          : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Optional<Registered> entry(ObjectNode json, long pid) {
    String conversation = text(json, "sessionId").orElse("");
    if (json.path("pid").asLong(0) != pid || conversation.isEmpty()) {
      return Optional.empty();
    }
    boolean waits = text(json, "status").filter(WAITING::equals).isPresent();
    return Optional.of(
        new Registered(
            pid,
            text(json, "procStart").orElse(null),
            conversation,
            text(json, "cwd").orElse(""),
            text(json, "entrypoint").filter(TERMINAL::equals).isPresent(),
            waits ? text(json, "waitingFor").orElse("an answer") : null,
            json.path("updatedAt").asLong(0)));
  }

  private static Optional<String> text(ObjectNode json, String field) {
    JsonNode value = json.path(field);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }
}
