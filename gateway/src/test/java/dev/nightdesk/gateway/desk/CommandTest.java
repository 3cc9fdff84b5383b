package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private final Somebody vic = world.viewer("vic");

  @Test
  void helpListsWhatThisPersonMay() {
    ana.says("/help");
    assertThat(world.answer()).contains("/bg <task>", "/pair [role]", "@shop, @site");

    vic.says("/start");
    assertThat(world.answer())
        .contains("/agents", "/peek [id]", "/diff [id]")
        .doesNotContain("/bg", "/stop", "/pair", "/enable");
  }

  @Test
  void helpNamesTheAgentsWhereThereIsAChoice() {
    ana.says("/help");
    assertThat(world.answer()).contains("Agents: @claude, @demo (the first when you name none)");

    vic.says("/help");
    assertThat(world.answer()).as("a viewer starts nothing").doesNotContain("Agents:");
  }

  @Test
  void helpNamesNoAgentWhereThereIsOneOnly() {
    var one =
        new DeskSettings(
            List.of(new DeskSettings.Repo("shop", "")), List.of(AgentKind.CLAUDE), 1, 1);

    assertThat(Boards.help(new Person("ana", Role.OWNER), one).blocks())
        .contains(new Block.Note("Repositories: @shop (the first when you name none)"))
        .noneMatch(block -> block.toString().contains("@claude"));
  }

  @Test
  void everyListedCommandIsKnownAndAnswered() {
    ana.says("fix the login test");
    for (CommandParser.Verb verb : CommandParser.VERBS) {
      int before = world.view.cards.size() + world.machine.diffs.size();
      ana.says("/" + verb.name());
      int after = world.view.cards.size() + world.machine.diffs.size();
      assertThat(after).as("/" + verb.name()).isGreaterThan(before);
      assertThat(world.cards(Kind.REPLY))
          .as("/" + verb.name())
          .noneMatch(it -> it.text().contains("I do not know"));
    }
  }

  @Test
  void anUnknownCommandSuggestsTheNearest() {
    ana.says("/agnets");
    assertThat(world.answer()).contains("I do not know /agnets. Did you mean /agents?");

    ana.says("/frobnicate the widget");
    assertThat(world.answer()).contains("/help lists what I know").contains("/bg /frobnicate");
  }

  @Test
  void aShortWordIsNotTakenForACommandItDoesNotResemble() {
    ana.says("/x");
    assertThat(world.answer()).doesNotContain("Did you mean");
  }

  @Test
  void theBoardHasGroupsInOrderWithCountsAndOneLineEach() {
    ana.says("write the docs");
    world.agent().finishes("All written.");
    ana.says("fix the login test");
    world.agent().asksToRun("make test");
    ana.says("clean the cache");
    world.agent().uses("Bash", "rm -r cache");
    vic.says("/agents");

    assertThat(world.answer())
        .containsSubsequence(
            "The board · 1 awaiting input",
            "Needs input (1)",
            "fix the login test · allow Bash?",
            "Working (1)",
            "clean the cache · Bash: rm -r cache",
            "Completed (1)",
            "write the docs · result: All written.",
            "3 of 4 processes",
            "/peek <id>");
  }

  @Test
  void aLongBoardFoldsWhatIsDoneButKeepsFailures() {
    ana.says("deploy the site");
    world.agent().fails(dev.nightdesk.sessions.AgentEvent.Trouble.OTHER, "No such host.");
    for (int i = 0; i < DeskSettings.MAX_BOARD_ROWS + 5; i++) {
      ana.says("task number " + i + " with a name that fills the line of a board up to its end");
      world.agent().finishes("a result that is also rather long, so that rows get wide ".repeat(3));
    }
    ana.says("/agents");

    assertThat(world.answer()).contains("Completed (36)", "… 25 more", "deploy the site");
    assertThat(world.answer().length()).isLessThanOrEqualTo(World.TRAITS.maxText());
  }

  @Test
  void moreThanABoardHoldsIsCountedAndWhoWaitsForAnAnswerIsSeen() {
    ana.says("fix the login test");
    world.agent().asksToRun("make test");
    for (int i = 0; i < 11; i++) {
      ana.says("deploy site " + i);
      world.agent().fails(dev.nightdesk.sessions.AgentEvent.Trouble.OTHER, "No such host.");
    }
    ana.says("write the docs");
    world.agent().finishes("All written.");
    for (int i = 0; i < DeskSettings.MAX_BOARD_ROWS; i++) {
      ana.says("task number " + i + " with a name that fills the line of a board up to its end");
    }
    ana.says("/agents");

    assertThat(world.answer())
        .containsSubsequence(
            "Needs input (1)",
            "fix the login test",
            "Working (30)",
            "task number 29",
            "… 11 more",
            "Completed (12)",
            "deploy site 10",
            "deploy site 1 ",
            "… 2 more")
        .doesNotContain("write the docs", "deploy site 0");
    assertThat(world.answer().length()).isLessThanOrEqualTo(World.TRAITS.maxText());
  }

  @Test
  void peekShowsTheQuestionWithItsButtons() {
    ana.says("fix the login test");
    world.agent().asksToRun("make test");
    world.passes(java.time.Duration.ofMinutes(3));
    vic.says("/peek " + world.session().shortId());

    assertThat(world.answer())
        .contains("❓ Needs input · fix the login test", "allow Bash?", "waiting 3m");
    var copy = world.card(Kind.REQUEST);
    assertThat(copy.wanted().place()).isEqualTo(vic.place());
    assertThat(copy.buttons()).contains("Allow once", "Deny");
    assertThat(copy.rings()).isFalse();
  }

  @Test
  void peekShowsTheResultOrTheActivityAndTheLastWords() {
    ana.says("fix the login test");
    world.agent().says("I look at the test first.");
    world.agent().uses("Read", "LoginTest.java");
    ana.says("/peek");
    assertThat(world.answer()).contains("Read: LoginTest.java", "I look at the test first.");

    world.agent().finishes("It was a race.");
    ana.says("/peek");
    assertThat(world.answer()).contains("It was a race.");
  }

  @Test
  void anIdMayBeShortButMustBeOne() {
    ana.says("fix the login test");
    ana.says("fix the logout test");
    ana.says("/peek 00");
    assertThat(world.answer()).contains("“00” fits several sessions");

    ana.says("/peek zzz");
    assertThat(world.answer()).contains("I know no session “zzz”. /agents shows them all.");

    ana.says("/peek #" + world.session().shortId());
    assertThat(world.answer()).contains("fix the logout test");
  }

  @Test
  void withoutAnySessionPeekSaysSo() {
    ana.says("/peek");
    assertThat(world.answer()).contains("There is no session in this chat yet. /agents shows");
  }

  @Test
  void attachAloneTakesTheNewestAlsoWhereTheChatIsAttachedToAnother() {
    ana.says("fix the login test");
    var first = world.session();
    ana.says("/attach");
    ana.says("/bg write the docs");
    var second = world.session();
    ana.says("/attach");
    assertThat(world.view.bound(ana.place())).contains(second.id());

    ana.replies(world.card(Kind.STATUS, first.id()), "/attach");
    assertThat(world.view.bound(ana.place())).contains(first.id());
  }

  @Test
  void attachSendsWhatIsWrittenToTheSessionUntilDetach() {
    ana.says("fix the login test");
    var first = world.session();
    world.agent().finishes("Fixed.");
    ana.says("/attach");
    assertThat(world.answer()).as("what happened").contains("fix the login test", "Fixed.");
    ana.says("and the logout test");
    assertThat(world.agent(first.id()).prompts())
        .containsExactly("fix the login test", "and the logout test");

    ana.says("/bg something else");
    assertThat(world.view.sessions).hasSize(2);

    ana.says("/detach");
    assertThat(world.answer()).contains("Detached. The session goes on");
    assertThat(world.session(first.id()).state()).isEqualTo(State.WORKING);
    ana.says("a new task");
    assertThat(world.view.sessions).hasSize(3);
    ana.says("/detach");
    assertThat(world.answer())
        .contains("not attached", "what you write here starts a new one", "/attach <id>");
  }

  @Test
  void aViewerCannotAttachNorStop() {
    ana.says("fix the login test");
    vic.says("/attach " + world.session().shortId());
    assertThat(world.answer()).contains("As a viewer");
    vic.says("/stop " + world.session().shortId());
    assertThat(world.answer()).contains("As a viewer");
    assertThat(world.session().state()).isEqualTo(State.WORKING);
  }

  @Test
  void replySaysSomethingToASessionInOneLine() {
    ana.says("fix the login test");
    var id = world.session().id();
    world.agent().finishes("Fixed.");
    ana.says("/reply " + id.shortId() + " and the logout test");
    assertThat(world.agent(id).prompts())
        .containsExactly("fix the login test", "and the logout test");

    ana.says("/reply " + id.shortId());
    assertThat(world.answer()).contains("Write it so: /reply <id> <text>");
  }

  @Test
  void stopWithoutASessionAsksWhichOne() {
    ana.says("fix the login test");
    ana.says("/stop");
    assertThat(world.answer()).contains("Which one?");
    assertThat(world.session().state()).isEqualTo(State.WORKING);
  }

  @Test
  void diffSendsAFileOnceThereIsAWorkplace() {
    world.machine.holds();
    ana.says("fix the login test");
    ana.says("/diff");
    assertThat(world.answer()).contains("has not started yet");

    world.machine.goesOn();
    ana.says("/diff");
    assertThat(world.machine.diffs).hasSize(1);
  }

  @Test
  void aDiffThatMayNotHaveArrivedIsSaidSo() {
    ana.says("fix the login test");
    world.machine.holds();
    ana.says("/diff");
    world.machine.failsAt(
        world.machine.waiting().getLast(), new Happening.Result.Unknown("cut off"));
    assertThat(world.answer()).contains("whether the diff arrived").contains("ask for it again");
  }

  @Test
  void aSlashWordInASessionIsTheAgentsOwnUnlessItLooksLikeOneOfOurs() {
    ana.says("fix the login test");
    world.agent().finishes("Fixed.");
    ana.replies(world.card(Kind.RESULT), "/compact now");
    assertThat(world.agent().prompts()).contains("/compact now");

    ana.replies(world.card(Kind.RESULT), "/stpo");
    assertThat(world.answer()).contains("Did you mean /stop?");
    assertThat(world.agent().prompts()).hasSize(2);
  }

  @Test
  void shellCommandsAreNotTakenFromChat() {
    ana.says("fix the login test");
    ana.replies(world.card(Kind.STATUS), "!rm -r /");
    assertThat(world.answer()).contains("Ask the agent to run it instead");
    ana.says("!rm -r /");
    assertThat(world.view.sessions).hasSize(1);
    assertThat(world.view.openPrompts(world.session().id())).hasSize(1);
  }

  @Test
  void whatIsOverStandsTogetherHoweverItEnded() {
    ana.says("write the docs");
    world.agent().finishes("All written.");
    ana.says("deploy the site");
    world.agent().fails(dev.nightdesk.sessions.AgentEvent.Trouble.OTHER, "No such host.");
    ana.says("clean the cache");
    ana.says("/stop " + world.session().shortId());
    ana.says("/agents");

    assertThat(world.answer())
        .contains("Completed (3)", "write the docs", "deploy the site", "clean the cache")
        .doesNotContain("Working (");
  }

  @Test
  void anUnknownCommandKeepsItsWordsForWhoeverMayPassThemOn() {
    ana.says("/deploy the shop");
    assertThat(world.answer())
        .isEqualTo(
            "I do not know /deploy. /help lists what I know. To give it to an agent, write /bg"
                + " /deploy the shop");
    vic.says("/deploy the shop");
    assertThat(world.answer()).isEqualTo("I do not know /deploy. /help lists what I know.");
    vic.says("/agnets");
    assertThat(world.answer()).isEqualTo("I do not know /agnets. Did you mean /agents?");
  }

  @Test
  void whatIsNeitherWordsNorAFileIsNotCalledTooShort() {
    ana.says("");
    assertThat(world.answer()).contains("words, photos and files");
  }
}
