package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The account of the agents is at its limit (LIM-2).
class LimitTest {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  /// Sooner than it is tried anyhow.
  private static final Duration SOON = Duration.ofMinutes(30);

  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private SessionId first;

  @BeforeEach
  void aSessionWorks() {
    first = begins("task one");
  }

  private SessionId begins(String task) {
    ana.says(task);
    return world.session().id();
  }

  private void isRejectedFor(@Nullable Duration time) {
    world
        .agent(first)
        .tells(
            new AgentEvent.Limited(true, time == null ? null : world.now.plus(time), "five_hour"));
  }

  private State stateOf(SessionId session) {
    return world.session(session).state();
  }

  @Test
  void newWorkWaitsUntilItIsOverAndSaysSo() {
    isRejectedFor(SOON);
    var second = begins("task two");
    assertThat(stateOf(second)).isEqualTo(State.QUEUED);
    assertThat(world.card(Kind.STATUS, second).text())
        .contains("the account's limit is reached until", "UTC", "number 1 in line");

    world.ticksAfter(SOON.minus(A_SECOND));
    assertThat(stateOf(second)).isEqualTo(State.QUEUED);
    world.ticksAfter(A_SECOND);
    assertThat(stateOf(second)).isEqualTo(State.WORKING);
  }

  @Test
  void theBoardTellsOfIt() {
    isRejectedFor(SOON);
    ana.says("/agents");
    assertThat(world.answer()).contains("claude: limit reached until", "new work waits");
    world.passes(SOON);
    ana.says("/agents");
    assertThat(world.answer()).doesNotContain("new work waits");
  }

  @Test
  void afterAnHourItIsTriedAgainHoweverFarTheEndIs() {
    isRejectedFor(Duration.ofDays(3));
    var second = begins("task two");
    world.ticksAfter(Limit.TRIED_AFTER.minus(A_SECOND));
    assertThat(stateOf(second)).isEqualTo(State.QUEUED);
    world.ticksAfter(A_SECOND);
    assertThat(stateOf(second)).isEqualTo(State.WORKING);

    isRejectedFor(Duration.ofDays(3));
    assertThat(stateOf(begins("task three"))).isEqualTo(State.QUEUED);
  }

  @Test
  void aTurnThatGoesWellShowsThatItIsOver() {
    isRejectedFor(SOON);
    var second = begins("task two");
    world.agent(first).finishes("Done.");
    assertThat(stateOf(second)).isEqualTo(State.WORKING);
  }

  @Test
  void anotherAgentIsNotHeldUp() {
    isRejectedFor(SOON);
    assertThat(stateOf(begins("task two @demo"))).isEqualTo(State.WORKING);
  }

  @Test
  void whoeverWaitsForTheLimitHoldsUpNobodyOfAnotherAgent() {
    isRejectedFor(SOON);
    var second = begins("task two");
    var third = begins("task three @demo");
    assertThat(stateOf(second)).isEqualTo(State.QUEUED);
    assertThat(stateOf(third)).isEqualTo(State.WORKING);
    begins("task four @demo");
    begins("task five @demo");
    var sixth = begins("task six @demo");
    assertThat(stateOf(sixth)).as("no place is free").isEqualTo(State.QUEUED);
    assertThat(world.card(Kind.STATUS, sixth).text()).contains("number 1 in line");
    var seventh = begins("task seven @demo");
    assertThat(world.card(Kind.STATUS, seventh).text()).contains("number 2 in line");
    world.agent(third).finishes("Done.");
    assertThat(stateOf(sixth)).isEqualTo(State.WORKING);

    world.agent(sixth).finishes("Done.");
    var eighth = begins("task eight @demo");
    world.ticksAfter(SOON);
    world.agent(seventh).finishes("Done.");
    assertThat(stateOf(second)).as("it came first").isEqualTo(State.WORKING);
    assertThat(stateOf(eighth)).isEqualTo(State.QUEUED);
  }

  @Test
  void withoutAnEndNothingIsHeldUp() {
    isRejectedFor(null);
    assertThat(stateOf(begins("task two"))).isEqualTo(State.WORKING);
  }

  @Test
  void anEndThatIsFarNamesItsDay() {
    var limit = new Limit(world.now.plus(Duration.ofHours(20)), world.now);
    assertThat(limit.untilWords(world.now)).matches("\\d\\d:\\d\\d UTC");
    assertThat(limit.untilWords(world.now.minus(A_SECOND))).matches("\\d+ \\w+, \\d\\d:\\d\\d UTC");
  }
}
