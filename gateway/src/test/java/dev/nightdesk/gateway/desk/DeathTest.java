package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.Outcome.Reason;
import dev.nightdesk.sessions.SessionSpec.Start;
import dev.nightdesk.sessions.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeathTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");

  @BeforeEach
  void aSessionWorks() {
    ana.says("fix the login test");
  }

  /// What was to be told to the agent cannot be; everything else goes on.
  private void failsToAnswer() {
    var send =
        world.machine.waiting().stream()
            .filter(Effect.Send.class::isInstance)
            .findFirst()
            .orElseThrow();
    world.machine.failsAt(send, new Result.Refused(Reason.INVALID, "no journal"));
  }

  private List<Start> starts() {
    return world.machine.launches.stream().map(Effect.Launch::start).toList();
  }

  @Test
  void anAgentThatDiesAtWorkIsResumedWithItsPromptAndNobodyIsRung() {
    world.agent().dies();

    assertThat(starts()).containsExactly(Start.FRESH, Start.CONTINUE);
    assertThat(world.agent().prompts())
        .as("the same words under the same id")
        .containsExactly("fix the login test", "fix the login test");
    assertThat(world.view.prompts).hasSize(1);
    assertThat(world.session().state()).isEqualTo(State.WORKING);
    assertThat(world.rung()).isEmpty();
  }

  @Test
  void whatWasQueuedStaysBehindWhatWasBegun() {
    ana.replies(world.card(Kind.STATUS), "second");
    world.agent().dies();
    assertThat(world.agent().prompts()).containsExactly("fix the login test", "fix the login test");
    world.agent().finishes("Done.");
    assertThat(world.agent().prompts()).endsWith("second");
  }

  @Test
  void theThirdDeathWithinAnHourIsAFailureThatRings() {
    world.agent().dies();
    world.agent().dies();
    assertThat(world.session().state()).isEqualTo(State.WORKING);
    world.agent().dies(Death.CRASHED, "out of memory");

    assertThat(world.session().state()).isEqualTo(State.FAILED);
    var card = world.card(Kind.RESULT);
    assertThat(card.text()).contains("ended three times within an hour (out of memory)");
    assertThat(card.rings()).isTrue();
    assertThat(world.machine.launches).hasSize(3);

    ana.replies(card, "try again");
    world.agent().finishes("Done.");
    assertThat(world.agent().prompts()).endsWith("fix the login test", "try again");
  }

  @Test
  void anHourLaterItIsResumedAgain() {
    world.agent().dies();
    world.agent().dies();
    world.passes(Duration.ofHours(1));
    world.agent().dies();

    assertThat(world.session().state()).isEqualTo(State.WORKING);
  }

  @Test
  void openRequestsAreLostAndAskedAgain() {
    world.agent().asksToRun("make test");
    var card = world.card(Kind.REQUEST);
    world.agent().dies();
    assertThat(world.again(card).text()).contains("The agent restarted and will ask again");
    assertThat(world.again(card).buttons()).isEmpty();
    assertThat(ana.presses(card, "Allow once")).contains("will ask again");

    world.agent().asksToRun("make test");
    assertThat(world.card(Kind.REQUEST).buttons()).contains("Allow once");
  }

  @Test
  void whatIsOpenAtTheLastDeathIsNotSaidToBeAskedAgain() {
    world.agent().asksToRun("make test");
    var first = world.card(Kind.REQUEST);
    world.agent().dies();
    world.agent().asksToRun("make test");
    var second = world.card(Kind.REQUEST);
    world.agent().dies();
    world.agent().asksToRun("make install");
    var third = world.card(Kind.REQUEST);
    world.agent().dies();

    assertThat(world.session().state()).isEqualTo(State.FAILED);
    assertThat(world.again(first).text()).as("it was asked again").contains("will ask again");
    assertThat(world.again(second).text()).contains("The agent failed before it asked again");
    assertThat(world.again(third).text()).contains("The agent failed before it asked again");
    assertThat(ana.presses(third, "Allow once")).contains("The agent failed before it asked again");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED_START", "IN_USE"})
  void whatWasOpenIsNotSaidToBeAskedAgainByOneThatDoesNotComeUp(Death death) {
    world.agent().asksToRun("make test");
    var card = world.card(Kind.REQUEST);
    world.agent().dies();
    assertThat(world.again(card).text()).contains("will ask again");
    world.agent().dies(death, "broken");

    assertThat(world.session().state()).isEqualTo(State.FAILED);
    assertThat(world.again(card).text()).contains("The agent failed before it asked again");
  }

  @Test
  void aVerdictThatWasNotSeenToActIsGivenOnceToTheSameQuestion() {
    world.agent().asksToRun("make test");
    ana.presses(world.card(Kind.REQUEST), "Allow once");
    world.agent().dies();
    world.agent().asksToRun("make test");
    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Allow.class);
    assertThat(world.session().state()).isEqualTo(State.WORKING);
    assertThat(world.cards(Kind.REQUEST)).hasSize(1);

    world.agent().dies();
    world.agent().asksToRun("make test");
    assertThat(world.session().state()).as("once").isEqualTo(State.NEEDS_INPUT);
  }

  @Test
  void anotherQuestionIsNotAnsweredByIt() {
    world.agent().asksToRun("make test");
    ana.presses(world.card(Kind.REQUEST), "Allow once");
    world.agent().dies();
    world.agent().asksToRun("make install");

    assertThat(world.session().state()).isEqualTo(State.NEEDS_INPUT);
  }

  @Test
  void aVerdictHoldsForTenMinutes() {
    world.agent().asksToRun("make test");
    ana.presses(world.card(Kind.REQUEST), "Allow once");
    world.agent().dies();
    world.passes(DeskSettings.VERDICT_HOLDS);
    world.agent().asksToRun("make test");

    assertThat(world.session().state()).isEqualTo(State.NEEDS_INPUT);
  }

  @Test
  void aVerdictThatWasSeenToActIsNotGivenAgain() {
    world.agent().asksToRun("make test");
    ana.presses(world.card(Kind.REQUEST), "Allow once");
    world.agent().usedWhatItAskedFor();
    world.agent().dies();
    world.agent().asksToRun("make test");

    assertThat(world.session().state()).isEqualTo(State.NEEDS_INPUT);
  }

  @Test
  void aVerdictIsNeverWrittenIntoAnotherProcess() {
    world.agent().asksToRun("make test");
    var request = world.agent().lastAsked();
    world.machine.holds();
    ana.presses(world.card(Kind.REQUEST), "Allow once");
    world.agent().dies();
    world.machine.goesOn();

    assertThat(world.agent().received)
        .noneMatch(it -> it instanceof AgentInput.Allow allow && allow.request().equals(request));
  }

  @Test
  void withoutAConversationItBeginsAfresh() {
    world.agent().finishes("Done.");
    world.ticksAfter(DeskSettings.PARK_AFTER);
    ana.replies(world.card(Kind.RESULT), "and the logout test");
    world.agent().dies(Death.NO_CONVERSATION, "");

    assertThat(starts()).containsExactly(Start.FRESH, Start.RESUME, Start.FRESH);
    assertThat(world.agent().prompts()).endsWith("and the logout test");
  }

  @Test
  void anAgentThatDoesNotComeUpFailsOnceWithItsOwnWords() {
    world.agent().dies(Death.FAILED_START, "error: unknown option '--x'");

    assertThat(world.session().state()).isEqualTo(State.FAILED);
    assertThat(world.card(Kind.RESULT).text())
        .contains("The agent did not come up: error: unknown option '--x'");
    assertThat(world.machine.launches).hasSize(1);
  }

  @Test
  void aConversationInUseSaysWhatToDo() {
    world.agent().dies(Death.IN_USE, "");
    assertThat(world.card(Kind.RESULT).text())
        .contains("open in another Claude session. Close that one, then reply here");
  }

  @Test
  void aLaunchThatIsRefusedFailsWithTheReason() {
    world.machine.launch =
        Optional.of(new Result.Refused(Reason.CANNOT_START, "claude is not installed"));
    ana.says("paint the shed");

    assertThat(world.session().state()).isEqualTo(State.FAILED);
    assertThat(world.card(Kind.RESULT).text())
        .contains("It could not be started: claude is not installed");
    assertThat(world.card(Kind.RESULT).rings()).isTrue();
    assertThat(world.view.openPrompts(world.session().id())).hasSize(1);
  }

  @Test
  void aLaunchOfUnknownOutcomeLeavesNoProcessBehind() {
    world.machine.launch = Optional.of(new Result.Unknown("timed out"));
    ana.says("paint the shed");

    assertThat(world.session().state()).isEqualTo(State.FAILED);
    assertThat(world.machine.ends)
        .contains(new Effect.End(world.session().id(), StopReason.SUSPEND));
  }

  @Test
  void aProcessThatLivedAndDiedWhileWeWereAwayIsResumed() {
    world.machine.launch = Optional.of(new Result.Refused(Reason.NOT_ALIVE, "dead"));
    ana.says("paint the shed");
    assertThat(world.session().run().live()).isTrue();
    world.machine.launch = Optional.empty();
    world.passes(Duration.ofHours(9));
    world
        .agent()
        .tellsAt(
            new dev.nightdesk.sessions.Cursor(2, 0),
            new AgentEvent.Exited(null, Death.CRASHED, ""));

    assertThat(world.agent().prompts()).containsExactly("paint the shed");
  }

  @Test
  void newsOfAStartThatComesAfterTheEndBringsNothingBackToLife() {
    world.machine.holds();
    ana.says("paint the shed");
    var launch = world.machine.waiting().getLast();
    world.agent().comesUp(1);
    world.agent().dies(Death.FAILED_START, "broken");
    world.step(new Happening.Ended(launch, new Result.Launched("/src/shop", "", "", "")));

    assertThat(world.session().state()).isEqualTo(State.FAILED);
    assertThat(world.session().run().live()).isFalse();
  }

  @Test
  void aForgedInputEndsTheSessionLoudlyAndForGood() {
    ana.says("/help");
    world.machine.holds();
    ana.replies(world.card(Kind.STATUS), "second");
    ana.presses(world.card(Kind.STATUS), "Send now");
    var send =
        world.machine.waiting().stream()
            .filter(Effect.Send.class::isInstance)
            .findFirst()
            .orElseThrow();
    world.machine.failsAt(send, new Result.Refused(Reason.TAMPERED, "length differs"));

    assertThat(world.session().state()).isEqualTo(State.FAILED);
    assertThat(world.card(Kind.RESULT).text()).contains("Somebody else wrote into this session's");
    assertThat(world.answer()).contains("its input was forged");
    assertThat(world.rung()).hasSize(2);
    assertThat(world.view.audit).anyMatch(row -> row.what().equals("found a forged input"));

    world.agent().tells(new AgentEvent.StateIs(AgentEvent.State.RUNNING));
    world.agent().asksToRun("curl evil");
    world.agent().dies();
    assertThat(world.session().state()).isEqualTo(State.FAILED);
    assertThat(world.machine.waiting())
        .contains(new Effect.End(world.session().id(), StopReason.TAMPERED))
        .noneMatch(Effect.Launch.class::isInstance);
  }

  @Test
  void aLineThatCannotBeWrittenFailsTheSessionInsteadOfHangingIt() {
    world.machine.holds();
    world.agent().asksToRun("make test");
    ana.presses(world.card(Kind.REQUEST), "Allow once");
    failsToAnswer();

    assertThat(world.session().state()).isEqualTo(State.FAILED);
    assertThat(world.card(Kind.RESULT).text())
        .contains("An answer could not be given to the agent: no journal");
  }

  @Test
  void whatIsAskedForWhileTheOldProcessEndsIsSentToTheNext() {
    world.machine.holds();
    ana.replies(world.card(Kind.STATUS), "second");
    world.agent().asksToRun("make test");
    ana.presses(world.card(Kind.REQUEST), "Allow once");
    failsToAnswer();
    assertThat(world.session().state()).isEqualTo(State.FAILED);
    ana.presses(world.card(Kind.STATUS), "Send now");
    world.machine.goesOn();

    assertThat(world.whispers)
        .extracting(Effect.Whisper::text)
        .contains("Its process is ending; it is sent when the next one is up.");
    assertThat(world.session().state()).isEqualTo(State.WORKING);
    world.agent().finishes("First done.");
    assertThat(world.agent().prompts()).endsWith("fix the login test", "second");
    assertThat(world.agent().received).noneMatch(AgentInput.Interrupt.class::isInstance);
  }

  @Test
  void whatNobodyAskedForWaitsForThemAfterAFailure() {
    world.machine.holds();
    ana.replies(world.card(Kind.STATUS), "second");
    world.agent().asksToRun("make test");
    ana.presses(world.card(Kind.REQUEST), "Allow once");
    failsToAnswer();
    world.machine.goesOn();

    assertThat(world.session().state()).isEqualTo(State.FAILED);
  }

  @Test
  void aLineThatWasReadAlreadySaysNothingNew() {
    var cursor = world.session().run().cursor();
    world.agent().tellsAt(cursor, new AgentEvent.Spoke("again", false, false));
    assertThat(world.session().turn().said()).isEmpty();
  }

  @Test
  void aTurnThatNobodysPromptBeganIsContinuedAfterADeath() {
    world.agent().tells(new AgentEvent.BackgroundNow(List.of("dev server")));
    world.agent().finishes("It runs.");
    world.agent().tells(new AgentEvent.StateIs(AgentEvent.State.RUNNING));
    world.agent().dies();

    assertThat(starts()).containsExactly(Start.FRESH, Start.CONTINUE);
  }

  @Test
  void whatRanBesideAnIdleAgentDiesWithItAndTheSessionComesToItsEnd() {
    world.agent().tells(new AgentEvent.BackgroundNow(List.of("dev server")));
    world.agent().finishes("It runs.");
    world.agent().dies();
    assertThat(starts()).containsExactly(Start.FRESH, Start.RESUME);
    world.ticksAfter(Runs.QUIET);

    assertThat(world.session().state()).isEqualTo(State.COMPLETED);
    assertThat(world.card(Kind.RESULT).rings()).isTrue();
  }
}
