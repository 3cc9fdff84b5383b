package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Attachment;
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
