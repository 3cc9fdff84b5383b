package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.world.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// What people install Nightdesk with: the service files, the container, the launcher beside a jar.
@Timeout(60)
final class DeployTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

  @TempDir Path folder;

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  // ── systemd ──

  @Test
  void theUnitLeavesTheAgentsAloneAndDoesNotHideTheirFiles() throws Exception {
    List<String> lines = text("deploy/nightdesk.service").lines().toList();

    assertThat(lines)
        .contains("KillMode=process", "RestartPreventExitStatus=2", "SuccessExitStatus=143")
        .contains("Restart=always", "StartLimitIntervalSec=1800", "StartLimitBurst=30")
        .contains("OOMPolicy=continue")
        .noneMatch(line -> line.matches("(PrivateTmp|ProtectHome|ProtectSystem|UMask)=.*"));
    assertThat(lines.stream().filter(line -> line.startsWith("[")))
        .containsExactly("[Unit]", "[Service]", "[Install]");
    assertThat(lines)
        .allMatch(line -> line.isBlank() || line.matches("#.*|\\[[A-Z][a-z]+]|[A-Z]\\w+=.+"));
  }

  // ── launchd ──

  @Test
  void thePlistKeepsTheGatewayUpAndTheAgentsOutOfIt() throws Exception {
    Map<String, String> keys = plist();

    assertThat(keys)
        .containsEntry("Label", "dev.nightdesk")
        .containsEntry("RunAtLoad", "true")
        .containsEntry("AbandonProcessGroup", "true")
        .containsEntry("ThrottleInterval", "20")
        .containsEntry("ExitTimeOut", "10");
    assertThat(keys.get("KeepAlive")).contains("SuccessfulExit");
  }

  /// The command in it, with the gateway replaced by one that tells what it is given.
  @Test
  void thePlistsCommandReadsTheTokensAndKeepsTheLogPrivate() throws Exception {
    var home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(home.resolve("Library/Logs"));
    Files.createDirectories(home.resolve(".config/nightdesk"));
    Files.writeString(home.resolve(".config/nightdesk/env"), "TELEGRAM_BOT_TOKEN=\"1:a b\"\n");
    Files.createDirectories(home.resolve("nightdesk"));
    program(
        home.resolve("nightdesk/nightdesk"),
        "echo \"$1 $TELEGRAM_BOT_TOKEN $NIGHTDESK_UMASK $(umask)\"");
    var command =
        plist().getOrDefault("ProgramArguments", "").strip().lines().map(String::strip).toList();

    run(command, Map.of("HOME", home.toString(), "PATH", "/usr/bin:/bin"), "umask 027");

    var log = home.resolve("Library/Logs/nightdesk.log");
    assertThat(log).hasContent("serve 1:a b 0027 0077");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  private static Map<String, String> plist() throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var document =
        factory.newDocumentBuilder().parse(ROOT.resolve("deploy/dev.nightdesk.plist").toFile());
    Element root = document.getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("plist");
    var dictionary = elements(elements(root).getFirst());
    var keys = new HashMap<String, String>();
    for (int at = 0; at < dictionary.size(); at += 2) {
      assertThat(dictionary.get(at).getTagName()).isEqualTo("key");
      var value = dictionary.get(at + 1);
      boolean flag = value.getTagName().equals("true") || value.getTagName().equals("false");
      keys.put(
          dictionary.get(at).getTextContent(), flag ? value.getTagName() : value.getTextContent());
    }
    return keys;
  }

  private static List<Element> elements(Element parent) {
    var found = new ArrayList<Element>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  // ── The container ──

  /// What the build stage copies must be in the context, and what the last stage copies must be
  /// what the build makes.
  @Test
  void theContainersStepsFitTogether() throws Exception {
    String dockerfile = text("Dockerfile");
    List<String> context = text(".dockerignore").lines().toList();

    assertThat(context)
        .contains("**", "!pom.xml", "!nightdesk")
        .as("the root pom names them, so Maven wants to see them")
        .containsAll(modules().stream().map(module -> "!" + module + "/pom.xml").toList())
        .contains("!adapters/src/main/**", "!sessions/src/main/**", "!gateway/src/main/**");
    assertThat(dockerfile)
        .contains("COPY --from=build /src/gateway/target/lib /opt/nightdesk/gateway/target/lib")
        .contains("COPY --from=build /src/gateway/target/nightdesk.jar")
        .contains("ENTRYPOINT [\"tini\", \"--\", \"/opt/nightdesk/nightdesk\"]")
        .contains("CMD curl -fsS http://127.0.0.1:7466/health || exit 1")
        .containsPattern("(?s)--no-install-recommends .*ca-certificates curl git .*procps tini");
    int user = dockerfile.indexOf("\nUSER nightdesk\n");
    assertThat(user).isGreaterThan(dockerfile.lastIndexOf("\nFROM "));
    assertThat(dockerfile.indexOf("\nRUN ", user)).as("nothing is built as that user").isNegative();
  }

  private static List<String> modules() throws IOException {
    return MODULE.matcher(text("pom.xml")).results().map(found -> found.group(1)).toList();
  }

  // ── The launcher beside a jar, as in the container ──

  @Test
  void besideAJarTheLauncherRunsItPrivatelyAndPassesThePersonsFileModeOn() throws Exception {
    var opt = besideAJar();
    var jre =
        jre("echo \"umask $(umask) agents $NIGHTDESK_UMASK\"; for word; do echo \"$word\"; done");
    var link = Files.createSymbolicLink(folder.resolve("nightdesk"), opt.resolve("nightdesk"));
    var variables =
        Map.of(
            "HOME", folder.toString(),
            "PATH", "/usr/bin:/bin",
            "NIGHTDESK_JAVA_HOME", jre.toString());

    String said = run(List.of(link.toString(), "serve"), variables, "umask 022");

    assertThat(said.lines())
        .startsWith("umask 0077 agents 0022")
        .contains("-jar", opt.toRealPath().resolve("gateway/target/nightdesk.jar").toString())
        .endsWith("serve");
  }

  /// A service has no locale, and Java then has no names for files beyond ASCII.
  @ParameterizedTest
  @CsvSource({
    "'', LC_ALL= LC_CTYPE=C.UTF-8 LANG=",
    "LC_ALL=C, LC_ALL= LC_CTYPE=C.UTF-8 LANG=",
    "LANG=POSIX, LC_ALL= LC_CTYPE=C.UTF-8 LANG=POSIX",
    "LANG=de_AT.UTF-8, LC_ALL= LC_CTYPE= LANG=de_AT.UTF-8",
    "LC_CTYPE=de_AT.ISO-8859-1, LC_ALL= LC_CTYPE=de_AT.ISO-8859-1 LANG=",
    "LC_ALL=en_GB.UTF-8, LC_ALL=en_GB.UTF-8 LC_CTYPE= LANG=",
  })
  @EnabledOnOs(OS.LINUX)
  void whoHasNoLocaleSpeaksUtf8AndOneThatWasChosenStays(String chosen, String given)
      throws Exception {
    var variables =
        new HashMap<>(
            Map.of(
                "HOME", folder.toString(),
                "PATH", "/usr/bin:/bin",
                "NIGHTDESK_JAVA_HOME",
                    jre("echo \"LC_ALL=$LC_ALL LC_CTYPE=$LC_CTYPE LANG=$LANG\"").toString()));
    if (!chosen.isEmpty()) {
      variables.put(chosen.split("=", -1)[0], chosen.split("=", -1)[1]);
    }

    String said = run(List.of(besideAJar().resolve("nightdesk").toString()), variables, ":");

    assertThat(said.strip()).isEqualTo(given);
  }

  /// The name is made by the shell: this program may have no locale either.
  @Test
  void aConfigIsFoundInAFolderWhoseNameIsNotAscii() throws Exception {
    Files.writeString(
        folder.resolve("nightdesk.yaml"),
        "home: %s\nagents: { claude: { enabled: false }, demo: { enabled: true } }\n"
            .formatted(folder.resolve("home")));
    var script = folder.resolve("check-there");
    program(
        script,
        """
        cd "$1" && there=$(printf 'd\\303\\253mo')
        mkdir "$there" && mv nightdesk.yaml "$there" && exec "$2" check --config "$there/nightdesk.yaml"\
        """);
    var installation = Installation.in(folder.resolve("installation"));

    try (var person =
        installation.start(
            List.of(script.toString(), folder.toString(), installation.launcher().toString()))) {
      assertThat(person.awaitEnd()).as(person.screen()).isZero();
      assertThat(person.screen()).contains("nightdesk.yaml");
    }
  }

  // ── The launcher's search for a JDK ──

  /// The one on the PATH and the one of JAVA_HOME are 17, and too old.
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".jdks/temurin-25",
        ".sdkman/candidates/java/25.0.1-tem",
        ".local/share/mise/installs/java/25",
        "system/usr/lib/jvm/temurin-25-jdk-amd64",
        "system/opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
      })
  void anOldJavaIsPassedOverForA25Elsewhere(String place) throws Exception {
    var fitting = jdk(place, "25.0.1");

    assertThat(search(0, Map.of()).strip()).isEqualTo(fitting.toString());
  }

  @Test
  void theJdkOfThePathIsFoundThroughItsLink() throws Exception {
    var fitting = jdk("opt/a folder/jdk-26", "26");
    Files.createSymbolicLink(tools().resolve("javac"), fitting.resolve("bin/javac"));

    assertThat(search(0, Map.of()).strip()).isEqualTo(fitting.toRealPath().toString());
  }

  @Test
  void whenTheJdkThatWasNamedIsTooOldAnotherIsUsedAndThatIsSaid() throws Exception {
    var named = jdk("named", "1.8.0_392");
    var fitting = jdk(".jdks/temurin-25", "25.0.1");

    assertThat(search(0, Map.of("NIGHTDESK_JAVA_HOME", named.toString())))
        .contains("NIGHTDESK_JAVA_HOME (" + named + "); using " + fitting)
        .endsWith(fitting + "\n");
  }

  /// A JRE of the right age is no help to who builds.
  @Test
  void withoutAJdkTheLauncherSaysWhatToInstall() throws Exception {
    Files.delete(jdk(".jdks/temurin-25-jre", "25.0.1").resolve("bin/javac"));

    assertThat(search(3, Map.of()))
        .contains("needs a JDK 25 or newer", "with javac")
        .contains("apt install openjdk-25-jdk-headless", "sdk install java 25-tem", "adoptium.net")
        .contains("Name its folder in NIGHTDESK_JAVA_HOME");
  }

  /// What the launcher of a clone says where the Java at hand is 17, and the system has no other
  /// than the test gave it.
  private String search(int code, Map<String, String> more) throws Exception {
    var old = jdk("old", "17.0.9");
    var variables =
        new HashMap<>(
            Map.of(
                "HOME", folder.toString(),
                "PATH", tools() + ":" + old.resolve("bin"),
                "JAVA_HOME", old.toString(),
                "NIGHTDESK_SYSTEM", folder.resolve("system").toString()));
    variables.putAll(more);
    return run(
        List.of(clone(":").resolve("nightdesk").toString(), "java-home"), variables, ":", code);
  }

  private Path jdk(String place, String version) throws IOException {
    var jdk = folder.resolve(place);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    program(jdk.resolve("bin/java"), ":");
    program(jdk.resolve("bin/javac"), ":");
    return jdk;
  }

  // ── The launcher in a clone, with nothing but a JDK ──

  @ParameterizedTest
  @CsvSource({
    "3.8.6, wrapper",
    "3.8.7, path",
    "3.10.1, path",
    "4.0.0-rc-5, path",
  })
  void theMavenOnThePathIsTakenIfItIsNewEnoughAndElseTheWrapper(String version, String taken)
      throws Exception {
    program(
        tools().resolve("mvn"),
        "[ \"$1\" = -v ] && echo 'Apache Maven %s (x)' || echo \"path $*\"".formatted(version));
    var clone = clone("[ \"$1\" = -v ] || echo \"wrapper $*\"");

    String said = build(clone, 0);

    assertThat(said.lines().toList()).last().asString().startsWith(taken + " -B -ntp package");
    assertThat(said.contains("Fetching Maven")).isEqualTo(taken.equals("wrapper"));
  }

  @Test
  void theWrapperIsAnnouncedOnce() throws Exception {
    tools();
    var clone =
        clone(
            """
            [ "$1" = -v ] || echo "wrapper $*"
            there=$HOME/.m2/wrapper/dists/%s/4711/bin
            mkdir -p "$there" && : >"$there/mvn"\
            """
                .formatted(wrappedMaven()));

    assertThat(build(clone, 0)).contains("Fetching Maven", "wrapper -B");
    assertThat(build(clone, 0)).doesNotContain("Fetching Maven").contains("wrapper -B");
  }

  @Test
  void whenMavenCannotBeFetchedTheLauncherSaysWhyAndWhatToDo() throws Exception {
    tools();

    String said = build(clone("echo 'no network here'; exit 1"), 3);

    assertThat(said).contains("no network here", "could not be fetched", "sdk install maven");
  }

  /// What a download gives is known beforehand.
  @Test
  void theWrapperFetchesAMavenThatIsNewEnoughAndChecksIt() throws Exception {
    assertThat(wrappedMaven()).matches("apache-maven-3\\.9\\.\\d+");
    assertThat(text(".mvn/wrapper/maven-wrapper.properties"))
        .containsPattern("(?m)^distributionType=only-script$")
        .containsPattern("(?m)^distributionUrl=https://repo\\.maven\\.apache\\.org/.*-bin\\.zip$")
        .containsPattern("(?m)^distributionSha256Sum=[0-9a-f]{64}$");
    assertThat(Files.isExecutable(ROOT.resolve("mvnw"))).isTrue();
  }

  private static String wrappedMaven() throws IOException {
    return text(".mvn/wrapper/maven-wrapper.properties")
        .replaceFirst("(?s).*distributionUrl=\\S*/(\\S+)-bin\\.zip.*", "$1");
  }

  private String build(Path clone, int code) throws Exception {
    var jdk = jre(":");
    program(jdk.resolve("bin/javac"), ":");
    return run(
        List.of(clone.resolve("nightdesk").toString(), "build"),
        Map.of(
            "HOME", folder.toString(),
            "PATH", folder.resolve("bin").toString(),
            "NIGHTDESK_JAVA_HOME", jdk.toString()),
        ":",
        code);
  }

  /// A folder with what the launcher uses, and no Maven.
  private Path tools() throws IOException {
    var bin = Files.createDirectories(folder.resolve("bin"));
    var tools =
        List.of(
            "chmod", "dirname", "head", "ls", "mkdir", "mktemp", "readlink", "rm", "sed", "sort");
    for (String tool : tools) {
      program(bin.resolve(tool), "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
    }
    program(bin.resolve("uname"), "echo Linux");
    return bin;
  }

  private Path clone(String wrapper) throws IOException {
    var clone = Files.createDirectories(folder.resolve("clone"));
    Files.copy(ROOT.resolve("nightdesk"), clone.resolve("nightdesk"));
    Files.setPosixFilePermissions(
        clone.resolve("nightdesk"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.copy(ROOT.resolve("pom.xml"), clone.resolve("pom.xml"));
    var properties = Path.of(".mvn/wrapper/maven-wrapper.properties");
    Files.createDirectories(clone.resolve(properties).getParent());
    Files.copy(ROOT.resolve(properties), clone.resolve(properties));
    program(clone.resolve("mvnw"), wrapper);
    return clone;
  }

  private Path besideAJar() throws IOException {
    var opt = folder.resolve("opt");
    Files.createDirectories(opt.resolve("gateway/target"));
    Files.copy(ROOT.resolve("nightdesk"), opt.resolve("nightdesk"));
    Files.setPosixFilePermissions(
        opt.resolve("nightdesk"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(opt.resolve("gateway/target/nightdesk.jar"), "a jar");
    return opt;
  }

  private Path jre(String java) throws IOException {
    var jre = folder.resolve("jre");
    Files.createDirectories(jre.resolve("bin"));
    Files.writeString(jre.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    program(jre.resolve("bin/java"), java);
    return jre;
  }

  private static void program(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// In a shell that was told something first, and with nothing of ours in its environment.
  private static String run(List<String> command, Map<String, String> variables, String first)
      throws Exception {
    return run(command, variables, first, 0);
  }

  private static String run(
      List<String> command, Map<String, String> variables, String first, int code)
      throws Exception {
    var words = new ArrayList<>(List.of("sh", "-c", first + "; exec \"$@\"", "sh"));
    words.addAll(command);
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(variables);
    var process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(code);
    return said;
  }
}
