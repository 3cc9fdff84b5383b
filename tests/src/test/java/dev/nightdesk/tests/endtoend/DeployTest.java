package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// What people install Nightdesk with: the service files, the container, the launcher beside a jar.
@Timeout(60)
final class DeployTest {
  private static final Path ROOT = Path.of("..");

  @TempDir Path folder;

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  // ── systemd ──

  @Test
  void theUnitLeavesTheAgentsAloneAndDoesNotHideTheirFiles() throws Exception {
    List<String> lines = text("deploy/nightdesk.service").lines().toList();

    assertThat(lines)
        .contains("KillMode=process", "RestartPreventExitStatus=2 3", "SuccessExitStatus=143")
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
        .contains("**", "!pom.xml", "!nightdesk", "!*/pom.xml")
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

  // ── The launcher beside a jar, as in the container ──

  @Test
  void besideAJarTheLauncherRunsItPrivatelyAndPassesThePersonsFileModeOn() throws Exception {
    var opt = folder.resolve("opt");
    Files.createDirectories(opt.resolve("gateway/target"));
    Files.copy(ROOT.resolve("nightdesk"), opt.resolve("nightdesk"));
    Files.setPosixFilePermissions(
        opt.resolve("nightdesk"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(opt.resolve("gateway/target/nightdesk.jar"), "a jar");
    var jre = folder.resolve("jre");
    Files.createDirectories(jre.resolve("bin"));
    Files.writeString(jre.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    program(
        jre.resolve("bin/java"),
        "echo \"umask $(umask) agents $NIGHTDESK_UMASK\"; for word; do echo \"$word\"; done");
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

  private static void program(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// In a shell that was told something first, and with nothing of ours in its environment.
  private static String run(List<String> command, Map<String, String> variables, String first)
      throws Exception {
    var words = new ArrayList<>(List.of("sh", "-c", first + "; exec \"$@\"", "sh"));
    words.addAll(command);
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(variables);
    var process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
