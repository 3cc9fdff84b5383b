package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");

  @BeforeEach
  void aSessionWorks() {
    ana.says("fix the login test");
  }

  private Shown card() {
    return world.card(Kind.STATUS);
  }

  @Test
  void aReplyWhileItWorksIsQueuedByUsAndSaysSo() {
    ana.replies(card(), "and the logout test");

    assertThat(world.agent().prompts()).containsExactly("fix the login test");
    assertThat(card().text()).contains("queued 1 · after this turn: “and the logout test”");
    assertThat(card().buttons())
        .containsExactly("Send now", "Interrupt and send now", "Drop", "Stop");
  }

  @Test
  void queuedMessagesGoOneAfterTheOtherInTheirOrder() {
    ana.replies(card(), "second");
    ana.replies(card(), "third");
    assertThat(card().text()).contains("queued 2");

    world.agent().finishes("First done.");
    assertThat(world.agent().prompts()).containsExactly("fix the login test", "second");
    assertThat(card().text()).contains("✻ Working", "queued 1 · after this turn: “third”");
    assertThat(world.card(Kind.RESULT).text()).contains("First done.");
    assertThat(world.card(Kind.RESULT).rings()).isFalse();

    world.agent().finishes("Second done.");
    world.agent().finishes("Third done.");
    assertThat(world.agent().prompts()).endsWith("second", "third");
    assertThat(world.cards(Kind.RESULT))
        .extracting(Shown::rings)
        .containsExactly(false, false, true);
  }

  @Test
  void sendNowFoldsItIntoTheRunningTurn() {
    ana.replies(card(), "and the logout test");
    var card = card();
    assertThat(ana.presses(card, "Send now")).contains("after the tool it runs now");

    assertThat(world.agent().prompts())
        .containsExactly("fix the login test", "and the logout test");
    assertThat(card().text()).doesNotContain("queued");
    assertThat(ana.presses(card, "Drop")).contains("the agent was given it. Reply here");
  }

  @Test
  void interruptAndSendNowSendsItWhenTheTurnIsCutAndNobodyIsRung() {
    ana.replies(card(), "stop that, read the log first");
    ana.presses(card(), "Interrupt");
    assertThat(world.agent().lastReceived()).isEqualTo(new AgentInput.Interrupt());
    assertThat(world.agent().prompts()).hasSize(1);

    world.agent().isInterrupted();
    assertThat(world.agent().prompts()).endsWith("stop that, read the log first");
    assertThat(world.session().state()).isEqualTo(State.WORKING);
    assertThat(world.rung()).isEmpty();
    assertThat(interrupts()).isOne();
  }

  private long interrupts() {
    return world.agent().received.stream().filter(AgentInput.Interrupt.class::isInstance).count();
  }

  /// The agent reads the interrupt before the turn's beginning, and has nothing to interrupt.
  @Test
  void anInterruptBeforeTheTurnBeganTakesEffectWhenItBegins() {
    interruptsWhatHasNotBegun();
    world.machine.goesOn();

    assertThat(world.agent().prompts()).endsWith("second");
    assertThat(world.agent().lastReceived()).isEqualTo(new AgentInput.Interrupt());
    assertThat(interrupts()).isEqualTo(2);
    world.agent().isInterrupted();
    assertThat(world.agent().prompts()).endsWith("second", "third");
    assertThat(interrupts()).as("the next turn is wanted").isEqualTo(2);
    world.agent().finishes("Third done.");
    assertThat(world.session().state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void whatWasDroppedMeanwhileInterruptsNothing() {
    interruptsWhatHasNotBegun();
    ana.presses(card(), "Drop");
    world.machine.goesOn();

    assertThat(world.agent().prompts()).endsWith("second");
    assertThat(interrupts()).as("only the one that found nothing").isOne();
  }

  /// The agent was quicker: its turn is over, and the next one is the one that is wanted.
  @Test
  void aTurnThatEndedBeforeTheInterruptCostsTheNextOneNothing() {
    ana.replies(card(), "second");
    ana.presses(card(), "Interrupt");
    world.agent().finishes("First done.");

    assertThat(world.agent().prompts()).endsWith("second");
    assertThat(interrupts()).isOne();
  }

  /// What died is begun again, and was to make way.
  @Test
  void anInterruptThatTheAgentDidNotLiveToSeeIsRepeatedByTheNext() {
    ana.replies(card(), "second");
    ana.presses(card(), "Interrupt");
    world.agent().dies();

    assertThat(world.agent().prompts()).endsWith("fix the login test", "fix the login test");
    assertThat(interrupts()).isEqualTo(2);
    world.agent().isInterrupted();
    assertThat(world.agent().prompts()).endsWith("second");
    world.agent().dies();
    assertThat(world.agent().prompts()).endsWith("second", "second");
    assertThat(interrupts()).as("this one is wanted").isEqualTo(2);
  }

  private void interruptsWhatHasNotBegun() {
    world.agent().finishes("First done.");
    world.machine.holds();
    ana.replies(card(), "second");
    ana.replies(card(), "third");
    ana.presses(card(), "Interrupt");
  }

  @Test
  void dropTakesItBack() {
    ana.replies(card(), "and the logout test");
    var card = card();
    assertThat(ana.presses(card, "Drop")).isEqualTo("Dropped. It was not sent.");
    assertThat(card().text()).doesNotContain("queued");

    assertThat(ana.presses(card, "Send now"))
        .contains("not waiting any more: it was taken back. Send it again");
    world.agent().finishes("Done.");
    assertThat(world.agent().prompts()).hasSize(1);
    assertThat(world.session().state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void aQueueHasABound() {
    for (int i = 0; i < DeskSettings.MAX_QUEUED_PROMPTS; i++) {
      ana.replies(card(), "message " + i);
    }
    assertThat(card().text()).contains("queued " + DeskSettings.MAX_QUEUED_PROMPTS);
    assertThat(world.cards(Kind.REPLY)).isEmpty();

    ana.replies(card(), "one too many");
    assertThat(world.answer())
        .contains("already has " + DeskSettings.MAX_QUEUED_PROMPTS + " messages waiting");
    assertThat(world.view.openPrompts(world.session().id()))
        .hasSize(DeskSettings.MAX_QUEUED_PROMPTS + 1);
  }

  @Test
  void aReplyToASessionThatIsStillStartingWaitsForIt() {
    var other = new World();
    var ben = other.owner("ben");
    other.machine.holds();
    ben.says("fix the login test");
    ben.replies(other.card(Kind.STATUS), "only the slow part");

    assertThat(other.card(Kind.STATUS).text()).contains("queued 1 · when it is up");
    other.machine.goesOn();
    assertThat(other.agent().prompts()).containsExactly("fix the login test");
    other.agent().finishes("Done.");
    assertThat(other.agent().prompts()).endsWith("only the slow part");
  }

  @Test
  void aMessageBehindAnOpenPermissionWaitsForTheAnswer() {
    world.agent().asksToRun("make test");
    ana.replies(card(), "and the logout test");
    assertThat(card().text()).contains("queued 1 · after the open answer");

    ana.presses(world.card(Kind.REQUEST), "Allow once");
    assertThat(world.agent().prompts()).hasSize(1);
    world.agent().finishes("Done.");
    assertThat(world.agent().prompts()).endsWith("and the logout test");
  }

  @Test
  void afterAFailureWhatWaitsIsShownAndSentOnlyWhenAsked() {
    ana.replies(card(), "and the logout test");
    world.agent().fails(dev.nightdesk.sessions.AgentEvent.Trouble.RATE_LIMIT, "429");
    assertThat(world.agent().prompts()).hasSize(1);
    assertThat(card().text()).contains("❌ Failed", "queued 1 · not sent yet");
    assertThat(card().buttons()).containsExactly("Send now", "Drop");

    assertThat(ana.presses(card(), "Send now")).isEqualTo("Sent.");
    assertThat(world.agent().prompts()).endsWith("and the logout test");
    assertThat(world.session().state()).isEqualTo(State.WORKING);
  }

  @Test
  void afterAFailureAReplyTakesWhatWaitedAlong() {
    ana.replies(card(), "second");
    world.agent().fails(dev.nightdesk.sessions.AgentEvent.Trouble.RATE_LIMIT, "429");
    ana.replies(world.card(Kind.RESULT), "third");
    world.agent().finishes("Second done.");

    assertThat(world.agent().prompts()).containsExactly("fix the login test", "second", "third");
  }

  @Test
  void aReplyBetweenAFailureAndTheIdleSignIsNotForgotten() {
    // The agent says that it failed, the person answers, and only then it says that it is idle.
    world
        .agent()
        .tells(
            new dev.nightdesk.sessions.AgentEvent.TurnEnded(
                dev.nightdesk.sessions.AgentEvent.Ending.FAILED,
                dev.nightdesk.sessions.AgentEvent.Trouble.SERVER,
                "500",
                java.util.List.of(),
                1,
                java.time.Duration.ofSeconds(1),
                0.01,
                0,
                false));
    world.passes(java.time.Duration.ofSeconds(1));
    ana.replies(world.card(Kind.RESULT), "try again");
    world
        .agent()
        .tells(
            new dev.nightdesk.sessions.AgentEvent.StateIs(
                dev.nightdesk.sessions.AgentEvent.State.IDLE));

    assertThat(world.agent().prompts()).endsWith("try again");
  }

  @Test
  void filesThatAreUnderWayCanBeDroppedButNotSent() {
    world.machine.holds();
    ana.withFiles("log.txt").replies(card(), "look at this");
    assertThat(ana.presses(card(), "Send now")).isEqualTo("(silence)");
    world.machine.goesOn();
    assertThat(world.whispers.getLast().text()).contains("still on their way");
    assertThat(ana.presses(card(), "Send now")).contains("Sent.");
    assertThat(world.agent().prompts().getLast()).contains("look at this\nAttached file");
  }

  @Test
  void filesThatDoNotComeThroughAreNamed() {
    world.machine.fetch =
        java.util.Optional.of(
            new Happening.Result.Fetched(
                java.util.List.of(), java.util.List.of("log.txt is larger than 20 MB")));
    ana.withFiles("log.txt").replies(card(), "look at this");

    assertThat(world.answer()).contains("Not all files came through: log.txt is larger");
  }
}
