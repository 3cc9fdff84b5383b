package dev.nightdesk.sessions.host;

import dev.nightdesk.sessions.AgentBackend.Launch;
import dev.nightdesk.sessions.FailPoint;
import dev.nightdesk.sessions.journal.IncarnationDirectory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Starts `launcher.sh`, which starts an agent.
final class Launcher {
  /// The umask of the person's own shell, for what the agent makes in the person's folders. Ours is
  /// 077 and stays in the home.
  static final String AGENT_UMASK = "NIGHTDESK_UMASK";

  private static final String INHERITED = "inherited";
  private static final int NAME_CHARACTERS = 16;

  private final Path script;
  private final String agentUmask;
  private final @Nullable String failPoint;

  private Launcher(Path script, String agentUmask, @Nullable String failPoint) {
    this.script = script;
    this.agentUmask = agentUmask;
    this.failPoint = failPoint;
  }

  /// Writes the script into the home, under a name made of its text: agents started by an older
  /// release go on reading theirs.
  static Launcher in(Path home, Map<String, String> ours, byte[] text) {
    var script = home.resolve("launcher-" + hash(text).substring(0, NAME_CHARACTERS) + ".sh");
    try {
      if (!Files.exists(script) || !Arrays.equals(Files.readAllBytes(script), text)) {
        write(script, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the launcher into " + home, e);
    }
    var umask = ours.getOrDefault(AGENT_UMASK, "");
    return new Launcher(
        script, umask.matches("[0-7]{1,4}") ? umask : INHERITED, ours.get(FailPoint.VARIABLE));
  }

  /// Begins to start the agent and does not wait for it. Nothing of ours is open in the new
  /// process: no descriptor, no lock, no terminal.
  Process start(
      IncarnationDirectory files, Path directory, Launch launch, Map<String, String> environment)
      throws IOException {
    var command = new ArrayList<>(List.of("sh", script.toString(), "detach"));
    command.addAll(List.of(files.path().toString(), agentUmask));
    command.addAll(launch.command());
    var log = ProcessBuilder.Redirect.appendTo(files.launcherLog().toFile());
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(log)
            .redirectError(log);
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (failPoint != null) {
      builder.environment().put(FailPoint.VARIABLE, failPoint);
    }
    return builder.start();
  }

  /// The program an agent's command means, `null` when there is none to run: a name is looked for
  /// in the folders of PATH, as the system would.
  static @Nullable Path program(String name, Path directory, @Nullable String path) {
    if (name.contains("/")) {
      var file = directory.resolve(name);
      return isProgram(file) ? file : null;
    }
    for (var folder : path == null ? new String[] {"/usr/bin", "/bin"} : path.split(":")) {
      var file = directory.resolve(folder).resolve(name);
      if (isProgram(file)) {
        return file;
      }
    }
    return null;
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  static byte[] text() {
    try (var resource = Launcher.class.getResourceAsStream("launcher.sh")) {
      return Objects.requireNonNull(resource, "launcher.sh is in our jar").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("launcher.sh cannot be read", e);
    }
  }

  /// By rename: a launcher that is reading the old text reads it to its end.
  private static void write(Path script, byte[] text) throws IOException {
    var onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var draft = Files.createTempFile(script.getParent(), "launcher-", ".tmp", onlyOwner);
    Files.write(draft, text);
    Files.move(draft, script, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String hash(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
