package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec.Start;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The machine restarts under everybody.
class RebootTest {
  private final World world = new World(20);
  private final Somebody ana = world.owner("ana");

  private SessionId begins(String task) {
    ana.says(task);
    world.passes(Duration.ofSeconds(1));
    return world.session().id();
  }

  private void reboots(SessionId... all) {
    world.step(new Happening.Rebooted());
    for (var session : all) {
      world.agent(session).dies();
    }
  }

  @Test
  void everybodyGoesOnAndTheOwnerHearsOfItOnceInSilence() {
    var one = begins("task one");
    var two = begins("task two");
    var three = begins("task three");
    world.agent(two).asksToRun("make");
    world.agent(three).finishes("Done.");
    int replies = world.cards(Kind.REPLY).size();
    int rung = world.rung().size();

    reboots(one, two, three);

    assertThat(world.cards(Kind.REPLY)).hasSize(replies + 1);
    assertThat(world.answer())
        .contains("The machine restarted. 2 sessions at work go on", one.shortId(), "task two")
        .doesNotContain(three.shortId());
    assertThat(world.rung()).hasSize(rung);
    assertThat(world.agent(one).prompts()).containsExactly("task one", "task one");
    assertThat(world.session(two).state()).isEqualTo(State.WORKING);
    assertThat(world.session(three).state()).isEqualTo(State.COMPLETED);
    assertThat(world.session(three).run().live()).isFalse();
    assertThat(world.machine.launches.stream().map(Effect.Launch::start).skip(3))
        .containsExactly(Start.CONTINUE, Start.CONTINUE);
  }

  @Test
  void rebootsDoNotCountAsTheAgentsOwnDeaths() {
    var one = begins("task one");
    for (int boot = 0; boot < 5; boot++) {
      reboots(one);
    }
    assertThat(world.session(one).state()).isEqualTo(State.WORKING);
    assertThat(world.session(one).run().restarts()).isEmpty();
    assertThat(world.rung()).isEmpty();

    world.agent(one).dies();
    world.agent(one).dies();
    reboots(one);
    assertThat(world.session(one).state()).isEqualTo(State.WORKING);
    world.agent(one).dies();
    assertThat(world.session(one).state()).isEqualTo(State.FAILED);
  }

  @Test
  void whatAPersonStoppedStaysStopped() {
    var one = begins("task one");
    world.machine.holds();
    ana.says("/stop " + one.shortId());
    reboots(one);
    world.machine.goesOn();

    assertThat(world.session(one).state()).isEqualTo(State.STOPPED);
    assertThat(world.machine.launches).hasSize(1);
  }

  @Test
  void toldTwiceItIsToldOnce() {
    var one = begins("task one");
    world.step(new Happening.Rebooted());
    int replies = world.cards(Kind.REPLY).size();
    reboots(one);
    assertThat(world.cards(Kind.REPLY)).hasSize(replies);
  }

  @Test
  void whenNothingWasAtWorkNobodyHearsOfIt() {
    var one = begins("task one");
    world.agent(one).finishes("Done.");
    int replies = world.cards(Kind.REPLY).size();
    reboots(one);
    assertThat(world.cards(Kind.REPLY)).hasSize(replies);
  }

  @Test
  void aDigestNamesTenAndCountsTheRest() {
    for (int task = 1; task <= Ends.MOST_NAMED; task++) {
      begins("task number " + task + ".");
    }
    world.step(new Happening.Rebooted());
    assertThat(world.answer()).contains("task number 10.").doesNotContain("more: /agents");
  }

  @Test
  void aDigestOfElevenCountsOne() {
    for (int task = 1; task <= Ends.MOST_NAMED + 1; task++) {
      begins("task number " + task + ".");
    }
    world.step(new Happening.Rebooted());
    assertThat(world.answer())
        .contains("11 sessions", "and 1 more: /agents")
        .doesNotContain("task number 11.");
  }
}
