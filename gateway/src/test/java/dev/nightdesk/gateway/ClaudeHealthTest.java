package dev.nightdesk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Secret;
import dev.nightdesk.gateway.ClaudeHealth.Finding;
import dev.nightdesk.gateway.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asks small programs that answer as `claude` does.
class ClaudeHealthTest {
  private static final String RECENT = "2.1.329 (Claude Code)";

  @TempDir Path folder;

  @Test
  void versionAndLoginAreTold() throws Exception {
    assertThat(findings(program(RECENT, "{\"loggedIn\":true,\"authMethod\":\"api_key\"}")))
        .containsExactly(
            new Finding(true, "Claude Code " + RECENT), new Finding(true, "logged in by api_key"));
  }

  @Test
  void whoIsNotLoggedInReadsHowToBe() throws Exception {
    var findings = findings(program(RECENT, "{\"loggedIn\":false}"));
    assertThat(findings).extracting(Finding::well).containsExactly(true, false);
    assertThat(findings.getLast().words()).contains("Run `claude auth login`");
  }

  @Test
  void anAnswerThatIsNoJsonIsNoLogin() throws Exception {
    assertThat(findings(program(RECENT, "please log in")).getLast())
        .matches(finding -> !finding.well());
  }

  @Test
  void anOldOneIsRefusedAndNotAskedForItsLogin() throws Exception {
    assertThat(findings(program("1.0.3 (Claude Code)", "{\"loggedIn\":true}")))
        .singleElement()
        .matches(finding -> !finding.well());
  }

  @Test
  void aMissingOneIsNamed() throws Exception {
    assertThat(findings(folder.resolve("nothing")))
        .singleElement()
        .matches(finding -> !finding.well())
        .extracting(Finding::words)
        .asString()
        .contains("There is no program", "agents.claude.command");
  }

  private List<Finding> findings(Path program) throws InterruptedException {
    var claude =
        new Config.Claude(
            true,
            List.of(program.toString()),
            "default",
            null,
            4,
            200,
            "20",
            Map.of("A", new Secret("b")));
    return new ClaudeHealth(claude, System.getenv()).findings();
  }

  private Path program(String version, String login) throws IOException {
    var program = folder.resolve("claude");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case "$*" in
          --version) echo '%s' ;;
          "auth status") echo '%s' ;;
          *) exit 64 ;;
        esac
        """
            .formatted(version, login));
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }
}
