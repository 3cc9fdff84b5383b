package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.SessionSpec.Start;
import dev.nightdesk.sessions.StopReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParkTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");

  @BeforeEach
  void aSessionWorks() {
    ana.says("fix the login test");
  }

  @Test
  void whatIsIdleForAnHourIsParkedInSilence() {
    world.agent().finishes("Done.");
    int rung = world.rung().size();
    world.ticksAfter(DeskSettings.PARK_AFTER.minusSeconds(1));
    assertThat(world.machine.ends).isEmpty();

    world.ticksAfter(Duration.ofSeconds(1));
    assertThat(world.machine.ends)
        .containsExactly(new Effect.End(world.session().id(), StopReason.PARK));
    assertThat(world.session().state()).isEqualTo(State.COMPLETED);
    assertThat(world.rung()).hasSize(rung);
    assertThat(world.view.liveSessions()).isZero();
  }

  @Test
  void theMachinesSleepIsNobodysIdleTime() {
    world.agent().finishes("Done.");
    world.ticksAfter(DeskSettings.PARK_AFTER.minusSeconds(1));
    world.sleeps(Duration.ofHours(8));
    world.ticksAfter(DeskSettings.PARK_AFTER.minusSeconds(1));
    assertThat(world.machine.ends).isEmpty();

    world.ticksAfter(Duration.ofSeconds(1));
    assertThat(world.machine.ends).hasSize(1);
  }

  @Test
  void whatWorksOrAsksOrRunsSomethingBesideIsNotParked() {
    world.ticksAfter(Duration.ofHours(3));
    world.agent().asksToRun("make");
    world.ticksAfter(Duration.ofHours(3));
    ana.presses(world.card(Kind.REQUEST), "Allow once");
    world.agent().tells(new AgentEvent.BackgroundNow(List.of("dev server")));
    world.agent().finishes("It runs.");
    world.ticksAfter(Duration.ofHours(3));

    assertThat(world.machine.ends).isEmpty();
  }

  @Test
  void aReplyResumesTheNewestConversation() {
    world.agent().tells(new AgentEvent.Restarted("another-conversation"));
    world.agent().finishes("Done.");
    world.ticksAfter(DeskSettings.PARK_AFTER);
    ana.replies(world.card(Kind.RESULT), "and the logout test");

    assertThat(world.machine.launches.getLast().start()).isEqualTo(Start.RESUME);
    assertThat(world.session().origin().name()).isEqualTo("fix the login test");
    assertThat(world.agent().prompts()).hasSize(2);
  }

  @Test
  void parkedIsNoStateButTheMissingProcess() {
    world.agent().ends(AgentEvent.Ending.COMPLETED, null, "", 0, true);
    assertThat(world.session().state()).isEqualTo(State.IDLE);
    assertThat(world.session().icon()).isEqualTo("✻");
    world.ticksAfter(DeskSettings.PARK_AFTER);

    assertThat(world.session().state()).isEqualTo(State.IDLE);
    assertThat(world.session().icon()).isEqualTo("∙");
  }

  @Test
  void aProcessThatCannotBeParkedIsLeftInPeaceAndTriedAgain() {
    world.agent().finishes("Done.");
    world.machine.holds();
    world.ticksAfter(DeskSettings.PARK_AFTER);
    var end = world.machine.waiting().getLast();
    world.machine.failsAt(end, new Happening.Result.Unknown("busy"));
    ana.replies(world.card(Kind.RESULT), "and the logout test");
    world.machine.goesOn();

    assertThat(world.agent().prompts()).hasSize(2);
  }
}
