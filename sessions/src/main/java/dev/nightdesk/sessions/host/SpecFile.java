package dev.nightdesk.sessions.host;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.SessionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `spec.json`: what the newest incarnation was started with, readable by people and by a gateway
/// that was restarted. Of the environment it holds names only, as values may be secret.
final class SpecFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SpecFile() {}

  static void write(Path file, SessionSpec spec) throws IOException {
    var json = JSON.createObjectNode();
    json.put("session", spec.id().toString());
    json.put("incarnation", spec.incarnation());
    json.put("agent", spec.agent().value());
    json.put("directory", spec.directory().toString());
    json.put("conversation", spec.conversation());
    json.put("start", spec.start().name());
    json.put("model", spec.model());
    json.put("permissionMode", spec.permissionMode());
    json.put("maxTurns", spec.maxTurns());
    json.put("maxBudgetUsd", spec.maxBudgetUsd());
    var names = json.putArray("environment");
    new TreeSet<>(spec.environment().keySet()).forEach(names::add);
    var onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var folder = Objects.requireNonNull(file.getParent());
    var draft = Files.createTempFile(folder, "spec-", ".tmp", onlyOwner);
    JSON.writerWithDefaultPrettyPrinter().writeValue(draft.toFile(), json);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Which agent serves the session, `null` while nothing readable stands there.
  static @Nullable AgentKind agent(Path file) {
    try {
      var agent = JSON.readTree(file.toFile()).path("agent");
      return agent.isTextual() ? new AgentKind(agent.textValue()) : null;
    } catch (IOException none) {
      return null;
    }
  }
}
