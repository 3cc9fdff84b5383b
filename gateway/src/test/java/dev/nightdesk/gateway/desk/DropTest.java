package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A person takes back the only thing that a session without a process was called for.
class DropTest {
  private final World world = new World(1);
  private final Somebody ana = world.owner("ana");

  private SessionId begins(String task) {
    ana.says(task);
    world.passes(Duration.ofSeconds(1));
    return world.session().id();
  }

  private SessionId parkedAfter(String task) {
    var session = begins(task);
    world.agent(session).finishes("Done.");
    world.ticksAfter(DeskSettings.PARK_AFTER);
    return session;
  }

  private void reply(SessionId session, String words) {
    ana.says("/reply " + session.shortId() + " " + words);
    world.passes(Duration.ofSeconds(1));
  }

  private String drop(SessionId session) {
    return ana.presses(card(session), "Drop");
  }

  private Shown card(SessionId session) {
    return world.card(Kind.STATUS, session);
  }

  private State stateOf(SessionId session) {
    return world.session(session).state();
  }

  private List<SessionId> started() {
    return world.machine.launches.stream().map(Effect.Launch::session).toList();
  }

  @Test
  void inLineItLeavesTheLineAsItWasAndNobodyIsRungLater() {
    var one = parkedAfter("task one");
    var two = begins("task two");
    reply(one, "one more thing");
    var three = begins("task three");
    assertThat(card(three).text()).contains("number 2 in line");
    int rung = world.rung().size();
    assertThat(drop(one)).isEqualTo("Dropped. It was not sent.");

    assertThat(stateOf(one)).isEqualTo(State.COMPLETED);
    assertThat(card(one).text()).contains("✅ Completed").doesNotContain("queued");
    assertThat(card(one).buttons()).isEmpty();
    ana.says("/peek " + one.shortId());
    assertThat(world.answer()).as("its answer is kept").contains("Done.");
    world.ticksAfter(Duration.ofSeconds(15));
    assertThat(card(three).text()).contains("number 1 in line");

    world.agent(two).finishes("Done.");
    world.ticksAfter(Runs.QUIET);
    world.ticksAfter(Runs.QUIET);
    assertThat(started()).containsExactly(one, two, three);
    assertThat(world.rung()).as("of the second task only").hasSize(rung + 1);
  }

  @Test
  void whileItStartsTheProcessIsPutAwayAgain() {
    var one = parkedAfter("task one");
    int rung = world.rung().size();
    world.machine.holds();
    reply(one, "one more thing");
    assertThat(stateOf(one)).isEqualTo(State.STARTING);
    drop(one);
    assertThat(stateOf(one)).isEqualTo(State.COMPLETED);
    world.machine.goesOn();
    world.ticksAfter(Runs.QUIET);
    world.ticksAfter(Runs.QUIET);

    assertThat(world.agent(one).isAlive()).isFalse();
    assertThat(stateOf(one)).isEqualTo(State.COMPLETED);
    assertThat(world.rung()).hasSize(rung);
    ana.says("/peek " + one.shortId());
    assertThat(world.answer()).as("its answer is kept").contains("Done.");
  }

  @Test
  void aProcessThatCameUpAllTheSameIsPutAway() {
    var one = parkedAfter("task one");
    world.machine.holds();
    reply(one, "one more thing");
    var launch =
        world.machine.waiting().stream()
            .filter(Effect.Launch.class::isInstance)
            .findFirst()
            .orElseThrow();
    drop(one);
    world.agent(one).comesUp(2);
    world.step(new Happening.Ended(launch, new Happening.Result.Launched("/src/shop", "", "", "")));
    world.machine.goesOn();

    assertThat(world.agent(one).isAlive()).isFalse();
    assertThat(world.session(one).run().live()).isFalse();
    assertThat(stateOf(one)).isEqualTo(State.COMPLETED);
    assertThat(world.agent(one).prompts()).containsExactly("task one");
  }

  @Test
  void whatIsLeftToDoIsDone() {
    var one = parkedAfter("task one");
    var two = begins("task two");
    reply(one, "one more thing");
    reply(one, "and another");
    drop(one);
    assertThat(stateOf(one)).isEqualTo(State.QUEUED);
    world.agent(two).finishes("Done.");

    assertThat(world.agent(one).prompts()).containsExactly("task one", "and another");
  }

  @Test
  void aFailedOneStaysFailedAndAStoppedOneStopped() {
    var failed = begins("task one");
    world.agent(failed).fails(Trouble.RATE_LIMIT, "429");
    world.ticksAfter(DeskSettings.PARK_AFTER);
    var stopped = begins("task two");
    ana.presses(card(stopped), "Stop");
    begins("task three");
    reply(failed, "again");
    reply(stopped, "go on");
    drop(failed);
    drop(stopped);

    assertThat(stateOf(failed)).isEqualTo(State.FAILED);
    assertThat(card(failed).text()).contains("rate limit");
    assertThat(stateOf(stopped)).isEqualTo(State.STOPPED);
    assertThat(card(stopped).text()).contains("Stopped by ana");
  }

  @Test
  void anIdleOneIsReadyForTheNextWords() {
    var one = begins("/bg /compact");
    world.agent(one).ends(Ending.COMPLETED, null, "words", 0, true);
    world.ticksAfter(DeskSettings.PARK_AFTER);
    begins("task two");
    reply(one, "one more thing");
    drop(one);

    assertThat(stateOf(one)).isEqualTo(State.IDLE);
  }

  /// What the agent was at when it died may be nobody's prompt.
  @Test
  void oneThatDiedAtWorkIsResumedAllTheSame() {
    var one = begins("task one");
    world.agent(one).finishes("Done.");
    world
        .agent(one)
        .tells(
            new dev.nightdesk.sessions.AgentEvent.StateIs(
                dev.nightdesk.sessions.AgentEvent.State.RUNNING));
    reply(one, "one more thing");
    world.view.freeDiskBytes = 0;
    world.agent(one).dies();
    assertThat(stateOf(one)).isEqualTo(State.QUEUED);
    drop(one);
    world.view.freeDiskBytes = Long.MAX_VALUE;
    world.ticksAfter(Duration.ofSeconds(15));

    assertThat(world.agent(one).isAlive()).isTrue();
  }
}
