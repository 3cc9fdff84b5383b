package dev.nightdesk.sessions.claude;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Bash|{'command':'npm run build','description':'Build'}|npm run build",
        "Read|{'file_path':'/srv/app/a.txt'}|/srv/app/a.txt",
        "NotebookEdit|{'notebook_path':'/srv/n.ipynb'}|/srv/n.ipynb",
        "Grep|{'pattern':'TODO','path':'src'}|TODO in src",
        "Task|{'description':'look around','prompt':'…'}|look around",
        "AskUserQuestion|{'questions':[{'question':'Which?'}]}|Which?",
        "mcp__x__y|{'a':1}|{'a':1}",
        "Bash|{'command':7}|{'command':7}"
      })
  void aToolCallIsOneLineForPeople(String tool, String input, String summary) {
    assertThat(Tools.summary(tool, Json.read(input.replace('\'', '"')).orElseThrow()))
        .isEqualTo(summary.replace('\'', '"'));
  }

  @Test
  void aSummaryEndsAtItsBoundAndNeverInMidCharacter() {
    String full = "x".repeat(Tools.LONGEST_SUMMARY);
    assertThat(Tools.oneLine(full)).isEqualTo(full);
    assertThat(Tools.oneLine(full + "x")).hasSize(Tools.LONGEST_SUMMARY).endsWith("x…");
    assertThat(Tools.oneLine("x".repeat(Tools.LONGEST_SUMMARY - 2) + "😀😀"))
        .isEqualTo("x".repeat(Tools.LONGEST_SUMMARY - 2) + "…");
  }
}
