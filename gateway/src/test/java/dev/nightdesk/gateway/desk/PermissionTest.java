package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Rule;
import dev.nightdesk.sessions.AgentInput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionTest {
  private static final Rule RULE = new Rule("{\"rule\":1}", "Bash(make *)");

  private final World world = new World();
  private final Somebody ana = world.owner("ana");
  private final Somebody ben = world.operator("ben");

  @BeforeEach
  void aSessionWorks() {
    ana.says("fix the login test");
  }

  private Shown request() {
    return world.card(Kind.REQUEST);
  }

  @Test
  void aPermissionShowsWhatWhereAndWhoseAndRings() {
    world.agent().asksToRun("make test");

    assertThat(request().text())
        .contains("❓ Allow Bash? · fix the login test", "make test", "/src/shop", "Run it")
        .contains(world.session().shortId());
    assertThat(request().buttons()).containsExactly("Allow once", "Deny", "Deny and say why");
    assertThat(request().rings()).isTrue();
    assertThat(world.card(Kind.STATUS).text()).contains("❓ Needs input", "waits for 1 answer");
  }

  @Test
  void alwaysIsOfferedOnlyWithARuleAndTheRuleIsShown() {
    world.agent().asksToRun("make test", RULE);

    assertThat(request().text()).contains("“Always” would allow: Bash(make *)");
    ana.presses(request(), "Always in this session");
    assertThat(world.agent().lastReceived())
        .isEqualTo(new AgentInput.Allow(world.agent().lastAsked(), List.of(RULE.json())));
    assertThat(request().text()).contains("Allowed for this session by ana");
  }

  @Test
  void allowOnceAllowsThisCallAndNoRule() {
    world.agent().asksToRun("make test", RULE);
    ana.presses(request(), "Allow once");

    assertThat(world.agent().lastReceived())
        .isEqualTo(new AgentInput.Allow(world.agent().lastAsked(), List.of()));
    assertThat(request().text()).contains("☑ Bash · fix the login test", "make test");
    assertThat(request().text()).contains("Allowed once by ana · 09:00 UTC");
    assertThat(request().buttons()).isEmpty();
    assertThat(world.card(Kind.STATUS).text()).contains("✻ Working");
    assertThat(world.view.audit)
        .anyMatch(row -> row.who().equals("ana") && row.what().equals("allowed once"));
  }

  @Test
  void denyTellsTheAgentNotToTryItAnotherWay() {
    world.agent().asksToRun("make test");
    ana.presses(request(), "Deny");

    assertThat(world.agent().lastReceived())
        .isInstanceOfSatisfying(
            AgentInput.Deny.class, it -> assertThat(it.message()).contains("said no"));
    assertThat(request().text()).contains("✋ Bash · fix the login test", "Denied by ana");
  }

  @Test
  void denyAndSayWhyAsksForWordsAndPassesThemOn() {
    world.agent().asksToRun("make test");
    ana.presses(request(), "Deny and say why");
    var ask = world.card(Kind.CAPTURE);
    assertThat(ask.text()).contains("Why not? Write it as a reply to this message");
    assertThat(ask.rings()).isFalse();
    assertThat(request().buttons()).as("others may still answer").isNotEmpty();

    ana.says("not at night please");
    assertThat(world.agent().lastReceived())
        .isEqualTo(new AgentInput.Deny(world.agent().lastAsked(), "not at night please"));
    assertThat(request().text()).contains("Denied: “not at night please” by ana");
    assertThat(world.again(ask).buttons()).isEmpty();
    assertThat(world.view.sessions).as("the words began no session").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/srv/data/out", "/tmp", "/srv is read-only"})
  void aPathIsAReasonTooWhereOneIsAskedFor(String path) {
    world.agent().asksToRun("make test");
    ana.presses(request(), "Deny and say why");
    ana.says("/agents");
    assertThat(world.answer()).contains("The board");

    ana.says(path);
    assertThat(world.agent().lastReceived())
        .isEqualTo(new AgentInput.Deny(world.agent().lastAsked(), path));
    assertThat(world.view.sessions).as("the path began no session").hasSize(1);
  }

  @Test
  void neverMindLeavesTheRequestOpen() {
    world.agent().asksToRun("make test");
    ana.presses(request(), "Deny and say why");
    ana.presses(world.card(Kind.CAPTURE), "Never mind");
    ana.says("paint the shed");

    assertThat(world.view.sessions).hasSize(2);
    assertThat(request().buttons()).isNotEmpty();
  }

  @Test
  void aPhotoIsNoReason() {
    world.agent().asksToRun("make test");
    ana.presses(request(), "Deny and say why");
    ana.withFiles("no.png").says("");

    assertThat(world.answer()).contains("I need it in words");
    assertThat(request().buttons()).isNotEmpty();
  }

  @Test
  void aReasonThatComesTooLateIsNotSent() {
    world.agent().asksToRun("make test");
    ana.presses(request(), "Deny and say why");
    ben.presses(request(), "Allow once");
    assertThat(world.card(Kind.CAPTURE).text()).contains("Allowed once");

    ana.replies(world.card(Kind.CAPTURE), "not at night please");
    assertThat(world.answer()).contains("Already settled by ben", "Your words were not sent");
    ana.replies(world.card(Kind.CAPTURE), "not at night please");
    assertThat(world.answer()).contains("Your words were not sent");

    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Allow.class);
    assertThat(world.view.openPrompts(world.session().id())).hasSize(1);
  }

  /// They are not a task: whoever wrote them had not seen that somebody else was quicker.
  @Test
  void aReasonThatComesTooLateStartsNothing() {
    world.agent().asksToRun("make test");
    ana.presses(request(), "Deny and say why");
    ben.presses(request(), "Allow once");

    ana.withDelay(Duration.ofSeconds(1)).says("because it wipes the build");
    assertThat(world.answer()).contains("Already settled by ben", "Your words were not sent");
    ana.says("because it wipes the build");
    assertThat(world.view.sessions).as("said again, it is a task").hasSize(2);
  }

  @Test
  void longAfterItWasSettledWordsAreATaskAgain() {
    world.agent().asksToRun("make test");
    ana.presses(request(), "Deny and say why");
    ben.presses(request(), "Allow once");

    world.passes(Capture.LINGERS.minusMillis(1));
    ana.says("because it wipes the build");
    assertThat(world.view.sessions).hasSize(1);
    world.agent().asksToRun("make clean");
    ana.presses(request(), "Deny and say why");
    ben.presses(request(), "Allow once");
    world.passes(Capture.LINGERS);
    ana.says("write the release notes");
    assertThat(world.view.sessions).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "Y",
        "ok",
        "OK!",
        "yes please",
        "go ahead",
        "Allow once",
        "looks good.",
        "👍",
        "👍🏽"
      })
  void aYesInOtherWordsIsAYes(String words) {
    world.agent().asksToRun("make test");
    ana.replies(request(), words);

    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Allow.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "N", "nope", "no thanks", "Deny", "👎🏿"})
  void aNoInOtherWordsIsANo(String words) {
    world.agent().asksToRun("make test");
    ana.replies(request(), words);

    assertThat(request().text()).contains("Denied by ana");
  }

  /// What follows may be a but.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ok but only the unit tests",
        "yes, and push it too",
        "looks good to me",
        "no problem, go ahead"
      })
  void aYesWithMoreBehindItIsAskedBack(String words) {
    world.agent().asksToRun("make test");
    ana.replies(request(), words);

    assertThat(world.answer()).contains("Is that a yes?");
    assertThat(world.session().state()).isEqualTo(State.NEEDS_INPUT);
    assertThat(request().buttons()).isNotEmpty();
  }

  /// In the session's line it may be about what the agent said before.
  @Test
  void onlyAPlainYesInItsLineAllowsSomething() {
    world.agent().asksToRun("make test");
    ana.replies(world.card(Kind.STATUS), "ok");

    assertThat(world.session().state()).isEqualTo(State.NEEDS_INPUT);
  }

  @Test
  void whoeverPressesNeverMindEndsIt() {
    world.agent().asksToRun("make test");
    ana.presses(request(), "Deny and say why");
    ben.presses(world.card(Kind.CAPTURE), "Never mind");

    assertThat(world.card(Kind.CAPTURE).buttons()).isEmpty();
    ana.says("write the release notes");
    assertThat(world.view.sessions).as("no longer an answer").hasSize(2);
    assertThat(world.agent(world.view.sessions.keySet().iterator().next()).lastReceived())
        .isNotInstanceOf(AgentInput.Deny.class);
  }

  @Test
  void aFileCannotGoWithAReasonAndItsSenderReadsSo() {
    world.agent().asksToRun("make test");
    ana.presses(request(), "Deny and say why");
    ana.withFiles("log.png").says("look at this");

    assertThat(world.agent().lastReceived())
        .isEqualTo(new AgentInput.Deny(world.agent().lastAsked(), "look at this"));
    assertThat(world.answer()).contains("Your words were passed on, the file not");
  }

  /// It was meant for what was asked before, or for nothing.
  @Test
  void aYesThatWasSentBeforeTheQuestionAllowsNothing() {
    world.agent().asksToRun("rm -rf build");
    var late = ana.withDelay(Replies.CLOCKS_DIFFER_BY.plusMillis(1));

    late.replies(world.card(Kind.STATUS), "yes");
    assertThat(world.answer()).contains("asked this after you had written");
    assertThat(world.session().state()).isEqualTo(State.NEEDS_INPUT);
    late.replies(world.card(Kind.REQUEST), "yes");
    assertThat(world.session().state()).as("to the question itself").isEqualTo(State.WORKING);
  }

  @Test
  void aYesThatWasSentWithTheQuestionCounts() {
    world.agent().asksToRun("rm -rf build");

    ana.withDelay(Replies.CLOCKS_DIFFER_BY).replies(world.card(Kind.STATUS), "yes");
    assertThat(world.session().state()).isEqualTo(State.WORKING);
  }

  @Test
  void yesAndNoAsWordsInItsLineAreAnswers() {
    world.agent().asksToRun("make test");
    ana.replies(world.card(Kind.STATUS), "Yes");
    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Allow.class);

    world.agent().asksToRun("make install");
    ana.replies(request(), "n");
    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Deny.class);
  }

  @Test
  void otherWordsUnderTheRequestAreAReasonForANo() {
    world.agent().asksToRun("make test");
    ana.replies(request(), "use the fast target");

    assertThat(world.agent().lastReceived())
        .isEqualTo(new AgentInput.Deny(world.agent().lastAsked(), "use the fast target"));
  }

  @Test
  void aNumberUnderAPermissionIsNoAnswer() {
    world.agent().asksToRun("make test");
    ana.replies(request(), "1");

    assertThat(world.answer()).contains("write yes or no");
    assertThat(request().buttons()).isNotEmpty();
  }

  @Test
  void everyOpenRequestIsShownAndAnsweredByItself() {
    world.agent().asksToRun("make a");
    world.agent().asksToRun("make b");
    var cards = world.cards(Kind.REQUEST);
    assertThat(cards).hasSize(2);
    assertThat(world.card(Kind.STATUS).text()).contains("waits for 2 answers");

    ana.presses(cards.getFirst(), "Allow once");
    assertThat(world.session().state()).isEqualTo(State.NEEDS_INPUT);
    assertThat(world.card(Kind.STATUS).text()).contains("waits for 1 answer,");
    ana.presses(cards.getLast(), "Deny");
    assertThat(world.session().state()).isEqualTo(State.WORKING);
  }

  @Test
  void aBareYesToSeveralQuestionsIsNotGuessedAt() {
    world.agent().asksToRun("make a");
    world.agent().asksToRun("make b");
    ana.replies(world.card(Kind.STATUS), "yes");

    assertThat(world.answer()).contains("asks several things. Reply to the one you mean");
    assertThat(world.view.openRequests(world.session().id())).hasSize(2);
  }

  @Test
  void aYesToASettledRequestDoesNotAllowAnotherOne() {
    world.agent().asksToRun("make a");
    var first = request();
    ana.presses(first, "Deny");
    world.agent().asksToRun("rm -r /");
    ana.replies(first, "yes");

    assertThat(world.answer()).contains("Already settled by ana at 09:00 UTC: Denied");
    assertThat(world.view.openRequests(world.session().id())).hasSize(1);
  }

  @Test
  void aReplyByIdNeverSettlesTheRequestOfAnotherSession() {
    world.agent().asksToRun("make a");
    var here = request();
    ana.says("paint the shed");
    var shed = world.session();
    world.agent().finishes("Painted.");
    ana.replies(here, "/reply " + shed.shortId() + " yes");

    assertThat(world.agent(shed.id()).prompts()).endsWith("yes");
    assertThat(world.again(here).buttons()).isNotEmpty();
  }

  @Test
  void theFirstAnswerWinsAndTheLateOneReadsWhoAndWhen() {
    world.agent().asksToRun("make test");
    var card = request();
    ana.presses(card, "Allow once");
    world.passes(Duration.ofMinutes(5));
    int received = world.agent().received.size();

    assertThat(ben.presses(card, "Deny"))
        .isEqualTo("Already settled by ana at 09:00 UTC: Allowed once");
    assertThat(world.agent().received).hasSize(received);
  }

  @Test
  void everyCopyOfTheCardSaysWhoAnswered() {
    world.agent().asksToRun("make test");
    ben.says("/peek " + world.session().shortId());
    var copies = world.cards(Kind.REQUEST);
    assertThat(copies).hasSize(2);
    ben.presses(copies.getLast(), "Allow once");

    assertThat(world.cards(Kind.REQUEST))
        .allMatch(it -> it.text().contains("Allowed once by ben") && it.buttons().isEmpty());
  }

  @Test
  void aViewerAndAStrangerCannotAnswer() {
    world.agent().asksToRun("make test");
    assertThat(world.viewer("vic").presses(request(), "Allow once"))
        .contains("but not answer for the team");
    assertThat(world.stranger().presses(request(), "Allow once")).contains("on this desk's list");
    world.viewer("val").says("/reply " + world.session().shortId() + " yes");
    assertThat(world.answer()).contains("As a viewer");

    assertThat(world.view.openRequests(world.session().id())).hasSize(1);
  }

  @Test
  void aButtonPressedElsewhereDoesNotCount() {
    world.agent().asksToRun("make test");
    var token = request().token("Allow once");
    var elsewhere = new dev.nightdesk.adapters.MessageRef(World.GROUP, "9");

    assertThat(ben.pressesToken(token, elsewhere)).contains("does not belong here");
    assertThat(ben.pressesToken("made-up", elsewhere)).contains("I no longer know this button");
    assertThat(world.view.openRequests(world.session().id())).hasSize(1);
  }

  @Test
  void aTwinOfTheCardInTheSameChatCounts() {
    world.agent().asksToRun("make test");
    var twin = new dev.nightdesk.adapters.MessageRef(ana.place(), "unknown");
    ana.pressesToken(request().token("Allow once"), twin);

    assertThat(world.agent().lastReceived()).isInstanceOf(AgentInput.Allow.class);
  }

  @Test
  void aWithdrawnRequestLosesItsButtonsAndSaysSo() {
    world.agent().asksToRun("make test");
    world.agent().tells(new AgentEvent.Withdrew(world.agent().lastAsked()));

    assertThat(request().text()).contains("∅", "No longer asked");
    assertThat(request().buttons()).isEmpty();
    assertThat(world.session().state()).isEqualTo(State.WORKING);
  }

  @Test
  void aFailedTurnTakesItsRequestsAlong() {
    world.agent().asksToRun("make test");
    world.agent().fails(AgentEvent.Trouble.SERVER, "500");

    assertThat(request().buttons()).isEmpty();
    assertThat(world.session().state()).isEqualTo(State.FAILED);
  }

  @Test
  void aHelperMayStillAskWhenTheTurnIsOver() {
    world.agent().asksToRun("make test");
    world.agent().finishes("I started a helper.");

    assertThat(world.session().state()).isEqualTo(State.NEEDS_INPUT);
    assertThat(world.card(Kind.RESULT).rings()).isFalse();
    ana.presses(request(), "Allow once");
    assertThat(world.session().state()).isEqualTo(State.WORKING);
  }
}
