package dev.nightdesk.sessions.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentEvent.Death;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingsTest {
  @ParameterizedTest
  @CsvSource({
    "0, true, '', CLEAN",
    "0, false, '', CLEAN",
    "143, false, '', CLEAN",
    "1, true, '', CLEAN",
    ", true, '', CRASHED",
    ", false, '', CRASHED",
    "137, false, '', CRASHED",
    "137, true, '', CRASHED",
    "2, true, '', CRASHED",
    "1, false, '', FAILED_START",
    "127, false, 'claude: not found', FAILED_START",
    "1, false, 'No conversation found with session ID: dead', NO_CONVERSATION",
    "1, true, 'No conversation found with session ID: dead', NO_CONVERSATION",
    "1, false, 'Error: Session ID aaaa is already in use.', IN_USE",
    "1, false, 'Error: That session is running in the background (60a7cade). Run…', IN_USE",
    "1, true, 'Error parsing streaming input line (type=unknown, 16 chars): SyntaxError', CRASHED"
  })
  void anEndIsReadFromItsCodeAndItsWords(
      Integer code, boolean hadResult, String words, Death death) {
    assertThat(Endings.of(code, hadResult, words).death()).isEqualTo(death);
  }

  @Test
  void theLastLineIsKeptUpToItsBound() {
    assertThat(Endings.of(1, false, "first\nlast one \n\n").lastWords()).isEqualTo("last one");
    assertThat(Endings.of(1, false, "x".repeat(Endings.LONGEST_LAST_WORDS)).lastWords())
        .hasSize(500);
    assertThat(Endings.of(1, false, "x".repeat(Endings.LONGEST_LAST_WORDS + 1)).lastWords())
        .hasSize(500);
    assertThat(Endings.of(0, true, "").lastWords()).isEmpty();
  }
}
