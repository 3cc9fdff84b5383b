package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private final Somebody ben = world.operator("ben");
  private final Somebody vic = world.viewer("vic");

  @Test
  void aPlainMessageStartsASessionAndShowsItsCardWithoutRinging() {
    ana.says("fix the login test");

    assertThat(world.agent().prompts()).containsExactly("fix the login test");
    var card = world.card(Kind.STATUS);
    assertThat(card.text())
        .contains("✻ Working · fix the login test")
        .contains(world.session().shortId() + " · shop · just now");
    assertThat(card.buttons()).containsExactly("Stop");
    assertThat(card.rings()).isFalse();
  }

  @Test
  void everyPromptIsASessionOfItsOwn() {
    ana.says("fix the login test");
    ana.says("and the logout test");

    assertThat(world.view.sessions).hasSize(2);
    assertThat(world.agent().prompts()).containsExactly("and the logout test");
  }

  @Test
  void aPromptUnderFourCharactersIsTooShortAndKeepsWhatWasTyped() {
    ana.says("fix");
    assertThat(world.answer()).startsWith("Too short: “fix”.");
    assertThat(world.view.sessions).isEmpty();

    ana.says("fix!");
    assertThat(world.view.sessions).hasSize(1);
  }

  @Test
  void aRepositoryNamedAnywhereIsChosenAndTakenOutOfTheWords() {
    ana.says("please mend @site the footer");

    assertThat(world.session().workplace().repo()).isEqualTo("site");
    assertThat(world.agent().prompts()).containsExactly("please mend the footer");
    assertThat(world.cards(Kind.STATUS).getFirst().text()).contains("site");
  }

  @Test
  void aRepositoryFollowedByACommaIsStillThatRepository() {
    ana.says("in @site, mend the footer");

    assertThat(world.session().workplace().repo()).isEqualTo("site");
  }

  @Test
  void theFirstRepositoryIsTheDefaultAndAnUnknownAtWordIsText() {
    ana.says("tell @carol about @Override");

    assertThat(world.session().workplace().repo()).isEqualTo("shop");
    assertThat(world.agent().prompts()).containsExactly("tell @carol about @Override");
  }

  @Test
  void anAgentNamedAnywhereIsChosen() {
    ana.says("@demo show me around");

    assertThat(world.session().origin().agent()).isEqualTo(AgentKind.DEMO);
    assertThat(world.agent().prompts()).containsExactly("show me around");
  }

  @Test
  void bgIsTheLongForm() {
    ana.says("/bg fix the login test");
    assertThat(world.agent().prompts()).containsExactly("fix the login test");

    ana.says("/bg");
    assertThat(world.answer()).contains("Write it so: /bg <task>");
  }

  @Test
  void aViewerIsToldWhatViewersMay() {
    vic.says("fix the login test");

    assertThat(world.view.sessions).isEmpty();
    assertThat(world.answer()).contains("As a viewer you can look (/agents, /peek)");
  }

  @Test
  void aStrangerHearsNothingAndLeavesOneAuditRowAnHour() {
    var eve = world.stranger();
    eve.says("fix the login test");
    eve.says("hello?");
    world.passes(Duration.ofMinutes(59));
    eve.says("anybody?");
    assertThat(world.view.cards).isEmpty();
    assertThat(world.view.audit).hasSize(1);

    world.passes(Duration.ofMinutes(1));
    eve.says("hello again");
    assertThat(world.view.audit)
        .hasSize(2)
        .allMatch(row -> row.who().equals("stranger") && row.subject().startsWith("telegram:"));
    assertThat(world.view.sessions).isEmpty();
  }

  @Test
  void whoChatsInAGroupWithoutSpeakingToUsIsNotWrittenDown() {
    world.enableGroup(ana);
    int rows = world.view.audit.size();
    world.stranger().in(World.GROUP, Reach.OVERHEARD).says("lunch?");

    assertThat(world.view.audit).hasSize(rows);
  }

  @Test
  void aNameIsNotAnIdentity() {
    // Every stranger here calls herself ana.
    world.stranger().says("fix the login test");

    assertThat(world.view.sessions).isEmpty();
  }

  @Test
  void forwardedAnonymousAndBotMessagesNeverCommand() {
    for (Mark mark : Mark.values()) {
      ana.withMark(mark).says("/bg fix the login test");
      assertThat(world.answer()).contains("are never run");
    }
    assertThat(world.view.sessions).isEmpty();
  }

  @Test
  void anEditNeverCommandsAndTheEditorIsTold() {
    var message = ana.says("fix the login test");
    ana.edits(message);

    assertThat(world.view.sessions).hasSize(1);
    assertThat(world.answer()).contains("as you first sent it");
  }

  @Test
  void editingARefusedMessageDoesNotPassInSilence() {
    var message = ana.says("fix");
    ana.edits(message);

    assertThat(world.view.sessions).isEmpty();
    assertThat(world.answer()).contains("Send it again");
  }

  @Test
  void filesGoToTheAgentAsPaths() {
    ana.withFiles("screen.png").says("what is wrong here?");

    assertThat(world.agent().prompts())
        .containsExactly("what is wrong here?\nAttached file: /files/screen.png");
  }

  @Test
  void aFileAloneIsATask() {
    ana.withFiles("screen.png").says("");

    assertThat(world.agent().prompts()).containsExactly("Attached file: /files/screen.png");
    assertThat(world.card(Kind.STATUS).text()).contains("screen.png");
  }

  @Test
  void theCardOfASharedCheckoutWarns() {
    world.machine.holds();
    ana.says("mend the footer @site");

    assertThat(world.card(Kind.STATUS).text()).contains("⚠ shared checkout");
  }

  @Test
  void aRepositoryThatDoesNotExistIsNamedAndTheDefaultOneTaken() {
    ana.says("mend the footer @sitte");

    assertThat(world.answer())
        .isEqualTo("There is no repository @sitte, so this works in shop. Did you mean @site?");
    assertThat(world.agent().prompts()).containsExactly("mend the footer @sitte");
  }

  @Test
  void aRepositoryFarFromAnyIsNotGuessed() {
    ana.says("@billing mend the invoice");

    assertThat(world.answer())
        .isEqualTo("There is no repository @billing, so this works in shop. /help lists them.");
  }

  @Test
  void whoeverNamesARepositoryMayNameOthersToo() {
    ana.says("@site ask @carol");

    assertThat(world.session().workplace().repo()).isEqualTo("site");
    assertThat(world.agent().prompts()).containsExactly("ask @carol");
  }

  @Test
  void whoDispatchedWhatIsWrittenDownAndShownInPeek() {
    ben.says("fix the login test");

    assertThat(world.view.audit)
        .anyMatch(row -> row.who().equals("ben") && row.what().equals("dispatched"));
    ana.says("/peek " + world.session().shortId());
    assertThat(world.answer()).contains("dispatched by ben in telegram:");
  }

  @Test
  void anAgentWinsOverARepositoryOfTheSameName() {
    var settings =
        new DeskSettings(
            List.of(new DeskSettings.Repo("shop", ""), new DeskSettings.Repo("demo", "")),
            List.of(AgentKind.CLAUDE, AgentKind.DEMO),
            1,
            1);
    var order = Order.read("@demo show me around", settings);

    assertThat(order.agent()).isEqualTo(AgentKind.DEMO);
    assertThat(order.repo().name()).isEqualTo("shop");
  }
}
