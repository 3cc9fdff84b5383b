package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LateTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private final Somebody ben = world.operator("ben");

  @Test
  void aMessageThatWasUnderWayForTenMinutesIsRunAndALaterOneIsAskedAboutFirst() {
    ana.withDelay(DeskSettings.LATE_AFTER).says("fix the login test");
    assertThat(world.view.sessions).hasSize(1);

    ana.withDelay(DeskSettings.LATE_AFTER.plusSeconds(1)).says("drop the old table");
    assertThat(world.view.sessions).hasSize(1);
    var card = world.card(Kind.REPLY);
    assertThat(card.text()).contains("10m late", "drop the old table");
    assertThat(card.buttons()).containsExactly("Run", "Drop");
    assertThat(card.rings()).isTrue();
  }

  @Test
  void runDoesWhatWasAskedOnce() {
    ana.withDelay(Duration.ofHours(2)).says("fix the login test");
    var card = world.card(Kind.REPLY);
    ben.presses(card, "Run");

    assertThat(world.agent().prompts()).containsExactly("fix the login test");
    assertThat(world.again(card).text()).contains("Run by ben");
    assertThat(world.again(card).buttons()).isEmpty();

    assertThat(ana.presses(card, "Run")).contains("already");
    assertThat(ana.presses(card, "Drop")).contains("already. If it was dropped, send it again");
    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void aTwinOfTheCardRunsItNoSecondTime() {
    ana.withDelay(Duration.ofHours(2)).says("fix the login test");
    var card = world.card(Kind.REPLY);
    world.view.losePlaceOf(card.wanted().card().id());
    ana.presses(card, "Run");
    ana.presses(card, "Run");

    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void dropDropsIt() {
    ana.withDelay(Duration.ofHours(2)).says("fix the login test");
    var card = world.card(Kind.REPLY);
    assertThat(ana.presses(card, "Drop")).isEqualTo("Dropped.");

    assertThat(world.view.sessions).isEmpty();
    assertThat(world.again(card).text()).contains("Dropped by ana");
    assertThat(world.again(card).text()).contains("fix the login test");
  }

  @Test
  void nobodyIsAskedToRunWhatItsWriterMayNot() {
    var vic = world.viewer("vic");
    vic.withDelay(Duration.ofHours(2)).says("fix the login test");

    assertThat(world.answer()).contains("As a viewer");
    assertThat(world.card(Kind.REPLY).buttons()).isEmpty();
  }

  @Test
  void inAGroupTheCardSaysWhoseWordsTheyAreAndHowTheyEnd() {
    world.enableGroup(ana);
    String words = "fix the login test " + "x".repeat(2_000) + " and push it";
    ben.in(World.GROUP, Reach.MENTIONED).withDelay(Duration.ofHours(2)).says(words);

    assertThat(world.answer())
        .contains("What ben wrote here reached me 2h 00m late", "fix the login test", "and push it")
        .containsPattern("\\d+ characters");
  }

  @Test
  void aLateEnableIsNotActedOn() {
    ana.in(World.GROUP, Reach.MENTIONED).withDelay(Duration.ofHours(8)).says("/enable");

    assertThat(world.answer()).contains("8h 00m late", "Write /enable again");
    assertThat(world.view.isEnabled(World.GROUP)).isFalse();
  }

  @Test
  void aViewerCannotDecideAboutIt() {
    var vic = world.viewer("vic");
    ana.withDelay(Duration.ofHours(2)).says("fix the login test");
    var card = world.card(Kind.REPLY);

    assertThat(vic.presses(card, "Run")).contains("As a viewer");
    assertThat(vic.presses(card, "Drop")).contains("As a viewer");
    assertThat(world.again(card).buttons()).isNotEmpty();
  }

  @Test
  void lookingIsNeverTooLate() {
    ana.withDelay(Duration.ofHours(2)).says("/agents");

    assertThat(world.answer()).contains("No sessions yet");
  }

  /// It was written before anything that is asked now.
  @Test
  void aLateYesThatIsRunAnswersNothing() {
    ana.says("fix the login test");
    ana.says("/attach");
    ana.withDelay(Duration.ofHours(2)).says("yes");
    var card = world.card(Kind.REPLY);
    world.agent().asksToRun("rm -rf build");
    world.passes(Duration.ofHours(3));
    ana.presses(card, "Run");

    assertThat(world.answer()).contains("asked this after you had written");
    assertThat(world.session().state()).isEqualTo(State.NEEDS_INPUT);
  }

  /// Whoever presses Run may be asked for words of their own; these are not theirs.
  @Test
  void aLateMessageThatIsRunIsNoAnswerToWhatItsPresserWasAsked() {
    ana.says("fix the login test");
    ana.withDelay(Duration.ofHours(2)).says("drop the old table");
    var card = world.card(Kind.REPLY);
    world.agent().asksToRun("make test");
    ana.presses(world.card(Kind.REQUEST), "Deny and say why");
    ana.presses(card, "Run");

    assertThat(world.view.sessions).hasSize(2);
    assertThat(world.card(Kind.CAPTURE).buttons()).containsExactly("Never mind");
  }
}
