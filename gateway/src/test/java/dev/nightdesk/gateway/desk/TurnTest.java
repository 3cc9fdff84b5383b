package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.AgentEvent.Lifecycle;
import dev.nightdesk.sessions.AgentEvent.StateIs;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnTest {
  private final World world = new World();
  private final Somebody ana = world.owner("ana");

  @BeforeEach
  void aSessionWorks() {
    ana.says("fix the login test");
  }

  private String card() {
    return world.card(Kind.STATUS).text();
  }

  private Shown result() {
    return world.card(Kind.RESULT);
  }

  @Test
  void theCardSaysWhatItIsDoingNow() {
    assertThat(card()).contains("thinking");
    world.agent().uses("Bash", "make test");
    assertThat(card()).contains("Bash: make test");
    world.agent().says("It fails because of a race.");
    assertThat(card()).contains("It fails because of a race.");
    world.agent().tells(new AgentEvent.UsedTool("u", "Read", "by a helper", true));
    assertThat(card()).doesNotContain("by a helper");
    world.agent().tells(new AgentEvent.Progress("compacting the conversation"));
    assertThat(card()).contains("compacting the conversation");
    assertThat(world.cards(Kind.STATUS)).hasSize(1);
    assertThat(world.rung()).isEmpty();
  }

  @Test
  void aLineOfACardHasNoMarks() {
    world.agent().says("I look at **the build** in `ci.yml`.\n\n* first");
    assertThat(card()).contains("I look at the build in ci.yml. • first");
    world.agent().finishes("## Done\n\n| step | outcome |\n| --- | --- |\n| tests | **pass** |");
    ana.says("/agents");
    assertThat(world.answer()).contains("result: Done step outcome tests pass");
  }

  @Test
  void itsAgeGrowsWithTheTicks() {
    world.ticksAfter(Duration.ofMinutes(4));
    assertThat(card()).contains(" · shop · 4m");
  }

  @Test
  void aFinishedTaskRingsWithItsAnswerAndFacts() {
    world.agent().finishes("It was a **race**.");

    assertThat(result().text())
        .contains("✅ fix the login test", "It was a **race**.")
        .contains(world.session().shortId() + " · 2 turns · 5.0s · $0.05");
    assertThat(result().rings()).isTrue();
    assertThat(card()).contains("✅ Completed");
    assertThat(world.card(Kind.STATUS).buttons()).isEmpty();
  }

  @Test
  void whatChangedIsAddedToTheResultWithItsDiff() {
    world.machine.branch = "worktree-fix";
    world.machine.survey = new Result.Surveyed(4, 12, 3, true);
    ana.says("paint the shed");
    world.agent().finishes("Painted.");

    assertThat(result().text()).contains("Painted.", " · +12 −3 in 4 files · 2 turns");
    assertThat(result().buttons()).containsExactly("Show the diff");
    assertThat(ana.presses(result(), "Show")).isEqualTo("The diff is on its way.");
    assertThat(world.machine.diffs).hasSize(1);
  }

  @Test
  void anAnswerIsNotLostWhenTheNextPromptFollowsAtOnce() {
    world.machine.branch = "worktree-fix";
    ana.says("paint the shed");
    ana.replies(world.card(Kind.STATUS), "and the door");
    world.machine.survey = new Result.Surveyed(1, 1, 0, true);
    world.agent().finishes("The shed is painted.");

    assertThat(result().text()).contains("The shed is painted.", "+1 −0 in 1 file");
    assertThat(card()).contains("✻ Working");
  }

  @Test
  void onlyTheNewestResultOffersTheDiff() {
    world.machine.branch = "worktree-fix";
    world.machine.survey = new Result.Surveyed(1, 1, 0, true);
    ana.says("paint the shed");
    world.agent().finishes("Painted.");
    var first = result();
    ana.replies(first, "and the door");
    world.agent().finishes("Painted too.");

    assertThat(world.again(first).buttons()).isEmpty();
    assertThat(result().buttons()).containsExactly("Show the diff");
  }

  @Test
  void aFailureRingsAndSaysWhatToDo() {
    world.agent().fails(Trouble.BAD_KEY, "401");

    assertThat(result().text()).contains("❌ fix the login test", "`claude auth login`");
    assertThat(result().rings()).isTrue();
    assertThat(card()).contains("❌ Failed");
  }

  @Test
  void everyTroubleHasItsOwnWordsAndANextStep() {
    for (Trouble trouble : Trouble.values()) {
      ana.says("fix the login test for " + trouble);
      world.agent().fails(trouble, "the agent's own words");
      assertThat(result().text())
          .as("%s", trouble)
          .containsPattern("[Rr]eply |Start a new session|Change `agents|own words");
      assertThat(world.session().state()).isEqualTo(State.FAILED);
    }
    assertThat(world.cards(Kind.RESULT).stream().map(it -> it.text().lines().skip(1).findFirst()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aCallThatIsTriedAgainIsShownWhileItLasts() {
    world.agent().tells(new AgentEvent.Retrying(Trouble.OVERLOADED, 1, 10, Duration.ofSeconds(2)));
    assertThat(card()).contains("model overloaded, trying again (1 of 10)");
    world.agent().says("Here we are.");
    assertThat(card()).doesNotContain("overloaded");
  }

  @Test
  void aRefusedLoginIsNotTriedForMinutes() {
    world.agent().tells(new AgentEvent.Retrying(Trouble.BAD_KEY, 1, 10, Duration.ofSeconds(2)));
    assertThat(world.agent().lastReceived())
        .isEqualTo(new dev.nightdesk.sessions.AgentInput.Interrupt());
    world.agent().isInterrupted();

    assertThat(world.session().state()).isEqualTo(State.FAILED);
    assertThat(result().text()).contains("login was refused");
  }

  @Test
  void wordsThatTheInterruptCutsOffDoNotHideARefusedLogin() {
    world.agent().tells(new AgentEvent.Retrying(Trouble.BAD_KEY, 1, 10, Duration.ofSeconds(2)));
    world.agent().says("I was about to");
    world.agent().isInterrupted();

    assertThat(world.session().state()).isEqualTo(State.FAILED);
    assertThat(result().text()).contains("login was refused");
  }

  @Test
  void aLimitSaysUntilWhen() {
    world
        .agent()
        .tells(new AgentEvent.Limited(true, Instant.parse("2026-11-20T14:30:00Z"), "five_hour"));
    assertThat(card()).contains("limit reached until 14:30 UTC");
  }

  @Test
  void anInterruptionFromOutsideIsAStopAndNoFailure() {
    world.agent().isInterrupted();
    assertThat(world.session().state()).isEqualTo(State.STOPPED);
    assertThat(world.rung()).isEmpty();
  }

  @Test
  void aLocalCommandLeavesItIdle() {
    world.agent().ends(Ending.COMPLETED, null, "Total cost: $0.05", 0, true);
    assertThat(world.session().state()).isEqualTo(State.IDLE);
    assertThat(result().text()).contains("💬 fix the login test", "Total cost");
    assertThat(result().rings()).isFalse();
  }

  @Test
  void whatRunsBesideKeepsItWorkingUntilItIsQuiet() {
    world.agent().tells(new AgentEvent.BackgroundNow(List.of("dev server")));
    world.agent().finishes("The server runs.");
    assertThat(world.session().state()).isEqualTo(State.WORKING);
    assertThat(result().rings()).isFalse();
    assertThat(card()).contains("background: 1");
    world.ticksAfter(Duration.ofMinutes(10));
    assertThat(world.session().state()).isEqualTo(State.WORKING);

    world.agent().tells(new AgentEvent.BackgroundNow(List.of()));
    world.ticksAfter(Runs.QUIET.minusSeconds(1));
    assertThat(world.session().state()).as("it may have more to say").isEqualTo(State.WORKING);
    world.ticksAfter(Duration.ofSeconds(1));
    assertThat(world.session().state()).isEqualTo(State.COMPLETED);
    assertThat(result().rings()).isTrue();
    assertThat(result().text()).contains("✅ fix the login test", "its answer stands above");
    assertThat(card()).contains("✅ Completed");
  }

  @Test
  void aTurnTheAgentBeginsByItselfIsFollowed() {
    world.agent().tells(new AgentEvent.BackgroundNow(List.of("build")));
    world.agent().finishes("The build runs.");
    world
        .agent()
        .tells(new AgentEvent.BackgroundNow(List.of()), new StateIs(AgentEvent.State.RUNNING));
    world.agent().finishes("The build is green.");

    assertThat(world.session().state()).isEqualTo(State.COMPLETED);
    assertThat(result().text()).contains("The build is green.");
  }

  @Test
  void turnsThatFollowByThemselvesKeepItWorking() {
    world.agent().ends(Ending.COMPLETED, null, "First part.", 1, false);
    assertThat(world.session().state()).isEqualTo(State.WORKING);
    world.agent().finishes("Second part.");
    assertThat(world.session().state()).isEqualTo(State.COMPLETED);
    assertThat(world.cards(Kind.RESULT)).hasSize(2);
  }

  @Test
  void aPromptThatIsNeverNamedIsTakenAsDoneWhenTheAgentIsIdleForLong() {
    world
        .agent()
        .tells(
            new AgentEvent.TurnEnded(
                Ending.COMPLETED,
                null,
                "Done.",
                List.of(),
                1,
                Duration.ofSeconds(1),
                0.01,
                0,
                false),
            new StateIs(AgentEvent.State.IDLE));
    assertThat(world.session().state()).isEqualTo(State.WORKING);
    world.ticksAfter(Runs.QUIET);

    assertThat(world.session().state()).isEqualTo(State.COMPLETED);
    assertThat(world.view.openPrompts(world.session().id())).isEmpty();
  }

  @Test
  void aMessageTheAgentDoesNotTakeIsNamed() {
    var prompt = world.view.prompts.keySet().iterator().next();
    world.agent().tells(new AgentEvent.InputMoved(prompt, Lifecycle.REFUSED));
    assertThat(world.answer()).contains("did not take this message: “fix the login test”");
  }

  @Test
  void moneyIsARunningTotalAndNotSummedTwice() {
    world.agent().finishes("One.");
    ana.replies(result(), "two please");
    world.agent().finishes("Two.");
    assertThat(result().text()).contains("4 turns · 10s · $0.10");
  }

  @Test
  void aLongAnswerIsSplitAndOnlyItsFirstPartRings() {
    world.agent().finishes("A sentence of this answer.\n\n".repeat(250));

    var parts = world.cards(Kind.RESULT);
    assertThat(parts).hasSizeBetween(2, DeskSettings.MAX_ANSWER_MESSAGES);
    assertThat(parts).extracting(Shown::rings).startsWith(true).doesNotContainSequence(true, true);
    assertThat(parts.getLast().text()).contains(world.session().shortId());
    assertThat(parts.getFirst().text()).doesNotContain("$0.05");
    assertThat(world.machine.texts).isEmpty();
  }

  @Test
  void aVeryLongAnswerComesAsAFile() {
    String answer = "A sentence of this answer.\n\n".repeat(2_000);
    world.agent().finishes(answer);

    assertThat(world.cards(Kind.RESULT)).hasSize(1);
    assertThat(world.machine.texts)
        .singleElement()
        .satisfies(it -> {
          assertThat(it.text()).isEqualTo(answer);
          assertThat(it.name()).isEqualTo("answer-" + world.session().shortId() + ".md");
        });
  }

  @Test
  void aFileThatCannotBeSentIsNotMissedInSilence() {
    world.machine.holds();
    world.agent().finishes("A sentence of this answer.\n\n".repeat(2_000));
    var text = world.machine.waiting().getLast();
    world.machine.failsAt(
        text, new Result.Refused(dev.nightdesk.sessions.Outcome.Reason.INVALID, "too large"));
    assertThat(world.answer()).contains("could not be sent as a file: too large");
  }

  @Test
  void anAnswerWithNothingToReadStillRings() {
    world.agent().finishes("<!-- nothing -->\n[a]: http://x");
    assertThat(world.cards(Kind.RESULT)).hasSize(1);
    assertThat(result().rings()).isTrue();
  }

  @Test
  void aHugeErrorFitsTheMessage() {
    world.agent().fails(Trouble.OTHER, "x".repeat(50_000));
    assertThat(result().text().length()).isLessThan(World.TRAITS.maxText());
  }

  @Test
  void itsAgeStandsStillWhenItIsOver() {
    world.passes(Duration.ofMinutes(4));
    world.agent().finishes("It was a race.");
    world.ticksAfter(Duration.ofHours(2));
    ana.says("/agents");

    assertThat(world.answer()).contains("result: It was a race. · 4m");
  }
}
