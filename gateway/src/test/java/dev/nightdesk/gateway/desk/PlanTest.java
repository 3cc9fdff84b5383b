package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentInput;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");

  @BeforeEach
  void aSessionWorks() {
    ana.says("plan the migration");
  }

  private Shown request() {
    return world.card(Kind.REQUEST);
  }

  @Test
  void aPlanIsShownWithGoAheadAndKeepPlanning() {
    world.agent().proposes("# Step one\n\nthen two");

    assertThat(request().text()).contains("A plan to approve · plan the migration", "# Step one");
    assertThat(request().buttons()).containsExactly("Go ahead", "Keep planning");
    assertThat(request().rings()).isTrue();
  }

  @Test
  void goAheadApproves() {
    world.agent().proposes("# Step one");
    ana.presses(request(), "Go ahead");

    assertThat(world.agent().lastReceived())
        .isEqualTo(new AgentInput.Allow(world.agent().lastAsked(), List.of()));
    assertThat(request().text()).contains("Approved by ana");
  }

  @Test
  void keepPlanningTakesAComment() {
    world.agent().proposes("# Step one");
    ana.presses(request(), "Keep planning");
    assertThat(world.card(Kind.CAPTURE).text()).contains("What should the plan do differently?");
    ana.says("test it first");

    assertThat(world.agent().lastReceived())
        .isEqualTo(new AgentInput.Deny(world.agent().lastAsked(), "test it first"));
    assertThat(request().text()).contains("Sent back: “test it first” by ana");
  }

  @Test
  void wordsInItsLineAreTheComment() {
    world.agent().proposes("# Step one");
    ana.replies(world.card(Kind.STATUS), "test it first");

    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Deny.class);
  }

  @Test
  void aPlanThatWasOnlySpokenIsShownFromTheLastWords() {
    world.agent().says("I would first copy the table.");
    world.agent().proposes("");

    assertThat(request().text()).contains("I would first copy the table.");
  }

  @Test
  void aLongPlanShowsHeadAndTail() {
    world.agent().proposes("# Begin\n" + "step\n".repeat(3_000) + "# End");

    assertThat(request().text()).contains("# Begin", "# End", "characters left out");
    assertThat(request().text().length()).isLessThan(World.TRAITS.maxText());
  }

  @Test
  void goAheadInWordsApproves() {
    world.agent().proposes("# Step one");
    ana.replies(world.card(Kind.STATUS), "Go ahead");

    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Allow.class);
    assertThat(request().text()).contains("Approved by ana");
  }

  @Test
  void aPlainNoSaysThatAnotherPlanIsWanted() {
    world.agent().proposes("# Step one");
    ana.replies(request(), "no");

    assertThat(world.agent().lastReceived())
        .isInstanceOfSatisfying(
            AgentInput.Deny.class, it -> assertThat(it.message()).contains("Ask them what"));
    assertThat(request().text()).contains("Sent back by ana");
  }
}
