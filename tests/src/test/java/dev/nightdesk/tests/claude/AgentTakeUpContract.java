package dev.nightdesk.tests.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.TurnEnded;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionSpec.Start;
import org.junit.jupiter.api.Test;

/// What a continuation leaves alone: a turn that is over, and has no end in the conversation on
/// disk. Both agents would take it up again, and what is given meanwhile would wait for it or join
/// it.
interface AgentTakeUpContract {
  Stage stage();

  @Test
  default void aTurnThatFailedIsNotTakenUpAgain() throws Exception {
    AgentProcess agent = stage().fresh();
    InputId failed = agent.say("fail overloaded");
    agent.awaitAnswer(failed);
    stage().awaitTranscript(failed.toString());
    agent.kill();

    onlyTheNextPromptRuns(failed);
  }

  @Test
  default void aTurnThatWasEndedByAKillIsNotTakenUpAgain() throws Exception {
    AgentProcess agent = stage().fresh();
    InputId ended = agent.say("say one moment; sleep 30s; result never");
    agent.await(AgentEvent.Spoke.class);
    stage().awaitTranscript(ended.toString());
    agent.kill();

    onlyTheNextPromptRuns(ended);
  }

  @Test
  default void aTurnThatIsOverAfterATakingUpIsNotTakenUpOnceMore() throws Exception {
    AgentProcess agent = stage().fresh();
    InputId first = agent.say("say one moment; sleep 1s; fail overloaded");
    agent.await(AgentEvent.Spoke.class);
    stage().awaitTranscript(first.toString());
    agent.kill();
    AgentProcess again = stage().start(Start.CONTINUE);
    again.say(first, "say one moment; sleep 1s; fail overloaded");
    again.awaitAnswer(first);
    again.kill();

    onlyTheNextPromptRuns(first);
  }

  private void onlyTheNextPromptRuns(InputId finished) throws InterruptedException {
    stage().finished.add(finished);
    AgentProcess next = stage().start(Start.CONTINUE);
    InputId prompt = next.say("tool Bash ls; result next");
    assertThat(next.awaitAnswer(prompt).answered()).containsExactly(prompt);
    next.awaitIdle();
    assertThat(next.events(TurnEnded.class)).extracting(TurnEnded::text).containsExactly("next");
  }
}
