package dev.nightdesk.sessions.claude;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaudeVersionTest {
  @Test
  void aVersionIsReadAsItIsPrinted() {
    assertThat(ClaudeVersion.read("2.1.329 (Claude Code)\n")).contains(ClaudeVersion.MEASURED);
    assertThat(ClaudeVersion.read("2.1.329")).contains(ClaudeVersion.MEASURED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "claude 2", "version 2.1.329", "2.1", "99999999.1.1"})
  void whatIsNoVersionIsRefusedWithWhatWasPrinted(String printed) {
    assertThat(ClaudeVersion.read(printed)).isEmpty();
    assertThat(ClaudeVersion.refusal(printed))
        .hasValueSatisfying(words -> assertThat(words).contains(printed, "agents.claude.command"));
  }

  @Test
  void theOldestThatWorksIsTaken() {
    assertThat(ClaudeVersion.refusal(ClaudeVersion.OLDEST + " (Claude Code)")).isEmpty();
    assertThat(ClaudeVersion.refusal("3.0.0 (Claude Code)")).isEmpty();
  }

  @Test
  void anOlderOneIsRefusedWithWhatToDo() {
    var older =
        new ClaudeVersion(
            ClaudeVersion.OLDEST.major(),
            ClaudeVersion.OLDEST.minor(),
            ClaudeVersion.OLDEST.patch() - 1);
    assertThat(ClaudeVersion.refusal(older + " (Claude Code)"))
        .hasValueSatisfying(words ->
            assertThat(words)
                .contains("too old", older.toString(), ClaudeVersion.OLDEST.toString())
                .contains("claude update"));
  }
}
