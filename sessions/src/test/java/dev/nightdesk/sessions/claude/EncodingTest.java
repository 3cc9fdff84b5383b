package dev.nightdesk.sessions.claude;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.InputId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EncodingTest {
  private static final InputId ID =
      new InputId(UUID.fromString("33333333-3333-4333-8333-333333333333"));
  private static final long SEED = 20261121L;

  @Test
  void aPromptCarriesItsId() {
    assertThat(line(new AgentInput.Prompt("Fix the \"build\"\nplease", false)))
        .isEqualTo(
            "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"Fix the \\\"build\\\"\\nplease\"},"
                + "\"parent_tool_use_id\":null,\"session_id\":\"\",\"uuid\":\"33333333-3333-4333-8333-333333333333\"}\n");
  }

  @Test
  void relayedWordsCannotActAsCommands() {
    assertThat(line(new AgentInput.Prompt("/clear", true)))
        .endsWith(",\"client_composed\":true}\n");
  }

  @Test
  void leaveIsGivenOnce() {
    assertThat(line(new AgentInput.Allow("56e9", List.of())))
        .isEqualTo(
            "{\"type\":\"control_response\",\"response\":{\"subtype\":\"success\",\"request_id\":\"56e9\","
                + "\"response\":{\"behavior\":\"allow\"}}}\n");
  }

  @Test
  void whatIsAlwaysAllowedHoldsForTheSessionOnly() {
    String rule =
        "{\"type\":\"addRules\",\"rules\":[{\"toolName\":\"Bash\",\"ruleContent\":\"npm run *\"}],"
            + "\"behavior\":\"allow\",\"destination\":\"localSettings\"}";
    assertThat(line(new AgentInput.Allow("56e9", List.of(rule))))
        .contains(
            "\"updatedPermissions\":[{\"type\":\"addRules\",\"rules\":[{\"toolName\":\"Bash\","
                + "\"ruleContent\":\"npm run *\"}],\"behavior\":\"allow\",\"destination\":\"session\"}]")
        .doesNotContain("localSettings");
  }

  @Test
  void aRuleWithoutADestinationGetsOne() {
    assertThat(
            line(
                new AgentInput.Allow(
                    "56e9", List.of("{\"type\":\"setMode\",\"mode\":\"acceptEdits\"}"))))
        .contains("{\"type\":\"setMode\",\"mode\":\"acceptEdits\",\"destination\":\"session\"}");
  }

  @Test
  void aDenialSaysWhy() {
    assertThat(line(new AgentInput.Deny("56e9", "Not at night, please")))
        .isEqualTo(
            "{\"type\":\"control_response\",\"response\":{\"subtype\":\"success\",\"request_id\":\"56e9\","
                + "\"response\":{\"behavior\":\"deny\",\"message\":\"Not at night, please\"}}}\n");
  }

  @Test
  void aDenialWithoutWordsGetsSome() {
    assertThat(line(new AgentInput.Deny("56e9", " ")))
        .contains("\"message\":\"The user denied this.\"");
  }

  @Test
  void answersRepeatTheQuestionsAndComeInTheirOrder() {
    String input =
        "{\"questions\":[{\"question\":\"Which colour?\"},{\"question\":\"Which platforms?\"}]}";
    var answers = new LinkedHashMap<String, List<String>>();
    answers.put("Which platforms?", List.of("Linux", "Windows"));
    answers.put("Which colour?", List.of("Blue"));
    assertThat(line(new AgentInput.Answers("3ac1", input, answers, null)))
        .isEqualTo(
            "{\"type\":\"control_response\",\"response\":{\"subtype\":\"success\",\"request_id\":\"3ac1\","
                + "\"response\":{\"behavior\":\"allow\",\"updatedInput\":{\"questions\":[{\"question\":\"Which colour?\"},"
                + "{\"question\":\"Which platforms?\"}],\"answers\":{\"Which colour?\":\"Blue\","
                + "\"Which platforms?\":\"Linux, Windows\"}}}}}\n");
  }

  @Test
  void aGeneralReplyGoesBesideTheAnswers() {
    assertThat(
            line(new AgentInput.Answers("3ac1", "{\"questions\":[]}", Map.of(), "Do as you like")))
        .contains(
            "\"updatedInput\":{\"questions\":[],\"answers\":{},\"response\":\"Do as you like\"}");
  }

  @Test
  void requestsOfOursAreNamedByTheInput() {
    String head =
        "{\"type\":\"control_request\",\"request_id\":\"33333333-3333-4333-8333-333333333333\",\"request\":";
    assertThat(line(new AgentInput.Interrupt())).isEqualTo(head + "{\"subtype\":\"interrupt\"}}\n");
    assertThat(line(new AgentInput.Cancel(ID)))
        .isEqualTo(
            head
                + "{\"subtype\":\"cancel_async_message\",\"message_uuid\":\"33333333-3333-4333-8333-333333333333\"}}\n");
    assertThat(line(new AgentInput.SetMode("plan")))
        .isEqualTo(head + "{\"subtype\":\"set_permission_mode\",\"mode\":\"plan\"}}\n");
    assertThat(line(new AgentInput.SetModel("haiku")))
        .isEqualTo(head + "{\"subtype\":\"set_model\",\"model\":\"haiku\"}}\n");
    assertThat(line(new AgentInput.SetModel(null)))
        .isEqualTo(head + "{\"subtype\":\"set_model\"}}\n");
  }

  /// A line that is cut in two, or is no JSON, kills the agent.
  @Test
  void everyInputIsOneLineOfJsonAndAlwaysTheSame() {
    var random = new Random(SEED);
    for (int round = 0; round < 5_000; round++) {
      AgentInput input = any(random);
      byte[] bytes = Encoding.line(ID, input).bytes();
      assertThat(Encoding.line(ID, input).bytes()).as("seed %s, %s", SEED, input).isEqualTo(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      assertThat(text.lines()).as("seed %s, %s", SEED, input).hasSize(1);
      assertThat(text.strip()).doesNotContain("\u2028", "\u2029", "\u0085");
      Optional<ObjectNode> read = Json.read(text.strip());
      assertThat(read).as("seed %s, %s", SEED, input).isPresent();
    }
  }

  private static AgentInput any(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new AgentInput.Prompt(text(random), random.nextBoolean());
      case 1 -> new AgentInput.Allow(text(random), List.of(text(random), "{\"a\":1}"));
      case 2 -> new AgentInput.Deny(text(random), text(random));
      case 3 ->
          new AgentInput.Answers(
              text(random),
              random.nextBoolean() ? text(random) : "{\"questions\":[{\"question\":\"a\"}]}",
              Map.of(text(random), List.of(text(random), text(random)), "a", List.of("b")),
              random.nextBoolean() ? text(random) : null);
      case 4 -> new AgentInput.SetMode(text(random));
      default -> new AgentInput.SetModel(text(random));
    };
  }

  private static String text(Random random) {
    String alphabet = "ab \n\r\t\"\\{}/é😀\u2028\u2029\u0085\u0000\u001b\ud83d";
    var text = new StringBuilder(random.nextInt() + ":");
    random
        .ints(random.nextInt(20), 0, alphabet.length())
        .forEach(index -> text.append(alphabet.charAt(index)));
    return text.toString();
  }

  private static String line(AgentInput input) {
    return new String(Encoding.line(ID, input).bytes(), StandardCharsets.UTF_8);
  }
}
