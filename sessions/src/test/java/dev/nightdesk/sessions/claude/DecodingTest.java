package dev.nightdesk.sessions.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.AgentEvent.Lifecycle;
import dev.nightdesk.sessions.AgentEvent.State;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import dev.nightdesk.sessions.InputId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines of Claude Code 2.1.329, trimmed, and what they mean.
class DecodingTest {
  private static final String UUID_TEXT = "33333333-3333-4333-8333-333333333333";
  private static final InputId INPUT = new InputId(UUID.fromString(UUID_TEXT));

  @Test
  void aTurnBeginsWithTheConversationToResume() {
    assertThat(
            events(
                """
                {"type":"system","subtype":"init","cwd":"/srv/app","session_id":"2db3d598-aaaa","tools":["Task"],
                 "model":"claude-opus-5-5","permissionMode":"default","claude_code_version":"2.1.329"}\
                """))
        .containsExactly(
            new AgentEvent.Started("2db3d598-aaaa", "claude-opus-5-5", "default", "2.1.329"));
  }

  @Test
  void theOrderOfKeysDoesNotMatter() {
    assertThat(
            events(
                "{\"state\":\"idle\",\"subtype\":\"session_state_changed\",\"type\":\"system\"}"))
        .containsExactly(new AgentEvent.StateIs(State.IDLE));
  }

  @ParameterizedTest
  @CsvSource({"running, RUNNING", "requires_action, REQUIRES_ACTION", "idle, IDLE"})
  void theStateOfTheSessionIsTold(String word, State state) {
    assertThat(
            events(
                "{\"type\":\"system\",\"subtype\":\"session_state_changed\",\"state\":\"%s\"}"
                    .formatted(word)))
        .containsExactly(new AgentEvent.StateIs(state));
  }

  @Test
  void aMessageMaySpeakAndUseATool() {
    assertThat(
            events(
                """
                {"type":"assistant","message":{"id":"msg_1","role":"assistant","model":"claude-opus-5-5","content":[
                 {"type":"thinking","thinking":"hm"},
                 {"type":"text","text":"I will use a tool. "},
                 {"type":"tool_use","id":"toolu_1","name":"Bash","input":{"command":"ls\\n  -l","description":"List"}}]},
                 "parent_tool_use_id":null}\
                """))
        .containsExactly(
            new AgentEvent.Spoke("I will use a tool. ", false, false),
            new AgentEvent.UsedTool("toolu_1", "Bash", "ls -l", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"parent_tool_use_id\":\"toolu_7\"", "\"agent_id\":\"a1\""})
  void whatASubagentSaysIsMarked(String mark) {
    assertThat(
            events(
                "{\"type\":\"assistant\",%s,\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}}"
                    .formatted(mark)))
        .containsExactly(new AgentEvent.Spoke("hi", true, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"is_api_error_message\":true",
        "\"local_command_source\":\"<local-command-stdout>x</local-command-stdout>\""
      })
  void whatTheProgramItselfSaysIsMarked(String mark) {
    assertThat(
            events(
                "{\"type\":\"assistant\",%s,\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}}"
                    .formatted(mark)))
        .containsExactly(new AgentEvent.Spoke("hi", false, true));
  }

  @Test
  void aToolEnds() {
    assertThat(
            events(
                """
                {"type":"user","message":{"role":"user","content":[{"tool_use_id":"toolu_1","type":"tool_result",
                 "content":"Not at night","is_error":true}]},"tool_use_result":"Error: Not at night"}\
                """))
        .containsExactly(new AgentEvent.ToolEnded("toolu_1", true));
  }

  @Test
  void aPullRequestThatACommandOpenedIsLinked() {
    assertThat(
            events(
                """
                {"type":"user","message":{"content":[{"tool_use_id":"toolu_9","type":"tool_result"}]},
                 "tool_use_result":{"stdout":"Creating…\\n\\nhttps://github.com/acme/shop/pull/41\\n"}}\
                """))
        .containsExactly(
            new AgentEvent.ToolEnded("toolu_9", false),
            new AgentEvent.Linked("https://github.com/acme/shop/pull/41"));
  }

  @Test
  void aPullRequestThatIsOnlyMentionedIsNotLinked() {
    assertThat(
            events(
                """
                {"type":"user","message":{"content":[{"tool_use_id":"toolu_9","type":"tool_result"}]},
                 "tool_use_result":{"stdout":"see https://github.com/acme/shop/pull/41 for why"}}\
                """))
        .containsExactly(new AgentEvent.ToolEnded("toolu_9", false));
  }

  @Test
  void echoesSayNothing() {
    assertThat(
            events(
                "{\"type\":\"user\",\"isReplay\":true,\"message\":{\"content\":[{\"type\":\"tool_result\","
                    + "\"tool_use_id\":\"toolu_1\"}]}}"))
        .isEmpty();
  }

  @Test
  void aTurnEndsWell() {
    assertThat(
            events(
                """
                {"is_error":false,"num_turns":2,"result":"second **turn**","session_id":"2db3",
                 "terminal_reason":"completed","duration_ms":201,"total_cost_usd":0.02202,"queued_turn_count":1,
                 "user_message_uuid":"%s","user_message_uuids":["%s"],"subtype":"success","type":"result"}\
                """
                    .formatted(UUID_TEXT, UUID_TEXT)))
        .containsExactly(
            new AgentEvent.TurnEnded(
                Ending.COMPLETED,
                null,
                "second **turn**",
                List.of(INPUT),
                2,
                Duration.ofMillis(201),
                0.02202,
                1,
                false));
  }

  @Test
  void aMergedTurnNamesEveryPromptItAnswered() {
    String other = "44444444-4444-4444-8444-444444444444";
    assertThat(
            ended(
                    "{\"type\":\"result\",\"num_turns\":1,\"user_message_uuids\":[\"%s\",\"%s\"]}"
                        .formatted(UUID_TEXT, other))
                .answered())
        .containsExactly(INPUT, new InputId(UUID.fromString(other)));
  }

  @Test
  void aTurnNobodyAskedForAnswersNoPrompt() {
    assertThat(
            ended(
                    "{\"type\":\"result\",\"num_turns\":1,\"origin\":{\"kind\":\"task-notification\"}}")
                .answered())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, BAD_KEY",
    "403, BAD_KEY",
    "402, BILLING",
    "404, NO_SUCH_MODEL",
    "400, BAD_REQUEST",
    "413, BAD_REQUEST",
    "429, RATE_LIMIT",
    "500, SERVER",
    "503, SERVER",
    "529, OVERLOADED",
    "null, NETWORK"
  })
  void aSuccessThatIsAnErrorIsAFailureAndItsStatusSaysWhy(String status, Trouble trouble) {
    var ended =
        ended(
            """
            {"type":"result","subtype":"success","is_error":true,"terminal_reason":"api_error","num_turns":1,
             "api_error_status":%s,"api_error_type":"x_error","result":"API Error: so it is"}\
            """
                .formatted(status));
    assertThat(ended.ending()).isEqualTo(Ending.FAILED);
    assertThat(ended.trouble()).isEqualTo(trouble);
    assertThat(ended.text()).isEqualTo("API Error: so it is");
    assertThat(ended.localOnly()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "error_max_turns, max_turns, TOO_MANY_TURNS",
    "error_max_budget_usd, budget_exhausted, OVER_BUDGET",
    "error_during_execution, model_refusal_no_fallback, REFUSED_BY_MODEL",
    "error_max_structured_output_retries, , OTHER"
  })
  void aBoundOrARefusalIsAFailureToo(String subtype, String reason, Trouble trouble) {
    var ended =
        ended(
            """
            {"type":"result","subtype":"%s","is_error":true,"terminal_reason":"%s","num_turns":3,
             "errors":["Reached it"]}\
            """
                .formatted(subtype, reason));
    assertThat(ended.trouble()).isEqualTo(trouble);
    assertThat(ended.text()).isEqualTo("Reached it");
  }

  @Test
  void aStoppedTurnIsNoFailureAndSaysNothingForDevelopers() {
    var ended =
        ended(
            """
            {"type":"result","subtype":"error_during_execution","is_error":true,"terminal_reason":"aborted_tools",
             "num_turns":2,"errors":["[ede_diagnostic] result_type=user"]}\
            """);
    assertThat(ended.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(ended.trouble()).isNull();
    assertThat(ended.text()).isEmpty();
  }

  @Test
  void aLocalCommandIsKnownByItsNameOrByItsTurns() {
    assertThat(
            ended("{\"type\":\"result\",\"local_command\":\"rename\",\"num_turns\":0}").localOnly())
        .isTrue();
    assertThat(ended("{\"type\":\"result\",\"num_turns\":0,\"result\":\"## Context\"}").localOnly())
        .isTrue();
    assertThat(ended("{\"type\":\"result\",\"num_turns\":1}").localOnly()).isFalse();
  }

  @Test
  void aClearedConversationGoesOnUnderTheIdOfItsResult() {
    assertThat(
            events(
                "{\"type\":\"conversation_reset\",\"new_conversation_id\":\"5fc3\",\"trigger\":\"clear\"}"))
        .isEmpty();
    assertThat(
            events(
                "{\"type\":\"result\",\"local_command\":\"clear\",\"num_turns\":0,\"session_id\":\"e973\"}"))
        .contains(new AgentEvent.Restarted("e973"));
  }

  @Test
  void aResumeOfNothingIsLeftToTheEndOfTheProcess() {
    assertThat(
            events(
                "{\"type\":\"result\",\"subtype\":\"error_during_execution\",\"is_error\":true,\"num_turns\":0,"
                    + "\"errors\":[\"No conversation found with session ID: dead\"]}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "queued, QUEUED",
    "started, STARTED",
    "completed, COMPLETED",
    "cancelled, CANCELLED",
    "discarded, DISCARDED",
    "refused, REFUSED"
  })
  void aPromptMoves(String word, Lifecycle state) {
    assertThat(
            events(
                "{\"type\":\"command_lifecycle\",\"command_uuid\":\"%s\",\"state\":\"%s\"}"
                    .formatted(UUID_TEXT, word)))
        .containsExactly(new AgentEvent.InputMoved(INPUT, state));
  }

  @Test
  void retriesSayWhyAndHowLong() {
    assertThat(
            events(
                """
                {"type":"system","subtype":"api_retry","attempt":1,"max_retries":10,"retry_delay_ms":1236.7,
                 "error_status":429,"error":"rate_limit"}\
                """))
        .containsExactly(
            new AgentEvent.Retrying(Trouble.RATE_LIMIT, 1, 10, Duration.ofMillis(1236)));
    assertThat(
            events(
                """
                {"type":"system","subtype":"api_retry","attempt":2,"max_retries":2,"retry_delay_ms":572,
                 "error_status":null,"error":"unknown"}\
                """))
        .containsExactly(new AgentEvent.Retrying(Trouble.NETWORK, 2, 2, Duration.ofMillis(572)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1795231213", "1795231213000", "\"2026-11-21T03:20:13Z\""})
  void limitsSayWhenTheyEnd(String time) {
    assertThat(
            events(
                "{\"type\":\"rate_limit_event\",\"rate_limit_info\":{\"status\":\"rejected\",\"resetsAt\":%s,\"rateLimitType\":\"five_hour\"}}"
                    .formatted(time)))
        .containsExactly(
            new AgentEvent.Limited(true, Instant.parse("2026-11-21T03:20:13Z"), "five_hour"));
  }

  @Test
  void theWholeSetOfBackgroundTasksIsTold() {
    assertThat(
            events(
                """
                {"type":"system","subtype":"background_tasks_changed","tasks":[
                 {"task_id":"b1","task_type":"local_bash","description":"bg loop"},{"task_id":"b2","task_type":"local_agent"}]}\
                """))
        .containsExactly(new AgentEvent.BackgroundNow(List.of("bg loop", "local_agent")));
  }

  @Test
  void theModeIsTold() {
    assertThat(
            events(
                "{\"type\":\"system\",\"subtype\":\"status\",\"status\":null,\"permissionMode\":\"plan\"}"))
        .containsExactly(new AgentEvent.ModeIs("plan"));
    assertThat(events("{\"type\":\"system\",\"subtype\":\"status\",\"status\":\"compacting\"}"))
        .containsExactly(new AgentEvent.Progress("compacting the conversation"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{\"type\":\"keep_alive\"}",
        "{\"type\":\"brand_new\",\"x\":1}",
        "{\"type\":\"system\",\"subtype\":\"brand_new\"}",
        "{\"type\":\"system\",\"subtype\":\"session_state_changed\",\"state\":\"brand_new\"}",
        "{\"no\":\"type\"}",
        "{\"type\":17}",
        "{\"type\":\"stream_event\",\"event\":{\"type\":\"content_block_delta\"}}"
      })
  void whatIsNotKnownIsIgnored(String line) {
    assertThat(events(line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Warning: something", "[1]", "{\"type\":\"sys", "{} {}", "null", "\u0000"})
  void whatIsNoObjectIsNoise(String line) {
    assertThat(events(line)).containsExactly(new AgentEvent.Noise("not a JSON object"));
  }

  @Test
  void aLineOfTwoMegabytesIsRead() {
    String words = "x".repeat(2 * 1024 * 1024);
    assertThat(
            events(
                "{\"type\":\"assistant\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]}}"
                    .formatted(words)))
        .containsExactly(new AgentEvent.Spoke(words, false, false));
  }

  private static List<AgentEvent> events(String line) {
    return Decoding.events(line.replace("\n", ""));
  }

  private static AgentEvent only(String line) {
    return assertThat(events(line)).singleElement().actual();
  }

  private static AgentEvent.TurnEnded ended(String line) {
    return (AgentEvent.TurnEnded) only(line);
  }
}
