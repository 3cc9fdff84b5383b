package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.host.InotifyLimit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `nightdesk check`, as a person runs it.
@Timeout(60)
final class CheckTest {
  private static final int MOST_LIVE = 64;

  @TempDir Path folder;

  /// What it prints for a config with so many places for processes.
  private String check(int maxLive) throws Exception {
    var config = folder.resolve("nightdesk.yaml");
    Files.writeString(
        config,
        """
        home: %s
        channels: { console: { enabled: true } }
        repos: [ { name: shop, path: %s } ]
        agents:
          claude: { enabled: false, max_live: %d }
          demo: { enabled: true }
        """
            .formatted(folder.resolve("home"), folder, maxLive));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.nightdesk.gateway.Main",
                "check",
                "--config",
                config.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  /// Whether this machine's limit is low is its own affair; `InotifyLimitTest` tries the bound.
  @Test
  void itSaysWhenTheAgentsWouldHearUsLate() throws Exception {
    var warning = InotifyLimit.warning(MOST_LIVE);

    assertThat(check(MOST_LIVE).contains("inotify")).isEqualTo(warning.isPresent());
    if (warning.isPresent()) {
      assertThat(check(MOST_LIVE)).contains(warning.get());
    }
  }
}
