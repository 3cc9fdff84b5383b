package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.telegram.ShownMessage;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What comes of the work, and when the phone rings for it (NOTE-5).
final class StoryFromThePhoneTest extends PhoneTest {
  @Test
  void thePhoneRingsForWhatNeedsInputFinishedOrFailedAndForNothingElse() {
    var ana = owner();
    ana.say(
        "say one; tool Read README.md; say two; permission Bash go; say three;"
            + " ask Which? a|b; result first done");
    ana.press(ana.asked("Allow once", "go"), "Allow once");
    ana.press(ana.asked("1 · a", "Which?"), "1 · a");
    var first = ana.answer("first done");
    ana.reply(first, "fail error");
    ana.sees("❌ ");
    ana.say("say busy; sleep 60s; result never");
    var busy = ana.asked("Stop", "busy");
    ana.reply(busy, "result nor this");
    ana.asked("Drop", "queued 1");
    ana.reply(busy, "/stop");
    ana.becomes(busy, "Stopped");
    ana.say("/agents");
    ana.sees("The board");
    ana.say("/peek");
    ana.sees("dispatched by");
    ana.say("/help");
    ana.sees("What you can do here");
    ana.say("ok");
    ana.sees("Too short");

    assertThat(ana.rings())
        .extracting(StoryFromThePhoneTest::firstWord)
        .containsExactly("☑", "☑", "✅", "❌");
  }

  private static String firstWord(ShownMessage message) {
    return message.text().substring(0, message.text().indexOf(' '));
  }

  @Test
  void aResultSaysBranchChangesTurnsTimeAndCost() {
    var ana = owner();
    ana.say("write notes.txt hello; result written down");
    ana.press(ana.asked("Allow once", "notes.txt"), "Allow once");
    ana.answer("written down");

    var result = ana.asked("Show the diff", "+1 −0 in 1 file");
    assertThat(result.text())
        .contains("worktree-write-notes-txt-hello-")
        .containsPattern("\\d turns?")
        .containsPattern("\\d\\.\\ds")
        .contains("$0.01");
  }

  @Test
  void aDiffComesAsAFile() {
    var ana = owner();
    ana.say("write notes.txt hello; result written down");
    ana.press(ana.asked("Allow once", "notes.txt"), "Allow once");
    var result = ana.asked("Show the diff", "+1 −0 in 1 file");

    ana.say("/diff " + Handset.shortId(result));

    var file = Objects.requireNonNull(ana.sees("the diff", it -> it.file() != null).file());
    assertThat(file.name()).endsWith(".diff");
    assertThat(file.bytes().utf8()).contains("+++ b/notes.txt").contains("+hello");
  }

  @Test
  void withoutChangesThereIsNoDiffAndItIsSaid() {
    var ana = owner();
    ana.say("result only words");
    ana.answer("only words");

    ana.say("/diff");

    ana.sees("changed nothing");
  }

  @Test
  void aLongAnswerIsSplitOnItsMarkdown() {
    var ana = owner();
    ana.say("ask What do you say? a|b; result {answer} {answer}");
    var asked = ana.asked("Other…", "What do you say?");
    var code = "```java\n" + "int x = 1; // one more line\n".repeat(90) + "```";
    ana.reply(asked, "# A title\n\nWords, **bold**.\n\n" + code + "\n\nThe end.\n");

    var last =
        ana.sees(
            "the last part", it -> it.text().contains("$0.01") && it.text().contains("The end."));
    var parts =
        ana.chat().fromBot().stream()
            .filter(it -> it.text().contains("int x = 1;"))
            .filter(it -> it.id() > asked.id())
            .toList();
    assertThat(parts).hasSizeGreaterThan(1).last().isEqualTo(last);
    assertThat(parts)
        .allSatisfy(part -> {
          assertThat(part.text().length()).isLessThanOrEqualTo(4096);
          assertThat(part.html()).contains("<pre><code class=\"language-java\">");
        });
    assertThat(parts.stream().mapToLong(part -> count(part.text(), "int x = 1;")).sum())
        .isEqualTo(180);
    assertThat(parts.stream().filter(part -> !part.silent())).hasSize(1);
    assertThat(machine().telegram().oddities()).isEmpty();
  }

  private static long count(String text, String what) {
    return text.lines().filter(line -> line.contains(what)).count();
  }

  @Test
  void aVeryLongAnswerComesAsAFileToo() {
    var ana = owner();
    ana.say("big 40KB");

    var file = Objects.requireNonNull(ana.sees("the file", it -> it.file() != null).file());
    assertThat(file.name()).startsWith("answer-").endsWith(".md");
    assertThat(file.bytes().size()).isEqualTo(40 * 1024);
    assertThat(ana.rings()).hasSize(1);
  }

  @Test
  void aFailureSaysWhichAndWhatHappensNext() {
    var ana = owner();
    ana.say("fail overloaded");
    assertThat(ana.sees("overloaded. Nothing is lost").silent()).isFalse();
    ana.say("fail 401");
    ana.sees("login was refused");
    ana.say("fail 429");
    ana.sees("rate limit is reached");
    ana.say("fail network");
    ana.sees("could not be reached");
  }
}
