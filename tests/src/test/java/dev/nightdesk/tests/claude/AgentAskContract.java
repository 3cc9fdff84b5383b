package dev.nightdesk.tests.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.AgentEvent.State;
import dev.nightdesk.sessions.AgentEvent.StateIs;
import dev.nightdesk.sessions.AgentEvent.TurnEnded;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.InputId;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an agent asks (leave, answers, a go-ahead) and what becomes of what it is told. Part of
/// [AgentBackendContract].
interface AgentAskContract {
  /// A session in an empty directory.
  Stage stage();

  @Test
  default void whatIsAllowedIsReallyDone() throws Exception {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("write notes.txt good night; result written");
    var asked = agent.await(AgentEvent.AskedPermission.class);
    assertThat(asked.tool()).isEqualTo("Write");
    assertThat(asked.input()).contains("good night");
    assertThat(asked.rules()).extracting(AgentEvent.Rule::words).contains("accept edits");
    assertThat(agent.events(StateIs.class).getLast().state()).isEqualTo(State.REQUIRES_ACTION);
    assertThat(stage().directory().resolve("notes.txt")).doesNotExist();
    agent.send(new AgentInput.Allow(asked.request(), List.of()));
    assertThat(agent.await(AgentEvent.ToolEnded.class))
        .isEqualTo(new AgentEvent.ToolEnded(asked.toolUse(), false));
    assertThat(agent.awaitAnswer(prompt).text()).isEqualTo("written");
    assertThat(Files.readString(stage().directory().resolve("notes.txt"))).isEqualTo("good night");
  }

  @Test
  default void whatIsDeniedIsNotDoneAndTheAgentLearnsWhy() throws Exception {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("write notes.txt good night; result I read: {answer}");
    var asked = agent.await(AgentEvent.AskedPermission.class);
    agent.send(new AgentInput.Deny(asked.request(), "Not at night, please"));
    assertThat(agent.await(AgentEvent.ToolEnded.class).failed()).isTrue();
    TurnEnded ended = agent.awaitAnswer(prompt);
    assertThat(ended.ending()).isEqualTo(Ending.COMPLETED);
    assertThat(ended.text()).startsWith("I read: ").contains("Not at night, please");
    assertThat(stage().directory().resolve("notes.txt")).doesNotExist();
  }

  @Test
  default void whatIsAllowedForTheSessionIsNotAskedAgainAndReachesNoFile() throws Exception {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("permission Bash ndtool go; permission Bash ndtool go; result both");
    var asked = agent.await(AgentEvent.AskedPermission.class);
    assertThat(asked.rules()).isNotEmpty();
    assertThat(asked.rules().getFirst().words()).startsWith("Bash(ndtool");
    agent.send(
        new AgentInput.Allow(
            asked.request(), asked.rules().stream().map(AgentEvent.Rule::json).toList()));
    agent.awaitAnswer(prompt);
    assertThat(agent.events(AgentEvent.AskedPermission.class)).hasSize(1);
    assertThat(stage().directory().resolve(".claude")).doesNotExist();
  }

  @Test
  default void whatIsAllowedOnceIsAskedAgain() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    agent.say("permission Bash ndtool go; permission Bash ndtool go; result both");
    var first = agent.await(AgentEvent.AskedPermission.class);
    agent.send(new AgentInput.Allow(first.request(), List.of()));
    var second = agent.await(AgentEvent.AskedPermission.class);
    assertThat(second.request()).isNotEqualTo(first.request());
    assertThat(second.inputHash()).isEqualTo(first.inputHash());
  }

  @Test
  default void answersToTwoQuestionsReachTheAgent() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId prompt =
        agent.say(
            "ask Which colour? red|blue & multi Which platforms? linux|macos|windows; result {answer}");
    var asked = agent.await(AgentEvent.AskedQuestion.class);
    assertThat(asked.questions()).hasSize(2);
    assertThat(asked.questions().getFirst().text()).isEqualTo("Which colour?");
    assertThat(asked.questions().getFirst().multiSelect()).isFalse();
    assertThat(asked.questions().getFirst().options())
        .extracting(AgentEvent.Option::label)
        .containsExactly("red", "blue");
    assertThat(asked.questions().getLast().multiSelect()).isTrue();
    var answers =
        Map.of(
            "Which platforms?", List.of("linux", "windows"), "Which colour?", List.of("dark red"));
    agent.send(new AgentInput.Answers(asked.request(), asked.input(), answers, null));
    assertThat(agent.awaitAnswer(prompt).text()).contains("dark red").contains("linux, windows");
  }

  @Test
  default void aGeneralReplyReachesTheAgentInsteadOfAnswers() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("ask Which colour? red|blue; result {answer}");
    var asked = agent.await(AgentEvent.AskedQuestion.class);
    agent.send(new AgentInput.Answers(asked.request(), asked.input(), Map.of(), "As you like"));
    assertThat(agent.awaitAnswer(prompt).text()).contains("As you like");
  }

  @Test
  default void aPlanIsApproved() throws InterruptedException {
    stage().mode = "plan";
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("plan # First this, then that; result on it");
    var asked = agent.await(AgentEvent.AskedPlan.class);
    assertThat(asked.plan()).contains("# First this, then that");
    agent.send(new AgentInput.Allow(asked.request(), List.of()));
    assertThat(agent.await(AgentEvent.ModeIs.class).permissionMode()).isEqualTo("default");
    assertThat(agent.awaitAnswer(prompt).text()).isEqualTo("on it");
  }

  @Test
  default void morePlanningIsAskedForWithAComment() throws InterruptedException {
    stage().mode = "plan";
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("plan # First this; result I read: {answer}");
    var asked = agent.await(AgentEvent.AskedPlan.class);
    agent.send(new AgentInput.Deny(asked.request(), "Think of the tests"));
    assertThat(agent.awaitAnswer(prompt).text()).contains("Think of the tests");
    assertThat(agent.events(AgentEvent.ModeIs.class)).isEmpty();
  }
}
