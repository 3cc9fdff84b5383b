package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A machine with room for one process: what waits, what is parked, and the board over all of it.
final class BoardFromThePhoneTest extends PhoneTest {
  @Override
  int maxLive() {
    return 1;
  }

  @Test
  void oneStoryOfASmallMachine() {
    var ana = owner();
    ana.say("/agents");
    ana.sees("No sessions yet");

    ana.say("result the first");
    var first = ana.answer("the first");
    // The idle process of the first gives its place to the second.
    ana.say("permission Bash go; result the second");
    var asked = ana.asked("Allow once", "go");
    ana.say("result the third");
    var waiting = ana.sees("◷ Queued · result the third");
    assertThat(waiting.text()).contains("waits for a free place · number 1 in line");
    ana.say("result the fourth");
    ana.sees("number 2 in line");

    theBoard(ana);
    whileQueuedItCanBecomeAReply(ana, Handset.shortId(asked));
    peeks(ana, Handset.shortId(asked), Handset.shortId(first));

    ana.press(asked, "Allow once");
    ana.answer("the second");
    ana.answer("the third");
    ana.answer("the fourth");
    ana.reply(first, "result the first again");
    assertThat(Handset.shortId(ana.answer("the first again"))).isEqualTo(Handset.shortId(first));
  }

  private static void theBoard(Handset ana) {
    ana.say("/agents");
    var board = ana.sees("The board · 1 awaiting input");
    assertThat(headings(board.text()))
        .containsExactly("Needs input (1)", "Working (2)", "Completed (1)");
    assertThat(board.text())
        .containsPattern("❓ [0-9a-f]{8} permission Bash go.* · allow Bash\\? Run: go · just now")
        .containsPattern("◷ [0-9a-f]{8} result the third · waits for a free place")
        .containsPattern("✅ [0-9a-f]{8} result the first · result: the first · just now")
        .contains("1 of 1 processes");
    assertThat(board.silent()).isTrue();
  }

  private static List<String> headings(String text) {
    return text.lines().filter(line -> line.matches("[A-Z][a-z ]+ \\(\\d+\\)")).toList();
  }

  private static void whileQueuedItCanBecomeAReply(Handset ana, String asking) {
    ana.say("result was a reply");
    String label = "Meant as a reply to ";
    var queued =
        ana.sees(
            "the stray in line",
            it ->
                it.text().contains("Queued · result was a reply")
                    && it.labels().stream().anyMatch(each -> each.startsWith(label)));
    String button = queued.labels().getFirst();
    assertThat(ana.press(queued, button)).startsWith("Moved to ");
    ana.becomes(queued, "Stopped · result was a reply");
    assertThat(asking).isNotEmpty();
  }

  private static void peeks(Handset ana, String asking, String done) {
    ana.say("/peek " + asking);
    var open = ana.sees("dispatched by " + ana.name());
    assertThat(open.text())
        .contains("Needs input · permission Bash go", "allow Bash? Run: go", "asked just now");
    ana.say("/peek " + done);
    ana.sees(
        "the finished one",
        it ->
            it.text().contains("dispatched by")
                && it.text().contains("Completed · result the first"));
  }
}
