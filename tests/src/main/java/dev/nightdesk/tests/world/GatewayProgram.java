package dev.nightdesk.tests.world;

import dev.nightdesk.tests.discord.DiscordSide;
import dev.nightdesk.tests.slack.SlackSide;
import dev.nightdesk.tests.telegram.TelegramSide;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How tests run the gateway: as `./nightdesk` does, with the classes it loads in an archive, which
/// spares half of every start. The archive is made once for a build, by a gateway that serves one
/// task on every channel and ends. Archives know jars only, so the build's folders become some.
final class GatewayProgram {
  private static final Path FOLDER = Path.of("target", "gateway").toAbsolutePath();

  private static @Nullable List<String> ready;

  private GatewayProgram() {}

  /// The command line up to the gateway's own words. Makes the archive when there is none.
  static synchronized List<String> command() {
    var known = ready;
    if (known == null) {
      known = prepare();
      ready = known;
    }
    return known;
  }

  private static List<String> prepare() {
    try {
      Files.createDirectories(FOLDER);
      // The tests run in several processes, and an archive fits the very jar it was made with.
      try (var turn =
              FileChannel.open(
                  FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = turn.lock()) {
        return prepareAlone();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> prepareAlone() throws IOException {
    var classPath = new ArrayList<Path>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      // An empty entry is the working directory, which holds no classes of ours.
      if (!entry.isEmpty() && Files.exists(path)) {
        classPath.add(Files.isDirectory(path) ? jar(path) : path);
      }
    }
    Path archive = FOLDER.resolve(stamp(classPath) + ".jsa");
    if (!Files.exists(archive)) {
      Path draft = Files.createTempFile(FOLDER, "archive", ".tmp");
      serveEverywhere(command(classPath, "-XX:ArchiveClassesAtExit=" + draft));
      Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
    }
    return command(classPath, "-XX:SharedArchiveFile=" + archive);
  }

  private static List<String> command(List<Path> classPath, String archive) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        // Its own, not the quiet one of the tests.
        "-Dlogback.configurationFile=logback.xml",
        "-XX:TieredStopAtLevel=1",
        "-Xms16m",
        "-Xmx256m",
        "-Xss512k",
        "-XX:+UseCompactObjectHeaders",
        "-Xshare:auto",
        archive,
        "-Xlog:cds*=off",
        "-Xlog:aot*=off",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()),
        "dev.nightdesk.gateway.Main");
  }

  /// Only what a gateway uses is worth keeping, and it keeps what it knows when it ends in peace.
  private static void serveEverywhere(List<String> command) throws IOException {
    Path folder = Files.createTempDirectory("nightdesk-archive");
    try (var machine =
        Machine.withRoom(folder, "", new TelegramSide(), new SlackSide(), new DiscordSide())) {
      machine.start(command, Map.of());
      for (var channel : List.of("telegram", "slack", "discord")) {
        String words = "it is warm in " + channel;
        machine.phone(channel).say("result " + words);
        machine
            .phone(channel)
            .await("an answer", Machine.PATIENCE, it -> it.text().lines().anyMatch(words::equals));
      }
      machine.stop();
    } finally {
      try (var all = Files.walk(folder)) {
        all.sorted((one, other) -> other.compareTo(one)).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private static Path jar(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    Path jar = FOLDER.resolve(stamp(files) + ".jar");
    if (!Files.exists(jar)) {
      Path draft = Files.createTempFile(FOLDER, "jar", ".tmp");
      try (var out = new JarOutputStream(Files.newOutputStream(draft))) {
        for (Path file : files) {
          out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
          Files.copy(file, out);
        }
      }
      Files.move(draft, jar, StandardCopyOption.ATOMIC_MOVE);
    }
    return jar;
  }

  /// The same for the same files, as they are now.
  private static String stamp(List<Path> files) throws IOException {
    long stamp = 17;
    for (Path file : files) {
      stamp = 31 * stamp + file.toString().hashCode();
      stamp = 31 * stamp + Files.getLastModifiedTime(file).toMillis();
      stamp = 31 * stamp + Files.size(file);
    }
    return Long.toHexString(stamp);
  }
}
