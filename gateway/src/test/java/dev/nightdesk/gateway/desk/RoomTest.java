package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.StopReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoomTest {
  private final World world = new World(2);
  private final Somebody ana = world.owner("ana");

  private SessionId begins(String task) {
    ana.says(task);
    world.passes(Duration.ofSeconds(1));
    return world.session().id();
  }

  private String card(SessionId session) {
    return world.card(Kind.STATUS, session).text();
  }

  @Test
  void beyondTheBoundSessionsWaitInLineAndSayWhere() {
    begins("task one");
    begins("task two");
    var three = begins("task three");
    var four = begins("task four");
    var five = begins("task five");

    assertThat(card(three)).contains("◷ Queued", "number 1 in line");
    assertThat(card(four)).contains("number 2 in line");
    assertThat(card(five)).contains("number 3 in line");
    assertThat(world.view.liveSessions()).isEqualTo(2);
  }

  @Test
  void theLineMovesFirstComeFirstServed() {
    var one = begins("task one");
    begins("task two");
    var three = begins("task three");
    var four = begins("task four");
    world.agent(one).finishes("Done.");

    assertThat(world.agent(one).isAlive()).as("it made room").isFalse();
    assertThat(card(three)).contains("✻ Working");
    assertThat(card(four)).contains("number 1 in line");
  }

  @Test
  void roomIsMadeByParkingWhatWasIdleLongest() {
    var one = begins("task one");
    var two = begins("task two");
    world.agent(two).finishes("Done.");
    world.passes(Duration.ofMinutes(1));
    world.agent(one).finishes("Done.");
    var three = begins("task three");

    assertThat(world.machine.ends).containsExactly(new Effect.End(two, StopReason.PARK));
    assertThat(world.agent(three).prompts()).containsExactly("task three");
    assertThat(world.session(two).state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void oneThatIsOnItsWayOutIsNotEndedTwiceNorAnotherWithIt() {
    var one = begins("task one");
    var two = begins("task two");
    world.agent(one).finishes("Done.");
    world.agent(two).finishes("Done.");
    world.machine.holds();
    begins("task three");
    world.ticksAfter(Duration.ofSeconds(15));
    world.ticksAfter(Duration.ofSeconds(15));

    assertThat(world.machine.waiting().stream().filter(Effect.End.class::isInstance)).hasSize(1);
  }

  @Test
  void aReplyToWhatIsBeingParkedWaitsForItsNextProcess() {
    var one = begins("task one");
    begins("task two");
    world.agent(one).finishes("Done.");
    world.machine.holds();
    var three = begins("task three");
    ana.says("/reply " + one.shortId() + " one more thing");
    assertThat(card(one)).contains("queued 1");

    world.machine.goesOn();
    assertThat(world.agent(one).prompts()).as("one in, one out").containsExactly("task one");
    assertThat(world.agent(three).prompts()).containsExactly("task three");
    assertThat(card(one)).contains("number 1 in line");
    world.agent(three).finishes("Done.");
    assertThat(world.agent(one).prompts()).containsExactly("task one", "one more thing");
    assertThat(world.session(one).run().restarts()).isEmpty();
  }

  @Test
  void whatWorksOrWaitsForAnAnswerIsNeverParkedForRoom() {
    var one = begins("task one");
    begins("task two");
    world.agent(one).asksToRun("make");
    begins("task three");
    world.ticksAfter(Duration.ofHours(2));

    assertThat(world.machine.ends).isEmpty();
  }

  @Test
  void aResumeCountsAndWaitsToo() {
    var one = begins("task one");
    world.agent(one).finishes("Done.");
    world.ticksAfter(DeskSettings.PARK_AFTER);
    begins("task two");
    begins("task three");
    ana.says("/reply " + one.shortId() + " one more thing");

    assertThat(card(one)).contains("◷ Queued", "number 1 in line");
  }

  @Test
  void aNewcomerDoesNotOvertakeTheLine() {
    var one = begins("task one");
    begins("task two");
    var three = begins("task three");
    world.machine.launch =
        java.util.Optional.of(
            new Happening.Result.Refused(
                dev.nightdesk.sessions.Outcome.Reason.CANNOT_START, "no such program"));
    world.agent(one).finishes("Done.");
    assertThat(world.session(three).state()).isEqualTo(State.FAILED);
    world.machine.launch = java.util.Optional.empty();

    assertThat(world.view.liveSessions()).isEqualTo(1);
    var four = begins("task four");
    assertThat(world.agent(four).prompts()).containsExactly("task four");
  }

  @Test
  void belowTheDiskFloorNothingNewStarts() {
    world.view.freeDiskBytes = 999;
    ana.says("task one");
    assertThat(world.answer()).contains("disk is nearly full", "“task one”");
    assertThat(world.view.sessions).isEmpty();

    world.view.freeDiskBytes = 1_000;
    ana.says("task one");
    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void belowTheDiskFloorAResumeWaitsAndSaysWhy() {
    var one = begins("task one");
    world.agent(one).finishes("Done.");
    world.ticksAfter(DeskSettings.PARK_AFTER);
    world.view.freeDiskBytes = 0;
    ana.says("/reply " + one.shortId() + " one more thing");
    assertThat(card(one)).contains("waits for free space");

    world.view.freeDiskBytes = Long.MAX_VALUE;
    world.ticksAfter(Duration.ofSeconds(15));
    assertThat(world.agent(one).prompts()).endsWith("one more thing");
  }

  @Test
  void aSessionInLineCanBeStoppedAndTheLineMovesOn() {
    begins("task one");
    begins("task two");
    var three = begins("task three");
    var four = begins("task four");
    ana.presses(world.card(Kind.STATUS, three), "Stop");
    world.ticksAfter(Duration.ofSeconds(15));

    assertThat(world.session(three).state()).isEqualTo(State.STOPPED);
    assertThat(card(four)).contains("number 1 in line");
    assertThat(world.machine.ends).isEmpty();
  }
}
