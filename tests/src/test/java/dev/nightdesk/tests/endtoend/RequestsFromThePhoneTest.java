package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.telegram.ShownMessage;
import org.junit.jupiter.api.Test;

/// What agents ask, and how it is answered once (PEEK-3, PEEK-11, PERM).
final class RequestsFromThePhoneTest extends PhoneTest {
  private static final long TEAM = -77;

  @Test
  void aDigitAnswersAQuestion() {
    var ana = owner();
    ana.say("ask Which colour? red|blue; result {answer} it is");
    var asked = ana.asked("1 · red", "Which colour?");
    assertThat(asked.labels()).containsExactly("1 · red", "2 · blue", "Other…");
    assertThat(asked.silent()).isFalse();

    ana.say("2");

    ana.answer("blue it is");
    assertThat(ana.becomes(asked, "Which colour? → blue").text())
        .contains("Answered by " + ana.name() + " · ");
  }

  @Test
  void severalDigitsAnswerWhereManyMayBeChosen() {
    var ana = owner();
    ana.say("ask multi Which sizes? S|M|L & Which colour? red|blue; result {answer}");
    var asked = ana.asked("☐ S", "1 of 2");

    ana.reply(asked, "1, 3");

    var second = ana.asked("1 · red", "2 of 2");
    assertThat(second.id()).isEqualTo(asked.id());
    ana.press(second, "1 · red");
    ana.answer("S, L, red");
  }

  @Test
  void manyAreToggledAndDoneEndsIt() {
    var ana = owner();
    ana.say("ask multi Which sizes? S|M|L; result {answer}");
    var asked = ana.asked("☐ S", "Which sizes?");

    assertThat(ana.press(asked, "Done")).contains("Choose at least one first");
    ana.press(asked, "☐ S");
    ana.asked("☑ S", "Which sizes?");
    ana.press(asked, "☐ L");
    ana.asked("☑ L", "Which sizes?");
    ana.pressOld(asked, "☐ S");
    var only = ana.sees("only L", it -> it.labels().contains("☐ S") && it.labels().contains("☑ L"));
    ana.press(only, "Done");

    ana.answer("L");
    ana.becomes(asked, "Which sizes? → L");
  }

  @Test
  void otherTakesFreeText() {
    var ana = owner();
    ana.say("ask Which colour? red|blue; result {answer} it is");
    var asked = ana.asked("Other…", "Which colour?");

    ana.press(asked, "Other…");
    var prompt = ana.asked("Never mind", "Write your answer");
    ana.say("a warm grey");

    ana.answer("a warm grey it is");
    ana.becomes(asked, "Which colour? → a warm grey");
    assertThat(ana.becomes(prompt, "Answered").labels()).isEmpty();
  }

  @Test
  void otherCanBeTakenBack() {
    var ana = owner();
    ana.say("ask Which colour? red|blue; result {answer} it is");
    var asked = ana.asked("Other…", "Which colour?");

    ana.press(asked, "Other…");
    var prompt = ana.asked("Never mind", "Write your answer");
    ana.press(prompt, "Never mind");
    ana.becomes(prompt, "Never mind");
    ana.press(asked, "1 · red");

    ana.answer("red it is");
  }

  @Test
  void aLongPermissionShowsItsHeadAndItsTailAndWhatItHides() {
    var ana = owner();
    ana.say(
        "permission Bash first-word "
            + "x".repeat(3_500)
            + " \u202Egpj.exe \u200Bzero \u0007bell last-word; result done");

    var asked = ana.asked("Allow once", "first-word");
    assertThat(asked.text())
        .contains("Allow Bash?")
        .containsPattern("… \\d+ characters left out …")
        .contains("⟨U+202E⟩gpj.exe", "⟨U+200B⟩zero", "⟨U+0007⟩bell last-word")
        .contains(machine().repo().resolve(".claude/worktrees").toString())
        .doesNotContain("\u202E");
    assertThat(asked.html()).contains("<pre><code class=\"language-bash\">first-word");
    assertThat(asked.text().length()).isLessThanOrEqualTo(4096);
    ana.press(asked, "Allow once");
    ana.answer("done");
  }

  @Test
  void alwaysShowsItsRuleAndHoldsForTheSession() {
    var ana = owner();
    ana.say("permission Bash make all; permission Bash make docs; result both made");
    var asked = ana.asked("Always in this session", "make all");
    assertThat(asked.text()).contains("“Always” would allow: Bash(make *)");

    assertThat(ana.press(asked, "Always in this session")).isEqualTo("Allowed for this session.");

    ana.answer("both made");
    ana.becomes(asked, "Allowed for this session by " + ana.name());
    assertThat(ana.count("make docs\n")).isZero();
    ana.say("permission Bash make other; result asked again");
    ana.press(ana.asked("Allow once", "make other"), "Allow once");
    ana.answer("asked again");
  }

  @Test
  void aPermissionIsDeniedWithAReason() {
    var ana = owner();
    ana.say("permission Bash rm -r build; result {answer}");
    var asked = ana.asked("Deny and say why", "rm -r build");

    ana.press(asked, "Deny and say why");
    ana.asked("Never mind", "Why not?");
    ana.say("build is shared");

    ana.answer("denied: build is shared");
    ana.becomes(asked, "Denied: “build is shared” by " + ana.name());
  }

  @Test
  void aPermissionIsDeniedPlainly() {
    var ana = owner();
    ana.say("permission Bash rm -r dist; result so it is");
    var asked = ana.asked("Deny", "rm -r dist");

    assertThat(ana.press(asked, "Deny")).isEqualTo("Denied.");

    ana.answer("so it is");
    ana.becomes(asked, "Denied by " + ana.name());
  }

  @Test
  void yesAndNoAreTakenInWords() {
    var ana = owner();
    ana.say("permission Bash one; permission Bash two; result {answer}");
    ana.asked("Allow once", "Run: one");
    ana.reply(ana.sees("Needs input"), "yes");
    var second = ana.asked("Allow once", "Run: two");
    ana.reply(second, "No");

    ana.becomes(second, "Denied by " + ana.name());
    ana.sees("denied: The person said no to this");
  }

  @Test
  void aPlanIsSentBackWithACommentAndThenApproved() {
    var ana = owner();
    ana.say("plan # First this, then that; say {answer}; plan # The shorter plan; result built");
    var first = ana.asked("Go ahead", "First this, then that");
    assertThat(first.labels()).containsExactly("Go ahead", "Keep planning");

    ana.press(first, "Keep planning");
    ana.asked("Never mind", "What should the plan do differently?");
    ana.say("leave out that");
    ana.becomes(first, "Sent back: “leave out that” by " + ana.name());
    var second = ana.asked("Go ahead", "The shorter plan");
    ana.press(second, "Go ahead");

    ana.answer("built");
    ana.becomes(second, "Approved by " + ana.name());
  }

  @Test
  void everyOpenRequestIsShown() {
    var ana = owner();
    ana.say("two-prompts; result {answer}");
    var one = ana.asked("Allow once", "make helper-1");
    var two = ana.asked("Allow once", "make helper-2");
    ana.sees("waits for 2 answers");
    ana.say("/peek");
    ana.sees(
        "the peek's copy of the second",
        it ->
            it.id() > two.id()
                && it.labels().contains("Deny")
                && it.text().contains("make helper-2"));

    ana.press(two, "Deny");
    ana.press(one, "Allow once");

    ana.answer("allowed and denied");
  }

  @Test
  void theFirstAnswerWinsAndEveryCopySaysSo() {
    var ana = owner();
    ana.say("permission Bash ship it; result shipped");
    var mine = ana.asked("Allow once", "ship it");
    var ben = operator();
    ben.say("/peek " + Handset.shortId(mine));
    var copy = ben.asked("Allow once", "ship it");

    ben.press(copy, "Allow once");

    ben.becomes(copy, "Allowed once by " + ben.name() + " · ");
    var settled = ana.becomes(mine, "Allowed once by " + ben.name() + " · ");
    assertThat(settled.text()).containsPattern("\\d\\d:\\d\\d UTC");
    assertThat(settled.labels()).isEmpty();
    assertThat(ana.pressOld(mine, "Deny"))
        .matches("Already settled by " + ben.name() + " at \\d\\d:\\d\\d UTC: Allowed once");
    ana.answer("shipped");
  }

  @Test
  void foreignThumbsAreToldPrivatelyWhyNot() {
    var ana = owner();
    var team = seen(machine().telegram().group(TEAM, "Team"));
    var inTeam = ana.in(team);
    inTeam.say("/enable");
    inTeam.sees("I listen in this group now");
    inTeam.say("@desk_bot permission Bash deploy; result deployed");
    ShownMessage asked = inTeam.asked("Allow once", "deploy");

    assertThat(viewer().in(team).press(asked, "Allow once")).contains("As a viewer");
    assertThat(stranger().in(team).press(asked, "Allow once"))
        .isEqualTo("This button is for the people on this desk's list.");
    assertThat(asked.edits()).isZero();
    assertThat(operator().in(team).press(asked, "Allow once")).isEqualTo("Done.");
    inTeam.answer("deployed");
  }

  @Test
  void aForgedOrForgottenButtonIsExplained() {
    var ana = owner();
    ana.say("/help");
    var help = ana.sees("What you can do here");
    var press = ana.person().pressToken(help.id(), "no-such-token");

    assertThat(machine().telegram().awaitAnswer(press).text())
        .isEqualTo("I no longer know this button. /agents shows what there is.");
  }
}
