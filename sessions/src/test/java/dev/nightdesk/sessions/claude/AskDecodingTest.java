package dev.nightdesk.sessions.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.InputId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Claude Code 2.1.329 asks, withdraws and answers, as [DecodingTest] does it for the rest.
class AskDecodingTest {
  private static final String UUID_TEXT = "33333333-3333-4333-8333-333333333333";
  private static final InputId INPUT = new InputId(UUID.fromString(UUID_TEXT));

  @Test
  void aToolAsksForLeave() {
    var asked =
        (AgentEvent.AskedPermission)
            only(
                """
                {"type":"control_request","request_id":"56e9f561","request":{"subtype":"can_use_tool","tool_name":"Bash",
                 "input":{"command":"npm run build","timeout":1.50},"description":"Run: npm run build",
                 "permission_suggestions":[{"type":"addRules","rules":[{"toolName":"Bash","ruleContent":"npm run *"}],
                 "behavior":"allow","destination":"localSettings"}],
                 "decision_reason":"This command requires approval","agent_id":"a1","tool_use_id":"toolu_m"}}\
                """);
    assertThat(asked.request()).isEqualTo("56e9f561");
    assertThat(asked.toolUse()).isEqualTo("toolu_m");
    assertThat(asked.tool()).isEqualTo("Bash");
    assertThat(asked.input()).isEqualTo("{\"command\":\"npm run build\",\"timeout\":1.50}");
    assertThat(asked.description()).isEqualTo("Run: npm run build");
    assertThat(asked.reason()).isEqualTo("This command requires approval");
    assertThat(asked.subagent()).isEqualTo("a1");
    assertThat(asked.rules()).extracting(AgentEvent.Rule::words).containsExactly("Bash(npm run *)");
  }

  @Test
  void equalArgumentsHaveEqualHashesWhateverTheirOrder() {
    String request =
        "{\"type\":\"control_request\",\"request_id\":\"%s\",\"request\":{\"subtype\":\"can_use_tool\","
            + "\"tool_name\":\"Edit\",\"input\":%s}}";
    var one =
        (AgentEvent.Ask) only(request.formatted("1", "{\"a\":{\"x\":1,\"y\":[2]},\"b\":\"é\"}"));
    var two =
        (AgentEvent.Ask) only(request.formatted("2", "{\"b\":\"é\", \"a\":{\"y\":[2],\"x\":1}}"));
    var three =
        (AgentEvent.Ask) only(request.formatted("3", "{\"b\":\"e\", \"a\":{\"y\":[2],\"x\":1}}"));
    assertThat(one.inputHash()).hasSize(64).isEqualTo(two.inputHash());
    assertThat(three.inputHash()).isNotEqualTo(one.inputHash());
  }

  @Test
  void questionsComeWithTheirOptions() {
    var asked =
        (AgentEvent.AskedQuestion)
            only(
                """
                {"type":"control_request","request_id":"3ac1","request":{"subtype":"can_use_tool",
                 "tool_name":"AskUserQuestion","input":{"questions":[
                 {"question":"Which colour?","header":"Colour","options":[{"label":"Red","description":"warm"}],
                 "multiSelect":false},
                 {"question":"Which platforms?","header":"Platforms","options":[{"label":"Linux"},{"label":"macOS"}],
                 "multiSelect":true}]},"tool_use_id":"toolu_2"}}\
                """);
    assertThat(asked.questions())
        .containsExactly(
            new AgentEvent.Question(
                "Which colour?", "Colour", false, List.of(new AgentEvent.Option("Red", "warm"))),
            new AgentEvent.Question(
                "Which platforms?",
                "Platforms",
                true,
                List.of(new AgentEvent.Option("Linux", ""), new AgentEvent.Option("macOS", ""))));
  }

  @Test
  void questionsNobodyCanReadAreShownAsAnyOtherTool() {
    assertThat(
            only(
                "{\"type\":\"control_request\",\"request_id\":\"3\",\"request\":{\"subtype\":\"can_use_tool\","
                    + "\"tool_name\":\"AskUserQuestion\",\"input\":{\"questions\":\"?\"}}}"))
        .isInstanceOf(AgentEvent.AskedPermission.class);
  }

  @ParameterizedTest
  @CsvSource({"'{\"plan\":\"# The plan\"}', # The plan", "{}, ''"})
  void aPlanMayBeEmpty(String input, String plan) {
    var asked =
        (AgentEvent.AskedPlan)
            only(
                "{\"type\":\"control_request\",\"request_id\":\"3\",\"request\":{\"subtype\":\"can_use_tool\","
                    + "\"tool_name\":\"ExitPlanMode\",\"input\":%s,\"tool_use_id\":\"t\"}}"
                        .formatted(input));
    assertThat(asked.plan()).isEqualTo(plan);
  }

  @Test
  void aRequestOfAnotherKindIsNamedForWhoLooks() {
    assertThat(
            only(
                "{\"type\":\"control_request\",\"request_id\":\"3\",\"request\":{\"subtype\":\"elicitation\","
                    + "\"mcp_server_name\":\"crm\",\"message\":\"Which customer?\"}}"))
        .isEqualTo(
            new AgentEvent.Progress("waits for an answer only a terminal can give (elicitation)"));
  }

  @Test
  void aRequestIsWithdrawn() {
    assertThat(events("{\"type\":\"control_cancel_request\",\"request_id\":\"56e9\"}"))
        .containsExactly(new AgentEvent.Withdrew("56e9"));
  }

  @Test
  void ourRequestsAreAnswered() {
    assertThat(
            events(
                "{\"type\":\"control_response\",\"response\":{\"subtype\":\"success\",\"request_id\":\"%s\"}}"
                    .formatted(UUID_TEXT)))
        .containsExactly(new AgentEvent.Answered(INPUT, null));
    assertThat(
            events(
                "{\"type\":\"control_response\",\"response\":{\"subtype\":\"error\",\"request_id\":\"%s\",\"error\":\"no\"}}"
                    .formatted(UUID_TEXT)))
        .containsExactly(new AgentEvent.Answered(INPUT, "no"));
  }

  @Test
  void anAnswerToSomebodyElseSaysNothing() {
    assertThat(
            events(
                "{\"type\":\"control_response\",\"response\":{\"subtype\":\"success\",\"request_id\":\"req-1\"}}"))
        .isEmpty();
  }

  private static List<AgentEvent> events(String line) {
    return Decoding.events(line.replace("\n", ""));
  }

  private static AgentEvent only(String line) {
    return assertThat(events(line)).singleElement().actual();
  }
}
