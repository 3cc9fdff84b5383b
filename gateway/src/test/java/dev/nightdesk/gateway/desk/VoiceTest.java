package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VoiceTest {
  private static final Attachment NOTE = new Attachment("f1", "voice.ogg", "audio/ogg", 4_000);

  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private final Somebody eve = world.viewer("eve");

  private static Somebody speaking(Somebody who) {
    return new Somebody(
        who.world(), who.sender(), who.place(), who.reach(), Set.of(), who.age(), List.of(NOTE));
  }

  @Test
  void withoutATranscriberASentenceSaysWhatToDo() {
    speaking(ana).says("");

    assertThat(world.answer()).contains("voice.transcriber in the config", "Write it instead");
    assertThat(world.view.sessions).isEmpty();
  }

  @Test
  void whatWasUnderstoodIsShownAndRunsOnlyWhenSent() {
    world.hears();
    speaking(ana).says("");

    var card = world.card(Kind.REPLY);
    assertThat(card.text()).contains("I understood:", "fix the tests");
    assertThat(card.buttons()).containsExactly("Send", "Discard");
    assertThat(world.view.sessions).isEmpty();

    ana.presses(card, "Send");
    assertThat(world.agent().prompts()).containsExactly("fix the tests");
    assertThat(world.again(card).text()).contains("Sent by ana");
    assertThat(world.again(card).buttons()).isEmpty();
    assertThat(ana.presses(card, "Send")).contains("decided on already");
    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void discardedItIsGone() {
    world.hears();
    speaking(ana).says("");
    assertThat(ana.presses(world.card(Kind.REPLY), "Discard")).isEqualTo("Discarded.");

    assertThat(world.card(Kind.REPLY).text()).contains("Discarded by ana");
    assertThat(world.view.sessions).isEmpty();
  }

  @Test
  void spokenWordsAnswerAQuestionAsWrittenOnesDo() {
    world.hears();
    ana.says("make a button");
    world.agent().asksWhich(FakeAgent.question("Which tests?", false, "Unit", "All"));
    var asked = world.card(Kind.REQUEST);
    speaking(ana).replies(asked, "");
    ana.presses(world.card(Kind.REPLY), "Send");

    assertThat(world.again(asked).text()).contains("fix the tests");
    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void theyAnswerWhatTheirSpeakerWasAskedWhoeverSendsThem() {
    world.hears();
    world.enableGroup(ana);
    var ben = world.operator("ben").in(World.GROUP, Reach.MENTIONED);
    var here = ana.in(World.GROUP, Reach.MENTIONED);
    here.says("make a button");
    world.agent().asksWhich(FakeAgent.question("Which colour?", false, "Red", "Blue"));
    ben.presses(world.card(Kind.REQUEST), "Other");

    speaking(here).says("");
    ben.presses(world.card(Kind.REPLY), "Send");
    assertThat(world.view.sessions).as("ana was asked nothing").hasSize(2);
    assertThat(world.again(world.card(Kind.REQUEST)).text()).doesNotContain("fix the tests");

    speaking(ben).says("");
    here.presses(world.card(Kind.REPLY), "Send");
    assertThat(world.view.sessions).as("ben was").hasSize(2);
    assertThat(world.card(Kind.REQUEST).text()).contains("fix the tests");
  }

  @Test
  void aFailureSaysWhyAndRunsNothing() {
    world.hears();
    world.machine.transcribed =
        new Result.Refused(Outcome.Reason.INVALID, "no words were understood");
    speaking(ana).says("");

    assertThat(world.card(Kind.REPLY).text())
        .contains("could not make text", "no words were understood", "Write it instead");
    assertThat(world.card(Kind.REPLY).buttons()).isEmpty();
  }

  @Test
  void aViewersVoiceIsNotListenedTo() {
    world.hears();
    speaking(eve).says("");
    assertThat(world.answer()).contains("As a viewer");
    assertThat(world.view.applied.getLast().effects()).isEmpty();
  }

  @Test
  void aRecordingWithWordsBesideItIsAFile() {
    world.hears();
    speaking(ana).says("transcode this to mp3");
    assertThat(world.view.sessions).hasSize(1);
  }
}
