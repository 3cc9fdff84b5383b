package dev.nightdesk.gateway.desk;

import static dev.nightdesk.gateway.desk.FakeAgent.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentInput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeantAsReplyTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");

  private Shown second() {
    ana.says("fix the login test");
    world.agent().finishes("Fixed.");
    world.passes(Duration.ofMinutes(1));
    ana.says("and the logout test");
    return world.card(Kind.STATUS);
  }

  @Test
  void aFollowUpTypedPlainlyCanBeMovedToTheSessionItWasMeantFor() {
    var card = second();
    var first = world.view.sessions.values().iterator().next();
    assertThat(card.buttons()).contains("Meant as a reply to " + first.shortId());

    assertThat(ana.presses(card, "Meant as")).isEqualTo("Moved to " + first.shortId() + ".");
    assertThat(world.agent(first.id()).prompts())
        .containsExactly("fix the login test", "and the logout test");
    assertThat(world.session().state()).isEqualTo(State.STOPPED);
    assertThat(world.again(card).text()).contains("Moved to " + first.shortId() + " by ana");
    assertThat(world.again(card).buttons()).isEmpty();
  }

  @Test
  void theOfferEndsWhenTheSessionIsNoLongerYoung() {
    var card = second();
    world.passes(Runs.QUIET);
    world.agent().uses("Bash", "make");

    assertThat(world.again(card).buttons()).containsExactly("Stop");
  }

  @Test
  void anotherPersonsSessionIsNotOffered() {
    second();
    var ben = world.operator("ben");
    ben.says("paint the shed");
    assertThat(world.card(Kind.STATUS).buttons()).containsExactly("Stop");
  }

  @Test
  void whenItIsOverItIsTooLate() {
    var card = second();
    world.agent().finishes("Done.");
    assertThat(ana.presses(card, "Meant as")).contains("It is too late for that");
    assertThat(world.view.prompts).hasSize(2);
  }

  @Test
  void itsFilesGoAlong() {
    ana.says("fix the login test");
    var first = world.session();
    world.agent().finishes("Fixed.");
    world.passes(Duration.ofMinutes(1));
    world.machine.holds();
    ana.withFiles("screen.png").says("it looks like this");
    ana.presses(world.card(Kind.STATUS), "Meant as");
    world.machine.goesOn();

    assertThat(world.agent(first.id()).prompts())
        .endsWith("it looks like this\nAttached file: /files/screen.png");
  }

  @Test
  void anAnswerTypedPlainlyAnswersTheSessionItWasMeantFor() {
    ana.says("fix the login test");
    var first = world.session();
    world.agent().asksWhich(question("Which one?", false, "Mine", "Yours"));
    world.passes(Duration.ofMinutes(1));
    ana.says("the other one, in auth.js");
    ana.presses(world.card(Kind.STATUS), "Meant as");

    assertThat(((AgentInput.Answers) world.agent(first.id()).lastReceived()).answers())
        .isEqualTo(Map.of("Which one?", List.of("the other one, in auth.js")));
    assertThat(world.view.openPrompts(first.id())).hasSize(1);
  }
}
