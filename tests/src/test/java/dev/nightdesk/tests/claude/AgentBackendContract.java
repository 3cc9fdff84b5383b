package dev.nightdesk.tests.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.AgentEvent.InputMoved;
import dev.nightdesk.sessions.AgentEvent.Lifecycle;
import dev.nightdesk.sessions.AgentEvent.State;
import dev.nightdesk.sessions.AgentEvent.StateIs;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import dev.nightdesk.sessions.AgentEvent.TurnEnded;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionSpec.Start;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How an agent of Claude Code's kind behaves, whoever plays it: the real one keeps the scripted
/// one honest. Prompts are scripts ([dev.nightdesk.sessions.scripted.Script]).
interface AgentBackendContract extends AgentAskContract, AgentTakeUpContract {
  @Test
  default void aTurnIsToldFromBeginningToEnd() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("echo hello");
    agent.awaitIdle();
    assertThat(agent.events().stream().map(Object::getClass).map(Class::getSimpleName))
        .containsExactly(
            "StateIs",
            "InputMoved",
            "InputMoved",
            "Started",
            "Spoke",
            "TurnEnded",
            "InputMoved",
            "StateIs");
    assertThat(agent.events(StateIs.class))
        .containsExactly(new StateIs(State.RUNNING), new StateIs(State.IDLE));
    assertThat(agent.events(InputMoved.class))
        .containsExactly(
            new InputMoved(prompt, Lifecycle.QUEUED),
            new InputMoved(prompt, Lifecycle.STARTED),
            new InputMoved(prompt, Lifecycle.COMPLETED));
    var started = agent.events(AgentEvent.Started.class).getFirst();
    assertThat(started.conversation()).isEqualTo(stage().conversation);
    assertThat(started.permissionMode()).isEqualTo("default");
    assertThat(started.version()).isEqualTo(RealClaude.VERSION);
    var ended = agent.events(TurnEnded.class).getFirst();
    assertThat(ended.ending()).isEqualTo(Ending.COMPLETED);
    assertThat(ended.text()).isEqualTo("hello");
    assertThat(ended.answered()).containsExactly(prompt);
    assertThat(ended.localOnly()).isFalse();
    assertThat(ended.totalCostUsd()).isPositive();
  }

  @Test
  default void aRequestOfOursIsAnsweredBeforeAnyTurnBegan() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId request = agent.send(new AgentInput.SetMode("acceptEdits"));
    assertThat(agent.await(AgentEvent.Answered.class))
        .isEqualTo(new AgentEvent.Answered(request, null));
    assertThat(agent.await(AgentEvent.ModeIs.class).permissionMode()).isEqualTo("acceptEdits");
    assertThat(agent.events(AgentEvent.Started.class)).isEmpty();
  }

  @Test
  default void aModeThatDoesNotExistIsRefused() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    agent.send(new AgentInput.SetMode("nonsense"));
    assertThat(agent.await(AgentEvent.Answered.class).error()).isNotBlank();
  }

  @Test
  default void theModelIsChanged() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    agent.send(new AgentInput.SetModel("haiku"));
    assertThat(agent.await(AgentEvent.Answered.class).error()).isNull();
    agent.say("echo x");
    assertThat(agent.await(AgentEvent.Started.class).model()).contains("haiku");
  }

  @Test
  default void anInterruptEndsTheTurnAndNotTheAgent() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("say one moment; sleep 30s; say never");
    agent.await(AgentEvent.Spoke.class);
    InputId interrupt = agent.send(new AgentInput.Interrupt());
    assertThat(agent.await(AgentEvent.Answered.class))
        .isEqualTo(new AgentEvent.Answered(interrupt, null));
    TurnEnded ended = agent.awaitAnswer(prompt);
    assertThat(ended.ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(ended.text()).isEmpty();
    agent.await(InputMoved.class, moved -> moved.state() == Lifecycle.CANCELLED);
    agent.awaitIdle();
    assertThat(agent.awaitAnswer(agent.say("echo still here")).text()).isEqualTo("still here");
  }

  @Test
  default void anInterruptWithdrawsAnOpenRequest() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("permission Bash ndtool go; say never");
    var asked = agent.await(AgentEvent.AskedPermission.class);
    agent.send(new AgentInput.Interrupt());
    assertThat(agent.await(AgentEvent.Withdrew.class).request()).isEqualTo(asked.request());
    assertThat(agent.awaitAnswer(prompt).ending()).isEqualTo(Ending.INTERRUPTED);
    // Late: ignored.
    agent.send(new AgentInput.Allow(asked.request(), List.of()));
    assertThat(agent.awaitAnswer(agent.say("echo x")).ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  default void whatIsSaidWhileARequestIsOpenJoinsTheRunningTurn() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId first = agent.say("permission Bash ndtool go; say first");
    var asked = agent.await(AgentEvent.AskedPermission.class);
    InputId second = agent.say("say second");
    agent.await(InputMoved.class, moved -> moved.input().equals(second));
    agent.send(new AgentInput.Allow(asked.request(), List.of()));
    assertThat(agent.awaitAnswer(second).answered()).containsExactly(first, second);
    agent.awaitIdle();
    assertThat(agent.events(TurnEnded.class)).hasSize(1);
    assertThat(agent.events(InputMoved.class))
        .contains(
            new InputMoved(first, Lifecycle.COMPLETED),
            new InputMoved(second, Lifecycle.COMPLETED));
  }

  @Test
  default void whatIsSaidWhileItSpeaksBecomesOneTurn() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId first = agent.say("say one moment; sleep 800ms");
    agent.await(AgentEvent.Spoke.class);
    InputId second = agent.say("say a");
    InputId third = agent.say("say b");
    assertThat(agent.awaitAnswer(first).answered()).containsExactly(first);
    assertThat(agent.awaitAnswer(second).answered()).containsExactly(second, third);
    agent.awaitIdle();
    assertThat(agent.events(TurnEnded.class)).hasSize(2);
  }

  @Test
  default void aPromptThatHasNotBegunIsTakenBack() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId first = agent.say("say one moment; sleep 800ms");
    agent.await(AgentEvent.Spoke.class);
    InputId second = agent.say("say never");
    agent.await(InputMoved.class, moved -> moved.input().equals(second));
    agent.send(new AgentInput.Cancel(second));
    agent.await(
        InputMoved.class, moved -> moved.equals(new InputMoved(second, Lifecycle.CANCELLED)));
    agent.awaitAnswer(first);
    agent.awaitIdle();
    assertThat(agent.events(TurnEnded.class)).hasSize(1);
  }

  @Test
  default void aConversationGoesOnInAnotherProcess() throws Exception {
    AgentProcess agent = stage().fresh();
    agent.awaitAnswer(agent.say("echo one"));
    agent.awaitIdle();
    agent.endInput();
    assertThat(agent.awaitEnd().death()).isEqualTo(Death.CLEAN);
    AgentProcess next = stage().start(Start.RESUME);
    InputId prompt = next.say("echo two");
    assertThat(next.await(AgentEvent.Started.class).conversation()).isEqualTo(stage().conversation);
    TurnEnded ended = next.awaitAnswer(prompt);
    assertThat(ended.totalCostUsd())
        .isGreaterThan(agent.events(TurnEnded.class).getFirst().totalCostUsd());
  }

  @Test
  default void aFinishedPromptIsNotRunAgainWhenItIsSentAgain() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("echo once");
    agent.awaitIdle();
    agent.endInput();
    agent.awaitEnd();
    AgentProcess next = stage().start(Start.CONTINUE);
    next.say(prompt, "echo once");
    next.await(
        InputMoved.class, moved -> moved.equals(new InputMoved(prompt, Lifecycle.COMPLETED)));
    next.awaitIdle();
    assertThat(next.events(TurnEnded.class)).isEmpty();
  }

  @Test
  default void aTurnThatWasCutOffRunsAgainOnce() throws Exception {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("say one moment; sleep 1s; result over");
    agent.await(AgentEvent.Spoke.class);
    stage().awaitTranscript(prompt.toString());
    agent.kill();
    AgentProcess next = stage().start(Start.CONTINUE);
    next.say(prompt, "say one moment; sleep 1s; result over");
    assertThat(next.awaitAnswer(prompt).text()).isEqualTo("over");
    next.awaitIdle();
    assertThat(next.awaitAnswer(next.say("echo x")).text()).isEqualTo("x");
    assertThat(next.events(TurnEnded.class)).hasSize(2);
  }

  @Test
  default void withoutContinuingItWaits() throws Exception {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("say one moment; sleep 30s; result never");
    agent.await(AgentEvent.Spoke.class);
    stage().awaitTranscript(prompt.toString());
    agent.kill();
    AgentProcess next = stage().start(Start.RESUME);
    InputId other = next.say("echo other");
    assertThat(next.awaitAnswer(other).answered()).containsExactly(other);
    next.awaitIdle();
    assertThat(next.events(TurnEnded.class)).hasSize(1);
  }

  @Test
  default void anOpenRequestIsAskedAgainUnderAnotherName() throws Exception {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("write notes.txt good night; result written");
    var asked = agent.await(AgentEvent.AskedPermission.class);
    stage().awaitTranscript(prompt.toString());
    agent.kill();
    AgentProcess next = stage().start(Start.CONTINUE);
    next.say(prompt, "write notes.txt good night; result written");
    var again = next.await(AgentEvent.AskedPermission.class);
    assertThat(again.request()).isNotEqualTo(asked.request());
    assertThat(again.tool()).isEqualTo(asked.tool());
    assertThat(again.inputHash()).isEqualTo(asked.inputHash());
    next.send(new AgentInput.Allow(again.request(), List.of()));
    assertThat(next.awaitAnswer(prompt).text()).isEqualTo("written");
    assertThat(Files.readString(stage().directory().resolve("notes.txt"))).isEqualTo("good night");
  }

  @Test
  default void aPromptThatNobodyKeptRunsInAFreshConversationOfTheSameName() throws Exception {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("echo hello");
    agent.await(InputMoved.class);
    agent.kill();
    if (stage().transcript().isEmpty()) {
      assertThat(stage().launch(Start.CONTINUE).command()).last().asString().contains("session-id");
    }
    AgentProcess next = stage().start(Start.CONTINUE);
    next.say(prompt, "echo hello");
    next.await(
        InputMoved.class, moved -> moved.equals(new InputMoved(prompt, Lifecycle.COMPLETED)));
    next.awaitIdle();
  }

  @Test
  default void aResumeOfNothingSaysSo() throws InterruptedException {
    AgentProcess agent =
        stage().start(stage().launchWith("--session-id=", "--resume=" + UUID.randomUUID()));
    var exited = agent.awaitEnd();
    assertThat(exited.code()).isEqualTo(1);
    assertThat(exited.death()).isEqualTo(Death.NO_CONVERSATION);
    assertThat(agent.events(TurnEnded.class)).isEmpty();
  }

  @Test
  default void aConversationIsNotBegunTwice() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    agent.awaitAnswer(agent.say("echo x"));
    agent.awaitIdle();
    agent.endInput();
    agent.awaitEnd();
    AgentProcess second =
        stage().start(stage().launchWith("--resume=", "--session-id=" + stage().conversation));
    assertThat(second.awaitEnd().death()).isEqualTo(Death.IN_USE);
  }

  @Test
  default void anUnknownFlagIsAFailedStart() throws InterruptedException {
    AgentProcess agent = stage().start(stage().launchWith("--verbose", "--no-such-flag"));
    var exited = agent.awaitEnd();
    assertThat(exited.death()).isEqualTo(Death.FAILED_START);
    assertThat(exited.lastWords()).contains("--no-such-flag");
  }

  @Test
  default void aLineThatIsNoJsonEndsIt() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    agent.write("this is no JSON\n".getBytes(StandardCharsets.UTF_8));
    var exited = agent.awaitEnd();
    assertThat(exited.code()).isEqualTo(1);
    assertThat(exited.death()).isEqualTo(Death.CRASHED);
  }

  @Test
  default void theEndOfInputDeniesWhatIsOpen() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("permission Bash ndtool go; result I read: {answer}");
    agent.await(AgentEvent.AskedPermission.class);
    agent.endInput();
    assertThat(agent.await(AgentEvent.ToolEnded.class).failed()).isTrue();
    assertThat(agent.awaitAnswer(prompt).text()).contains("stream closed");
    assertThat(agent.awaitEnd().death()).isEqualTo(Death.CLEAN);
  }

  @Test
  default void sigtermEndsItWithoutAResult() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    agent.say("permission Bash ndtool go");
    agent.await(AgentEvent.AskedPermission.class);
    agent.terminate();
    var exited = agent.awaitEnd();
    assertThat(exited.code()).isEqualTo(143);
    assertThat(exited.death()).isEqualTo(Death.CLEAN);
    assertThat(agent.events(TurnEnded.class)).isEmpty();
  }

  @Test
  default void sigintEndsTheTurnAndThenTheProcess() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    agent.say("say one moment; sleep 30s");
    agent.await(AgentEvent.Spoke.class);
    agent.interrupt();
    var exited = agent.awaitEnd();
    assertThat(exited.code()).isZero();
    assertThat(agent.events(TurnEnded.class))
        .singleElement()
        .extracting(TurnEnded::ending)
        .isEqualTo(Ending.INTERRUPTED);
  }

  @Test
  default void clearingBeginsAnotherConversationThatCanBeResumed() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    agent.awaitAnswer(agent.say("echo before"));
    InputId clear = agent.say("/clear");
    var restarted = agent.await(AgentEvent.Restarted.class);
    TurnEnded ended = agent.awaitAnswer(clear);
    assertThat(ended.localOnly()).isTrue();
    assertThat(restarted.conversation()).isNotEqualTo(stage().conversation);
    agent.awaitIdle();
    agent.kill();
    stage().conversation = restarted.conversation();
    AgentProcess next = stage().start(Start.RESUME);
    next.say("echo after");
    assertThat(next.await(AgentEvent.Started.class).conversation())
        .isEqualTo(restarted.conversation());
  }

  @Test
  default void relayedWordsCannotClear() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.send(new AgentInput.Prompt("/clear", true));
    if (agent.await(AgentEvent.class, event -> isAskOrEnd(event)) instanceof AgentEvent.Ask) {
      // The scripted agent plays its story then, and asks.
      agent.send(new AgentInput.Interrupt());
      agent.awaitAnswer(prompt);
    }
    assertThat(agent.events(AgentEvent.Restarted.class)).isEmpty();
    assertThat(agent.events(AgentEvent.Started.class).getLast().conversation())
        .isEqualTo(stage().conversation);
  }

  private static boolean isAskOrEnd(AgentEvent event) {
    return event instanceof AgentEvent.Ask || event instanceof TurnEnded;
  }

  @ParameterizedTest
  @CsvSource({
    "429, RATE_LIMIT, true",
    "overloaded, OVERLOADED, true",
    "401, BAD_KEY, true",
    "network, NETWORK, true",
    "error, BAD_REQUEST, false"
  })
  default void aFailureSaysWhatItIs(String what, Trouble trouble, boolean retried)
      throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("fail " + what);
    TurnEnded ended = agent.awaitAnswer(prompt);
    assertThat(ended.ending()).isEqualTo(Ending.FAILED);
    assertThat(ended.trouble()).isEqualTo(trouble);
    assertThat(ended.text()).isNotBlank();
    agent.await(InputMoved.class, moved -> moved.state() == Lifecycle.CANCELLED);
    agent.awaitIdle();
    assertThat(agent.events(AgentEvent.Retrying.class))
        .hasSize(retried ? 2 : 0)
        .allSatisfy(retry -> assertThat(retry.trouble()).isEqualTo(trouble));
    assertThat(agent.awaitAnswer(agent.say("echo well again")).text()).isEqualTo("well again");
  }

  @Test
  default void aFailureThatPassesIsOnlyTold() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("retry 429; result in the end");
    assertThat(agent.await(AgentEvent.Retrying.class).trouble()).isEqualTo(Trouble.RATE_LIMIT);
    assertThat(agent.awaitAnswer(prompt).text()).isEqualTo("in the end");
  }

  @Test
  default void tooManyTurnsAreAFailure() throws InterruptedException {
    stage().maxTurns = 1;
    AgentProcess agent = stage().fresh();
    agent.say("tool Bash ls; tool Bash ls; say never");
    assertThat(agent.await(TurnEnded.class).trouble()).isEqualTo(Trouble.TOO_MANY_TURNS);
  }

  @Test
  default void twoMegabytesComeWhole() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("big 2MB");
    assertThat(agent.awaitAnswer(prompt).text()).hasSize(2 * 1024 * 1024);
  }

  @Test
  default void theEndOfABackgroundTaskBeginsATurnNobodyAskedFor() throws InterruptedException {
    AgentProcess agent = stage().fresh();
    InputId prompt = agent.say("background 1s; say under way");
    AgentEvent first =
        agent.await(
            AgentEvent.class,
            event ->
                event instanceof AgentEvent.BackgroundNow
                    || event instanceof AgentEvent.AskedPermission);
    if (first instanceof AgentEvent.AskedPermission asked) {
      agent.send(new AgentInput.Allow(asked.request(), List.of()));
      first = agent.await(AgentEvent.BackgroundNow.class);
    }
    assertThat(((AgentEvent.BackgroundNow) first).tasks()).hasSize(1);
    agent.awaitAnswer(prompt);
    assertThat(agent.await(AgentEvent.BackgroundNow.class).tasks()).isEmpty();
    TurnEnded news = agent.await(TurnEnded.class);
    assertThat(news.answered()).isEmpty();
    assertThat(news.text()).isEqualTo("The background task is over.");
  }
}
