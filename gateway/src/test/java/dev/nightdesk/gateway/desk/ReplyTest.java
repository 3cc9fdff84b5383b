package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentInput;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplyTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private final Somebody vic = world.viewer("vic");

  @Test
  void aReplyToAnyOfItsMessagesGoesToTheSession() {
    ana.says("fix the login test");
    var first = world.agent();
    var status = world.card(Kind.STATUS);
    first.finishes("Fixed.");
    var result = world.card(Kind.RESULT);
    ana.says("something else entirely");

    ana.replies(status, "and the logout test");
    first.finishes("That too.");
    ana.replies(result, "thank you, now commit");

    assertThat(first.prompts())
        .containsExactly("fix the login test", "and the logout test", "thank you, now commit");
  }

  @Test
  void aReplyToOnesOwnMessageGoesWhereThatOneWent() {
    var message = ana.says("fix the login test");
    world.agent().finishes("Fixed.");
    ana.say(
        "and the logout test",
        new dev.nightdesk.adapters.Quoted(message, false, List.of(), "fix the login test"));

    assertThat(world.agent().prompts()).hasSize(2);
    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void aReplyStartsANewLiveCardBelowTheResult() {
    ana.says("fix the login test");
    world.agent().finishes("Fixed.");
    var reply = ana.replies(world.card(Kind.RESULT), "and the logout test");

    var card = world.card(Kind.STATUS);
    assertThat(world.cards(Kind.STATUS)).hasSize(2);
    assertThat(card.text()).contains("✻ Working");
    assertThat(card.wanted().replyTo()).isEqualTo(reply);
    assertThat(world.cards(Kind.STATUS).getFirst().text()).contains("✅ Completed");
    assertThat(world.cards(Kind.STATUS).getFirst().buttons()).isEmpty();
  }

  @Test
  void aTwinOfAMessageIsKnownByTheTokensUnderIt() {
    ana.says("fix the login test");
    var first = world.agent();
    var token = world.card(Kind.STATUS).token("Stop");
    first.finishes("Fixed.");
    ana.repliesToTwin(List.of(token), "whatever stands there", "and the logout test");

    assertThat(first.prompts()).hasSize(2);
  }

  @Test
  void aTwinWithoutButtonsIsKnownByTheShortIdInIt() {
    ana.says("fix the login test");
    ana.says("paint the shed");
    var shed = world.session();
    world.agent().finishes("Painted.");
    ana.repliesToTwin(List.of(), "✅ paint the shed\n" + shed.shortId() + " · shop", "in red");

    assertThat(world.agent(shed.id()).prompts()).containsExactly("paint the shed", "in red");
  }

  /// What is under it and what stands in it may be gone by the next time.
  @Test
  void aTwinThatWasAnsweredIsWrittenDownAsAMessageOfItsSession() {
    ana.says("fix the login test");
    var first = world.agent();
    var twin = new MessageRef(ana.place(), "twin");
    var token = world.card(Kind.STATUS).token("Stop");
    first.finishes("Fixed.");
    ana.say("and the logout test", new Quoted(twin, true, List.of(token), "cut off"));
    first.finishes("That too.");
    ana.say("and the signup test", new Quoted(twin, true, List.of(), "cut off"));

    assertThat(first.prompts()).hasSize(3);
    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void aTwinWhoseButtonWasPressedIsWrittenDownAsACopyOfItsCard() {
    ana.says("fix the login test");
    world.agent().asksToRun("make test");
    var card = world.card(Kind.REQUEST);
    var twin = new MessageRef(ana.place(), "twin");
    ana.pressesToken(card.token("Deny and say why"), twin);
    ana.presses(world.card(Kind.CAPTURE), "Never mind");

    assertThat(world.view.cardAt(twin)).contains(world.again(card).wanted());
    ana.say("use make check instead", new Quoted(twin, true, List.of(), "cut off"));
    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Deny.class);
    assertThat(world.again(card).text()).contains("use make check instead");
  }

  @Test
  void aReplyToATwinOfAQuestionAnswersIt() {
    ana.says("fix the login test");
    world.agent().asksToRun("make test");
    var card = world.card(Kind.REQUEST);
    ana.repliesToTwin(List.of(card.token("Deny")), "whatever", "use make check instead");

    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Deny.class);
  }

  @Test
  void aMessageOfSomebodyElseIsNeverWrittenDown() {
    ana.says("fix the login test");
    var other = new MessageRef(ana.place(), "x");
    ana.say("look", new Quoted(other, false, List.of(), world.session().shortId()));

    assertThat(world.view.sessionOf(other)).isEmpty();
  }

  @Test
  void aShortIdInSomebodyElsesMessageMeansNothing() {
    ana.says("fix the login test");
    var id = world.session().shortId();
    ana.say(
        "what is this about?",
        new dev.nightdesk.adapters.Quoted(
            new dev.nightdesk.adapters.MessageRef(ana.place(), "x"), false, List.of(), id));

    assertThat(world.view.sessions).hasSize(2);
  }

  @Test
  void aReplyToAParkedSessionStartsItAgain() {
    ana.says("fix the login test");
    world.agent().finishes("Fixed.");
    world.ticksAfter(DeskSettings.PARK_AFTER);
    assertThat(world.agent().isAlive()).isFalse();

    ana.replies(world.card(Kind.RESULT), "and the logout test");
    assertThat(world.agent().incarnation()).isEqualTo(2);
    assertThat(world.agent().prompts())
        .containsExactly("fix the login test", "and the logout test");
  }

  @Test
  void aViewersReplyIsRefused() {
    ana.says("fix the login test");
    world.agent().finishes("Fixed.");
    vic.says("/reply " + world.session().shortId() + " and the logout test");

    assertThat(world.answer()).contains("As a viewer");
    assertThat(world.agent().prompts()).hasSize(1);
  }

  @Test
  void whoRepliesFromAnotherChatIsTold() {
    ana.says("fix the login test");
    var ben = world.operator("ben");
    ben.says("/reply " + world.session().shortId() + " only the slow part");

    assertThat(world.card(Kind.REPLY).wanted().place()).isEqualTo(ben.place());
    assertThat(world.answer()).contains("Passed on to " + world.session().shortId());
    assertThat(world.card(Kind.STATUS).text()).contains("queued 1");
  }

  @Test
  void whoRepliesFromAnotherPlaceOfTheSameForumIsTold() {
    world.machine.thread = Optional.of(new Place(World.CHANNEL, World.GROUP.chat(), "7"));
    world.enableGroup(ana);
    var there = ana.in(World.GROUP, Reach.MENTIONED);
    there.says("fix the login test");
    there.says("/reply " + world.session().shortId() + " only the slow part");

    assertThat(world.card(Kind.REPLY).wanted().place()).isEqualTo(World.GROUP);
    assertThat(world.answer()).contains("Passed on to " + world.session().shortId());
  }

  @Test
  void whatSettlesNothingIsNotSaidToBePassedOn() {
    ana.says("fix the login test");
    world.agent().asksToRun("make test");
    var ben = world.operator("ben");
    ben.says("/peek " + world.session().shortId());
    ben.replies(world.card(Kind.REQUEST), "1");

    assertThat(world.answer()).contains("There are no numbers to choose from");
    assertThat(world.cards(Kind.REPLY)).noneMatch(it -> it.text().contains("Passed on"));
    ben.replies(world.card(Kind.REQUEST), "yes");
    assertThat(world.answer()).contains("Passed on");
  }

  @Test
  void aStickerIsAnsweredKindly() {
    ana.says("fix the login test");
    ana.replies(world.card(Kind.STATUS), "");
    assertThat(world.answer()).contains("words, photos and files");
  }
}
