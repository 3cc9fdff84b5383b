package dev.nightdesk.sessions.claude;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.sessions.AgentEvent.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'addRules','behavior':'allow','rules':[{'toolName':'Bash','ruleContent':'npm run *'}]}|Bash(npm run *)",
        "{'type':'addRules','behavior':'allow','rules':[{'toolName':'WebSearch'},{'toolName':'Bash','ruleContent':'ls'}]}|WebSearch, Bash(ls)",
        "{'type':'setMode','mode':'acceptEdits'}|accept edits",
        "{'type':'addDirectories','directories':['/srv/app']}|work in /srv/app",
      },
      quoteCharacter = '`')
  void aRuleIsSaidInWords(String json, String words) {
    assertThat(Rules.offered(request(json))).extracting(Rule::words).containsExactly(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'setMode','mode':'bypassPermissions'}",
        "{'type':'addRules','behavior':'deny','rules':[{'toolName':'Bash'}]}",
        "{'type':'removeRules','rules':[{'toolName':'Bash'}]}",
        "{'type':'something_new'}",
        "7"
      })
  void whatAPersonCannotJudgeIsNotOffered(String json) {
    assertThat(Rules.offered(request(json))).isEmpty();
  }

  @Test
  void nothingIsOfferedWhenTheAgentSaysSo() {
    var request = request("{'type':'setMode','mode':'acceptEdits'}");
    assertThat(Rules.offered(request)).hasSize(1);
    assertThat(Rules.offered(request.put("suppress_always_allow_rule", true))).isEmpty();
  }

  private static ObjectNode request(String rule) {
    return Json.read("{\"permission_suggestions\":[" + rule.replace('\'', '"') + "]}")
        .orElseThrow();
  }
}
