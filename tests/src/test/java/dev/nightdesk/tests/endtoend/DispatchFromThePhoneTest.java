package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What starts a session, and what does not (DISP).
final class DispatchFromThePhoneTest extends PhoneTest {
  @Test
  void aPlainMessageStartsASessionWhoseCardIsEditedInPlace() {
    var ana = owner();

    long task = ana.say("say looking; permission Bash make it; result made");

    var asked = ana.asked("Allow once", "make it");
    var card = ana.sees("Needs input · say looking");
    assertThat(card.id()).isLessThan(asked.id());
    assertThat(card.silent()).isTrue();
    assertThat(card.replyTo()).isEqualTo(task);
    assertThat(card.text()).containsPattern("[0-9a-f]{8} · shop · just now");
    assertThat(card.edits()).isPositive();
    ana.press(asked, "Allow once");
    ana.answer("made");
    ana.becomes(card, "Completed · say looking");
  }

  @Test
  void eachPromptIsASessionOfItsOwn() {
    var ana = owner();
    ana.say("result one");
    ana.answer("one");
    ana.say("result two");
    var two = ana.answer("two");

    assertThat(two.text()).contains("1 turn");
    ana.sees("Completed · result one");
    ana.sees("Completed · result two");
  }

  @Test
  void lessThanFourCharactersAreRefusedAndStayReadable() {
    var ana = owner();
    ana.say("fix");

    var refused = ana.sees("Too short: “fix”");
    assertThat(refused.text()).contains("a few words");
    assertThat(refused.silent()).isTrue();
    ana.say("echo");
    ana.sees("· echo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@docs result written", "result @docs written", "result written @DOCS"})
  void aRepositoryIsNamedAnywhere(String words) {
    var ana = owner();
    ana.say(words);

    ana.answer("written");
    ana.sees(" · docs · ");
  }

  @Test
  void aRepositoryThatDoesNotExistIsNamedAsSuch() {
    var ana = owner();
    ana.say("result written @dcos");

    var note = ana.sees("no repository @\u2060dcos");
    assertThat(note.text()).contains("works in shop").contains("Did you mean @\u2060docs?");
    ana.answer("written @\u2060dcos");
  }

  @Test
  void theLongFormStartsASessionToo() {
    var ana = owner();
    ana.say("/bg result long form");
    ana.answer("long form");

    ana.say("/bg");
    ana.sees("/bg <task>");
  }

  @Test
  void anUnknownCommandNamesTheNearest() {
    var ana = owner();
    ana.say("/agnets");
    ana.sees("Did you mean /agents?");

    ana.say("/deploy now");
    assertThat(ana.sees("I do not know /deploy").text())
        .contains("/help")
        .contains("/bg /deploy now");
  }

  @Test
  void aCommandWithTooLittleSaysHowItIsWritten() {
    var ana = owner();
    ana.say("/reply 7c5d");
    ana.sees("/reply <id> <text>");
    ana.say("/peek");
    ana.sees("There is no session in this chat yet");
    ana.say("/peek ffff");
    ana.sees("I know no session “ffff”");
    ana.say("/stop");
    ana.sees("Which one?");
    ana.say("/diff zzz");
    ana.sees("I know no session “zzz”");
    ana.say("/detach");
    ana.sees("not attached");
  }

  @Test
  void aStickerOrAShellCommandIsAnsweredWithWords() {
    var ana = owner();
    ana.person().sendOther(fields -> fields.putObject("sticker").put("emoji", "👍"));
    ana.sees("words, photos and files");

    ana.say("! rm -rf build");
    ana.sees("Shell commands are not taken from chat");
  }

  @Test
  void aViewerLooksAndDoesNotStart() {
    var eve = viewer();
    eve.say("result never");

    eve.sees("not start or steer sessions");
    eve.say("/help");
    assertThat(eve.sees("What you can do here").text())
        .contains("/agents")
        .doesNotContain("/bg")
        .doesNotContain("/pair");
  }

  @Test
  void helpNamesWhatThisPersonMayDo() {
    var ana = owner();
    ana.say("/help");
    assertThat(ana.sees("What you can do here").text())
        .contains("/bg", "/attach", "/pair", "/enable");

    var ben = operator();
    ben.say("/start");
    assertThat(ben.sees("What you can do here").text())
        .contains("/bg", "/attach")
        .doesNotContain("/pair")
        .doesNotContain("/enable");
  }
}
