package dev.nightdesk.tests.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionSpec.Start;
import dev.nightdesk.sessions.claude.ClaudeCode;
import dev.nightdesk.sessions.claude.ClaudeVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real Claude Code, and what its model gets to read.
class RealClaudeTest implements AgentBackendContract {
  /// Lines that mean nothing to us, by type and subtype. A new one here is worth a look in the
  /// release notes; none of these is needed for what Nightdesk does.
  private static final Set<String> IGNORED =
      Set.of(
          "conversation_reset/",
          "result/error_during_execution", // of a resume of nothing
          "system/session_title_changed",
          "system/status",
          "system/task_started",
          "system/task_updated",
          "user/");

  @TempDir Path folder;
  private ScriptedMessagesApi api;
  private Stage stage;

  @BeforeEach
  void open() throws IOException {
    Path project = Files.createDirectory(folder.resolve("project")).toRealPath();
    api = new ScriptedMessagesApi(project);
    Map<String, String> environment = RealClaude.environment(folder, api.url());
    var backend =
        new ClaudeCode(
            AgentKind.CLAUDE,
            List.of(RealClaude.program().toString()),
            folder.resolve("nightdesk"),
            List.of(),
            environment);
    stage = new Stage(backend, project, folder.resolve("configuration"), environment);
  }

  @AfterEach
  void everyLineWasUnderstoodOrIsKnownToMeanNothing() {
    stage.close();
    api.close();
    assertThat(IGNORED).containsAll(stage.unread());
  }

  @Override
  public Stage stage() {
    return stage;
  }

  @Test
  void itsVersionIsRecentEnough() throws IOException {
    Process process = new ProcessBuilder(RealClaude.program().toString(), "--version").start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(ClaudeVersion.refusal(printed)).isEmpty();
    assertThat(ClaudeVersion.read(printed)).isPresent();
  }

  @Test
  void theModelReadsADenialWordForWord() throws InterruptedException {
    AgentProcess agent = stage.fresh();
    InputId prompt = agent.say("permission Bash ndtool go; say fine");
    var asked = agent.await(AgentEvent.AskedPermission.class);
    agent.send(new AgentInput.Deny(asked.request(), "Not at night, please"));
    agent.awaitAnswer(prompt);
    assertThat(api.calls().getLast().toolResults()).containsExactly("Not at night, please");
  }

  @Test
  void theModelReadsEveryAnswer() throws InterruptedException {
    AgentProcess agent = stage.fresh();
    InputId prompt =
        agent.say("ask Which colour? red|blue & multi Which platforms? linux|macos; say fine");
    var asked = agent.await(AgentEvent.AskedQuestion.class);
    var answers =
        Map.of("Which colour?", List.of("blue"), "Which platforms?", List.of("linux", "macos"));
    agent.send(new AgentInput.Answers(asked.request(), asked.input(), answers, null));
    agent.awaitAnswer(prompt);
    assertThat(api.calls().getLast().lastToolResult())
        .contains("\"Which colour?\"=\"blue\", \"Which platforms?\"=\"linux, macos\"");
  }

  @Test
  void theModelReadsAGeneralReply() throws InterruptedException {
    AgentProcess agent = stage.fresh();
    InputId prompt = agent.say("ask Which colour? red|blue; say fine");
    var asked = agent.await(AgentEvent.AskedQuestion.class);
    agent.send(new AgentInput.Answers(asked.request(), asked.input(), Map.of(), "As you like"));
    agent.awaitAnswer(prompt);
    assertThat(api.calls().getLast().lastToolResult()).isEqualTo("The user responded: As you like");
  }

  @Test
  void relayedWordsReachTheModelAsTheyAre() throws InterruptedException {
    AgentProcess agent = stage.fresh();
    InputId prompt = agent.send(new AgentInput.Prompt("/clear @README.md", true));
    assertThat(agent.awaitAnswer(prompt).text()).isEqualTo("You said: /clear @README.md");
  }

  /// The scripted agent is worse: it writes the end of a turn as late as everything else. What
  /// holds with that one holds whatever a release makes of this.
  @Test
  void theEndOfATurnIsOnDiskBeforeItIsTold() throws Exception {
    AgentProcess agent = stage.fresh();
    agent.awaitAnswer(agent.say("tool Bash ls; say one moment; sleep 1s; result over"));
    agent.kill();
    assertThat(stage.transcript()).contains("\"text\":\"over\"");
    AgentProcess next = stage.start(Start.CONTINUE);
    InputId prompt = next.say("result next");
    assertThat(next.awaitAnswer(prompt).answered()).containsExactly(prompt);
    assertThat(next.events(AgentEvent.TurnEnded.class)).hasSize(1);
  }

  /// An agent that could write its journal would answer its own prompts.
  @Test
  void ourOwnFilesAreKeptFromItsTools() throws Exception {
    Path home = folder.resolve("nightdesk");
    Path database = file(home.resolve("nightdesk.db"));
    Path journal = file(home.resolve("sessions/other/1/in.jsonl"));
    AgentProcess agent = stage.fresh();
    for (String step :
        List.of(
            "tool Read " + database,
            "tool Read " + journal,
            "write " + journal + " {}",
            "tool Bash cat < " + database,
            "tool Bash echo {} >> " + journal)) {
      agent.awaitAnswer(agent.say(step + "; say tried"));
      assertThat(api.calls().getLast().lastToolResult()).as(step).containsPattern("denied|deny");
    }
    assertThat(agent.events(AgentEvent.AskedPermission.class)).isEmpty();
    assertThat(Files.readString(journal)).isEqualTo("secret");
  }

  @Test
  void whatPeopleSentToItsSessionIsReadWithoutAsking() throws Exception {
    Path sent = file(folder.resolve("nightdesk/sessions/" + stage.session() + "/files/note.txt"));
    AgentProcess agent = stage.fresh();
    agent.awaitAnswer(agent.say("tool Read " + sent + "; say read"));
    assertThat(api.calls().getLast().lastToolResult()).contains("secret");
    assertThat(agent.events(AgentEvent.AskedPermission.class)).isEmpty();
  }

  @Test
  void anAnswerThatBreaksOffIsTriedAgain() throws InterruptedException {
    api.cutNext("half an ans");
    AgentProcess agent = stage.fresh();
    InputId prompt = agent.say("echo whole");
    assertThat(agent.awaitAnswer(prompt).text()).isEqualTo("whole");
    assertThat(api.calls()).extracting(ModelCall::streams).containsExactly(true, false);
  }

  @Test
  void theServersWishToWaitIsTold() throws InterruptedException {
    api.failNext(429, "rate_limit_error", 1);
    AgentProcess agent = stage.fresh();
    InputId prompt = agent.say("echo later");
    assertThat(agent.await(AgentEvent.Retrying.class).after())
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(agent.awaitAnswer(prompt).text()).isEqualTo("later");
  }

  @Test
  void aModelThatNeverAnswersIsInterrupted() throws InterruptedException {
    api.silenceNext();
    AgentProcess agent = stage.fresh();
    InputId prompt = agent.say("echo never");
    api.awaitCall(call -> call.prompt().equals("echo never"));
    agent.send(new AgentInput.Interrupt());
    assertThat(agent.awaitAnswer(prompt).ending()).isEqualTo(Ending.INTERRUPTED);
  }

  private static Path file(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    return Files.writeString(path, "secret");
  }
}
