package dev.nightdesk.tests.world;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Nightdesk as people start it: the launcher beside a jar, as in the container. The jar holds
/// nothing but the way to the classes of this build. Whoever starts it has a home and a folder for
/// temporary files of their own, and no locale.
public final class Installation {
  private final Path folder;
  private final Path temporary;
  private final Path launcher;

  private Installation(Path folder) {
    this.folder = folder;
    this.temporary = folder.resolve("tmp");
    this.launcher = folder.resolve("opt").resolve("nightdesk");
  }

  /// Installs it.
  ///
  /// @param folder where nobody else writes
  public static Installation in(Path folder) {
    var installation = new Installation(folder);
    try {
      installation.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return installation;
  }

  private void make() throws IOException {
    Files.createDirectories(temporary);
    Files.createDirectories(folder.resolve("person"));
    Path jars = Files.createDirectories(launcher.resolveSibling("gateway").resolve("target"));
    Files.copy(Path.of("..", "nightdesk"), launcher);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    var manifest = new Manifest();
    var main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, "dev.nightdesk.gateway.Main");
    main.put(Attributes.Name.CLASS_PATH, classPath());
    main.putValue("Enable-Native-Access", "ALL-UNNAMED");
    new JarOutputStream(Files.newOutputStream(jars.resolve("nightdesk.jar")), manifest).close();
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toUri().toString())
        .collect(Collectors.joining(" "));
  }

  /// The launcher itself.
  public Path launcher() {
    return launcher;
  }

  /// The whole environment of whoever starts it. There is no place for an archive of classes: to
  /// make one takes longer than a test.
  public Map<String, String> environment() {
    return Map.of(
        "HOME",
        folder.resolve("person").toString(),
        "PATH",
        "/usr/bin:/bin",
        "TMPDIR",
        temporary.toString(),
        "XDG_CACHE_HOME",
        "/dev/null",
        "NIGHTDESK_JAVA_HOME",
        System.getProperty("java.home"),
        "NIGHTDESK_JAVA_OPTS",
        "-Djava.io.tmpdir=" + temporary);
  }

  /// What lies among the temporary files and is the gateway's own.
  public List<Path> temporaryHomes() {
    try (var all = Files.list(temporary)) {
      return all.filter(file -> file.getFileName().toString().startsWith("nightdesk-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The processes of the agents that serve a home, which may be gone.
  public static List<ProcessHandle> agentProcesses(Path home) {
    return new AgentProcesses(home).all().stream().map(AgentProcesses.Mark::process).toList();
  }

  /// Starts `./nightdesk` with these words, and does not wait.
  public Typist start(String... words) {
    var command = new ArrayList<String>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    return start(command);
  }

  /// Starts any program as that person.
  public Typist start(List<String> command) {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment());
    try {
      return new Typist(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
