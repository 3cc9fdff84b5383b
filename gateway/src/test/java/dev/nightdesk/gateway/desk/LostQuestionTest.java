package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.SessionSpec.Start;
import dev.nightdesk.sessions.StopReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An agent waits for an answer to a question that never reached us.
class LostQuestionTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");

  @BeforeEach
  void aSessionWorks() {
    ana.says("fix the login test");
  }

  private void isLost(boolean again) {
    var session = world.session();
    world.step(
        new Happening.LostQuestion(
            session.id(), session.run().number(), "permission prompt", again));
  }

  private long audited() {
    return world.view.audit.stream()
        .filter(row -> row.what().equals("found a lost question: permission prompt"))
        .count();
  }

  @Test
  void itsProcessIsEndedSoThatTheTurnIsKeptAndItAsksAgain() {
    isLost(false);

    assertThat(world.machine.ends)
        .containsExactly(new Effect.End(world.session().id(), StopReason.SUSPEND));
    assertThat(world.machine.launches.getLast().start()).isEqualTo(Start.CONTINUE);
    assertThat(world.session().state()).isEqualTo(State.WORKING);
    assertThat(world.session().run().restarts()).hasSize(1);
    assertThat(world.rung()).isEmpty();
    assertThat(audited()).isOne();
    world.agent().asksToRun("make test");
    assertThat(world.card(Kind.REQUEST).buttons()).contains("Allow once");
  }

  @Test
  void theCardSaysWhatHappens() {
    world.machine.holds();
    isLost(false);
    assertThat(world.card(Kind.STATUS).text()).contains("restarting: its question did not arrive");
  }

  @Test
  void onceMoreIsLeftToAPerson() {
    isLost(false);
    isLost(true);

    assertThat(world.session().state()).isEqualTo(State.FAILED);
    assertThat(world.card(Kind.RESULT).text())
        .contains("waits for something it does not tell us (permission prompt)", "Reply here");
    assertThat(world.card(Kind.RESULT).rings()).isTrue();
    assertThat(world.agent().isAlive()).isFalse();
    assertThat(audited()).isEqualTo(2);

    ana.replies(world.card(Kind.RESULT), "try again");
    assertThat(world.agent().prompts()).contains("fix the login test");
    assertThat(world.session().state()).isEqualTo(State.WORKING);
  }

  @Test
  void neitherDoesItOverstepTheRestartsOfAnHour() {
    world.agent().dies();
    world.agent().dies();
    isLost(false);
    assertThat(world.session().state()).isEqualTo(State.FAILED);
  }

  @Test
  void aQuestionThatIsKnownIsNotLost() {
    world.agent().asksToRun("make test");
    isLost(false);
    assertThat(world.machine.ends).isEmpty();
    assertThat(audited()).isZero();
  }

  @Test
  void newsOfAnEarlierProcessOrOfOneThatRestsIsNone() {
    var session = world.session();
    world.agent().dies();
    world.step(new Happening.LostQuestion(session.id(), 1, "dialog open", false));
    world.agent().finishes("Done.");
    isLost(false);
    ana.says("/stop " + session.shortId());
    isLost(false);
    assertThat(world.machine.ends).noneMatch(end -> end.why() == StopReason.SUSPEND);
    assertThat(audited()).isZero();
  }
}
