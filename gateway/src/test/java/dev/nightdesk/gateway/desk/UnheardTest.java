package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An agent was taken out of the config while a process of it lives.
class UnheardTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");

  private Decision startsWith(AgentKind... agents) {
    var settings =
        new DeskSettings(List.of(new DeskSettings.Repo("shop", "")), List.of(agents), 4, 1_000);
    return new Desk(settings).decide(world.view, new Happening.Opened(), world.now, world.ids);
  }

  @Test
  void theCardOfABusySessionSaysThatNobodyHearsIt() {
    ana.says("@demo show me around");
    world.passes(Duration.ofSeconds(1));

    var decision = startsWith(AgentKind.CLAUDE);

    assertThat(decision.cards())
        .anySatisfy(card ->
            assertThat(card.card().blocks().toString())
                .contains("cannot be heard: the agent demo is not set up any more; /stop ends it"));
  }

  @Test
  void itIsSaidUntilTheAgentIsBack() {
    ana.says("@demo show me around");
    world.passes(Duration.ofSeconds(1));
    world.view.apply(startsWith(AgentKind.CLAUDE));
    assertThat(startsWith(AgentKind.CLAUDE).changes()).as("said already").isEmpty();

    world.view.apply(startsWith(AgentKind.DEMO));

    assertThat(world.session().turn().activity()).isEmpty();
  }

  @Test
  void whatIsAskedStaysOpenUntilTheAgentIsBack() {
    ana.says("@demo show me around");
    world.agent().asksToRun("make clean");
    var asked = world.card(WantedCard.Kind.REQUEST);
    world.startsAgainWith(AgentKind.CLAUDE);
    int received = world.agent().received.size();

    assertThat(ana.presses(asked, "Allow once")).contains("Nothing was passed on", "/stop ");
    assertThat(ana.presses(asked, "Deny and say why")).contains("Nothing was passed on");
    ana.replies(asked, "yes");
    assertThat(world.answer()).contains("Nothing was passed on: the agent demo is not set up");
    assertThat(world.agent().received).hasSize(received);
    assertThat(world.session().state()).isEqualTo(State.NEEDS_INPUT);

    world.startsAgainWith(AgentKind.CLAUDE, AgentKind.DEMO);
    assertThat(ana.presses(asked, "Allow once")).isEqualTo("Done.");
    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Allow.class);
  }

  @Test
  void whatWaitsForItsTurnGoesOnWaiting() {
    ana.says("@demo show me around");
    ana.replies(world.card(WantedCard.Kind.STATUS), "and around the garden");
    var card = world.card(WantedCard.Kind.STATUS);
    world.startsAgainWith(AgentKind.CLAUDE);
    int received = world.agent().received.size();

    assertThat(ana.presses(card, "Send now")).contains("Nothing was passed on");
    ana.replies(card, "and the attic");
    assertThat(world.answer()).contains("Nothing was passed on");
    assertThat(world.agent().received).hasSize(received);
    assertThat(world.view.openPrompts(world.session().id())).hasSize(2);
    assertThat(world.session().state()).isEqualTo(State.WORKING);

    ana.says("/stop " + world.session().shortId());
    assertThat(world.session().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void nothingIsSaidOfTheOthers() {
    ana.says("@demo show me around");
    world.passes(Duration.ofSeconds(1));
    assertThat(startsWith(AgentKind.CLAUDE, AgentKind.DEMO).changes()).isEmpty();

    world.agent(world.session().id()).finishes("Done.");
    assertThat(startsWith(AgentKind.CLAUDE).changes())
        .as("nobody waits for one that is at rest")
        .isEmpty();
  }
}
