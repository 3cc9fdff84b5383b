package dev.nightdesk.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightdesk.adapters.Block;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TelegramHtmlTest {
  private static final int MESSAGE = 4_096;

  @Test
  void aCardReadsFromItsHeadlineDown() {
    var card =
        TelegramHtml.render(
            List.of(
                new Block.Title("✻ Working · 7c5d <fix>"),
                new Block.Note("shop · 3 min"),
                new Block.Text("Ran the tests & found 2 failures"),
                new Block.Quote("fix it\nplease"),
                new Block.Code("bash", "mvn -q test && echo \"<ok>\""),
                new Block.Markdown("All **done**.")),
            MESSAGE);
    assertThat(card.html())
        .isEqualTo(
            """
            <b>✻ Working · 7c5d &lt;fix&gt;</b>
            <i>shop · 3 min</i>
            Ran the tests &amp; found 2 failures
            <blockquote>fix it
            please</blockquote>

            <pre><code class="language-bash">mvn -q test &amp;&amp; echo "&lt;ok&gt;"</code></pre>
            All <b>done</b>.\
            """);
    assertThat(card.cut()).isFalse();
  }

  @Test
  void literalBlocksAreNeverMarkup() {
    var hostile = "**x** <b>y</b> [z](http://a.b) @ana &amp; `c`";
    var card = TelegramHtml.render(List.of(new Block.Text(hostile)), MESSAGE);
    assertThat(card.html())
        .isEqualTo("**x** &lt;b&gt;y&lt;/b&gt; [z](http://a.b) @\u2060ana &amp;amp; `c`");
  }

  @Test
  void listsAreIndentedAndKeepNumbersAndTicks() {
    assertThat(html("7. a\n8. b\n   - c\n     - d\n\n   e\n9. [x] f\n\n- [ ] g"))
        .isEqualTo(
            """
            7. a

            8. b
               • c
                  • d
               e

            9. ☑ f

            ☐ g\
            """);
  }

  @Test
  void tablesStandInColumns() {
    assertThat(html("| a | b | c |\n|:--|--:|:-:|\n| 1 | 22 | x |\n| 世界 | 3 | yyy |"))
        .isEqualTo(
            """
            <pre>a    │  b │  c
            ─────┼────┼────
            1    │ 22 │  x
            世界 │  3 │ yyy</pre>\
            """);
  }

  @Test
  void aWideTableBecomesAList() {
    var wide = "w".repeat(70);
    assertThat(html("| file | why |\n|---|---|\n| a | " + wide + " |"))
        .isEqualTo("• file: <b>a</b>\n   why: " + wide);
  }

  @Test
  void onlyHarmlessAddressesBecomeLinks() {
    assertThat(html("[a](https://x.org/?q=\"1\"&r=2) [b](javascript:alert) [c](src/C.java)"))
        .isEqualTo(
            "<a href=\"https://x.org/?q=&quot;1&quot;&amp;r=2\">a</a> b (javascript:alert) c"
                + " (src/C.java)");
    assertThat(html("[d](tg://user?id=1) [e](tg://resolve?domain=x) <mailto:a@b.de>"))
        .isEqualTo(
            "d (tg://user?id=1) <a href=\"tg://resolve?domain=x\">e</a> <a"
                + " href=\"mailto:a@b.de\">mailto:a@b.de</a>");
    assertThat(html("![shot](http://x.org/s.png) ![](http://x.org/t.png)"))
        .isEqualTo(
            "<a href=\"http://x.org/s.png\">shot</a> <a href=\"http://x.org/t.png\">image</a>");
  }

  @Test
  void codeStandsAloneWhateverIsAroundIt() {
    assertThat(html("**a `b` c** [`d`](http://x.org) *`e`*"))
        .isEqualTo(
            "<b>a</b> <code>b</code> <b>c</b> <a href=\"http://x.org\">d</a> <code>e</code>");
  }

  @Test
  void tagsAreShownAsWords() {
    assertThat(html("<details>\nhi <br> you\n</details>"))
        .isEqualTo("&lt;details&gt;\nhi &lt;br&gt; you\n&lt;/details&gt;");
  }

  @Test
  void theLongestBlockGivesWay() {
    var card =
        TelegramHtml.render(
            List.of(
                new Block.Title("Done"),
                new Block.Markdown("Before.\n\n```java\n" + lines(500) + "\n```\n\nAfter."),
                new Block.Note("2 turns")),
            1_000);
    assertThat(card.cut()).isTrue();
    assertThat(card.plain().length()).isBetween(900, 1_000);
    assertThat(card.html())
        .startsWith("<b>Done</b>\n\nBefore.\n<pre><code class=\"language-java\">line 1\n")
        .containsPattern("line \\d+</code></pre>\n<i>… \\(\\d+ more characters\\)</i>")
        .endsWith("After.\n\n<i>2 turns</i>");
  }

  @Test
  void aLongTextKeepsItsBeginning() {
    var paragraphs =
        IntStream.rangeClosed(1, 200)
            .mapToObj("Paragraph %d says something."::formatted)
            .collect(Collectors.joining("\n\n"));
    var card =
        TelegramHtml.render(
            List.of(new Block.Markdown(paragraphs), new Block.Note("reply to go on")), 500);
    assertThat(card.plain())
        .startsWith("Paragraph 1 says something.")
        .containsPattern("… \\(\\d+ more characters\\)\n+reply to go on$")
        .hasSizeBetween(400, 500);
  }

  @Test
  void aCardOfManyLongBlocksShowsSomethingOfEach() {
    var card =
        TelegramHtml.render(
            List.of(
                new Block.Title("Allow?"),
                new Block.Code("", lines(300)),
                new Block.Code("", lines(400)),
                new Block.Note("the end")),
            1_000);
    assertThat(card.plain()).hasSizeLessThanOrEqualTo(1_000).endsWith("the end");
    assertThat(card.html().split("more characters", -1)).hasSize(3);
  }

  @Test
  void tooManyStylesTurnPlainFromTheLeastUseful() {
    var card =
        TelegramHtml.render(
            List.of(
                new Block.Markdown("*i* ".repeat(60) + "`c` ".repeat(60) + "[l](http://x.org)")),
            MESSAGE);
    assertThat(card.html().split("<[^/]", -1)).hasSize(TelegramMarks.MAX_MARKS + 1);
    assertThat(card.html().split("<code>", -1)).hasSize(60 + 1);
    assertThat(card.html()).endsWith("<a href=\"http://x.org\">l</a>");
  }

  @Test
  void nothingIsStillAMessage() {
    assertThat(TelegramHtml.render(List.of(), 64).html()).isEqualTo("(nothing to show)");
    assertThat(TelegramHtml.render(List.of(new Block.Text("\u200B")), 64).html())
        .isEqualTo("(nothing to show)");
  }

  @Test
  void aRoomTooSmallIsABug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TelegramHtml.render(List.of(), TelegramHtml.MIN_UNITS - 1));
  }

  private static String lines(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(n -> "line " + n)
        .collect(Collectors.joining("\n"));
  }

  private static String html(String markdown) {
    return TelegramHtml.render(List.of(new Block.Markdown(markdown)), MESSAGE).html();
  }
}
