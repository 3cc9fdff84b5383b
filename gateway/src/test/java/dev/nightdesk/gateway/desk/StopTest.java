package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.StopReason;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StopTest {
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
  void stopEndsTheProcessAndSaysWhoDidIt() {
    ana.presses(card(), "Stop");

    assertThat(world.machine.ends)
        .containsExactly(new Effect.End(world.session().id(), StopReason.STOP));
    assertThat(world.session().state()).isEqualTo(State.STOPPED);
    assertThat(card().text()).contains("⏹ Stopped · fix the login test", "Stopped by ana");
    assertThat(card().buttons()).isEmpty();
    assertThat(world.rung()).isEmpty();
  }

  @Test
  void stopAsAReplyAndByIdDoTheSame() {
    ana.replies(card(), "/stop");
    assertThat(world.answer()).contains("Its conversation is kept: reply to go on");
    assertThat(world.session().state()).isEqualTo(State.STOPPED);

    ana.says("/stop " + world.session().shortId());
    assertThat(world.answer()).contains("is over already. Reply to one of its messages");
  }

  @Test
  void stopJumpsEveryQueue() {
    world.machine.holds();
    ana.replies(card(), "second");
    ana.presses(card(), "Send now");
    ana.presses(card(), "Stop");

    // A whisper and the end stand in front of the line that was on its way.
    assertThat(world.machine.waiting())
        .filteredOn(it -> it instanceof Effect.End || it instanceof Effect.Send)
        .first()
        .isInstanceOf(Effect.End.class);
  }

  @Test
  void whatWaitsIsDroppedAndCounted() {
    ana.replies(card(), "second");
    ana.replies(card(), "third");
    ana.presses(card(), "Stop");

    assertThat(card().text()).contains("Stopped by ana. 2 waiting messages not sent");
    assertThat(world.view.openPrompts(world.session().id())).isEmpty();
  }

  @Test
  void openQuestionsAreVoidAndWhoAnswersLateReadsWhy() {
    world.agent().asksToRun("make test");
    var request = world.card(Kind.REQUEST);
    ana.presses(card(), "Stop");

    assertThat(world.again(request).buttons()).isEmpty();
    assertThat(ana.presses(request, "Allow once"))
        .isEqualTo("Already settled at 09:00 UTC: Stopped");
  }

  @Test
  void lateResultsAndExitsUndoNothing() {
    world.machine.holds();
    ana.presses(card(), "Stop");
    var agent = world.agent();
    agent.tells(new AgentEvent.StateIs(AgentEvent.State.RUNNING));
    agent.says("I was just about to finish.");
    agent.uses("Bash", "make");
    agent.asksToRun("make install");
    agent.finishes("Finished anyway.");
    agent.dies(Death.CRASHED, "killed");
    world.ticksAfter(Duration.ofMinutes(5));

    assertThat(world.session().state()).isEqualTo(State.STOPPED);
    assertThat(card().text()).contains("Stopped by ana").doesNotContain("about to finish");
    assertThat(world.cards(Kind.REQUEST)).isEmpty();
    assertThat(world.cards(Kind.RESULT)).isEmpty();
    assertThat(world.machine.launches).hasSize(1);
    assertThat(world.session().tally().costUsd()).as("money is still counted").isPositive();
  }

  @Test
  void aReplyWhileItsProcessIsStillDyingWaitsForTheNextOne() {
    world.machine.holds();
    ana.presses(card(), "Stop");
    ana.replies(card(), "on second thought, go on");
    assertThat(card().text()).contains("queued 1 · when it is up again");
    world.agent().tells(new AgentEvent.StateIs(AgentEvent.State.IDLE));
    assertThat(world.session().state()).isEqualTo(State.STOPPED);

    world.machine.goesOn();
    assertThat(world.agent().incarnation()).isEqualTo(2);
    assertThat(world.agent().prompts())
        .containsExactly("fix the login test", "on second thought, go on");
    assertThat(world.session().run().restarts()).isEmpty();
  }

  @Test
  void aReplyToAStoppedSessionStartsItAgainWithACardOfItsOwn() {
    ana.presses(card(), "Stop");
    var old = card();
    ana.replies(old, "go on");

    assertThat(world.session().state()).isEqualTo(State.WORKING);
    assertThat(card().wanted().card().id()).isNotEqualTo(old.wanted().card().id());
    assertThat(world.again(old).text()).contains("⏹ Stopped");
  }

  @Test
  void aSessionStoppedWhileItStartsIsEndedWhenItIsUp() {
    var other = new World();
    var ben = other.owner("ben");
    other.machine.holds();
    ben.says("fix the login test");
    var launch = other.machine.waiting().getFirst();
    ben.replies(other.card(Kind.STATUS), "/stop");
    other.agent().comesUp(1);
    other.step(new Happening.Ended(launch, new Happening.Result.Launched("/src/shop", "", "", "")));

    assertThat(other.machine.waiting())
        .contains(new Effect.End(other.session().id(), StopReason.STOP));
    other.machine.goesOn();
    assertThat(other.agent().isAlive()).isFalse();
    assertThat(other.session().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void whatWasAllowedBeforeAStopIsNotAllowedAfterIt() {
    world.agent().asksToRun("rm -r build");
    ana.presses(world.card(Kind.REQUEST), "Allow once");
    ana.presses(card(), "Stop");
    ana.replies(card(), "go on");
    world.agent().asksToRun("rm -r build");

    assertThat(world.session().state()).isEqualTo(State.NEEDS_INPUT);
  }

  @Test
  void whatNeverBeganHasNothingToGoOnWithAndCanBeBegunAnew() {
    var other = new World(1);
    var ben = other.owner("ben");
    ben.says("fix the login test");
    ben.says("paint the shed");
    var shed = other.session();
    var working = other.card(Kind.STATUS, shed.id());
    ben.replies(working, "in red");
    ben.replies(other.card(Kind.STATUS, shed.id()), "/stop");

    assertThat(other.answer())
        .contains("before it began: there is no conversation", "“Retry in a new session”");
    var card = other.card(Kind.STATUS, shed.id());
    assertThat(card.text())
        .contains("Stopped by ben. 1 waiting message not sent. It had not begun");
    assertThat(card.buttons()).containsExactly("Retry in a new session");
    assertThat(ben.presses(working, "Stop"))
        .isEqualTo(
            "It is over already. It never began. “Retry in a new session” on its card begins it"
                + " after all.");
    ben.presses(card, "Retry");
    assertThat(other.again(card).buttons()).isEmpty();
    assertThat(other.session().origin().prompt()).isEqualTo("paint the shed");
    assertThat(other.session().state()).isEqualTo(State.QUEUED);
  }

  @Test
  void oneThatIsStoppedWhileItsFirstProcessStartsNeverBegan() {
    var other = new World();
    var ben = other.owner("ben");
    other.machine.holds();
    ben.says("fix the login test");
    ben.presses(other.card(Kind.STATUS), "Stop");

    assertThat(other.card(Kind.STATUS).text()).contains("Stopped by ben. It had not begun");
    assertThat(other.card(Kind.STATUS).buttons()).containsExactly("Retry in a new session");
  }

  @Test
  void whatCameAsFilesOnlyIsToBeSentAgain() {
    var other = new World();
    var ben = other.owner("ben");
    other.machine.holds();
    ben.withFiles("log.txt").says("");
    ben.replies(other.card(Kind.STATUS), "/stop");

    assertThat(other.answer()).contains("Send it again to begin it after all");
    assertThat(other.card(Kind.STATUS).buttons()).isEmpty();
  }

  @Test
  void whatHadBegunOffersNoRetry() {
    ana.presses(card(), "Stop");
    assertThat(card().text()).doesNotContain("had not begun");
    assertThat(card().buttons()).isEmpty();
  }

  @Test
  void aFailedSessionWithWaitingMessagesCanBeStopped() {
    ana.replies(card(), "second");
    world.agent().fails(AgentEvent.Trouble.SERVER, "500");
    ana.replies(card(), "/stop");

    assertThat(world.session().state()).isEqualTo(State.STOPPED);
    assertThat(world.view.openPrompts(world.session().id())).isEmpty();
  }

  @Test
  void aProcessThatCannotBeEndedIsNotKeptSecret() {
    world.machine.holds();
    ana.presses(card(), "Stop");
    var end = new Effect.End(world.session().id(), StopReason.STOP);
    world.machine.failsAt(end, new Happening.Result.Unknown("pid 4711 does not answer"));

    assertThat(world.answer()).contains("could not be ended (pid 4711 does not answer)");
  }
}
