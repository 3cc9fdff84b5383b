package dev.nightdesk.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Block;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Whatever an agent writes: valid, within limits, and nothing lost but formatting.
class AnyMarkdownTest {
  /// A failure prints it; put it here to see the same again.
  private static final long SEED = Long.getLong("nightdesk.seed", 20_261_121L);

  private static final int DOCUMENTS = Integer.getInteger("nightdesk.markdown.documents", 1_000);

  @Test
  void randomMarkdownIsShownWholeAndValid() {
    var random = new Random(SEED);
    for (var document = 0; document < DOCUMENTS; document++) {
      var source = RandomMarkdown.write(random, 40);
      assertShownWhole(source, "seed " + SEED + " document " + document);
    }
  }

  @Test
  void randomMarkdownIsCutToAnyLength() {
    var random = new Random(SEED + 1);
    for (var document = 0; document < DOCUMENTS; document++) {
      var source = RandomMarkdown.write(random, 60);
      var max = TelegramHtml.MIN_UNITS + random.nextInt(800);
      assertCut(source, max, "seed " + SEED + " document " + document);
    }
  }

  @Test
  void randomMarkdownIsSplitToAnyLength() {
    var random = new Random(SEED + 2);
    for (var document = 0; document < DOCUMENTS; document++) {
      var source = RandomMarkdown.write(random, 60);
      var max = Markdown.MIN_UNITS + random.nextInt(800);
      assertSplit(source, max, "seed " + SEED + " document " + document);
    }
  }

  static void assertShownWhole(String source, String from) {
    var rendered = TelegramHtml.render(List.of(new Block.Markdown(source)), 1_000_000);
    assertValid(rendered, 1_000_000, source, from);
    assertThat(rendered.cut()).as("%s\n%s", from, source).isFalse();
    var flows = MarkdownReader.read(source);
    if (!rendered.plain().equals("(nothing to show)")) {
      assertThat(Words.standWithin(Words.shown(flows), Words.withoutSpace(rendered.plain())))
          .as("%s: lost something of\n%s\nin\n%s", from, source, rendered.plain())
          .isTrue();
    }
  }

  static void assertCut(String source, int max, String from) {
    var blocks =
        List.<Block>of(
            new Block.Title("title"), new Block.Markdown(source), new Block.Note("the last note"));
    var rendered = TelegramHtml.render(blocks, max);
    assertValid(rendered, max, source, from);
    assertThat(rendered.plain()).as("%s\n%s", from, source).startsWith("title");
    if (rendered.cut()) {
      assertThat(rendered.plain()).as("%s\n%s", from, source).contains("more characters)");
    }
  }

  static void assertSplit(String source, int max, String from) {
    var parts = Markdown.split(source, max);
    for (var part : parts) {
      assertThat(part.length()).as("%s: too long\n%s", from, source).isLessThanOrEqualTo(max);
      var rendered = TelegramHtml.render(List.of(new Block.Markdown(part)), max);
      assertThat(rendered.cut()).as("%s: cut\n%s", from, part).isFalse();
      assertValid(rendered, max, source, from);
    }
    assertNothingLost(source, parts, from);
  }

  private static void assertNothingLost(String source, List<String> parts, String from) {
    var before = MarkdownReader.read(source);
    var after =
        parts.stream().map(MarkdownReader::read).map(Words::of).collect(Collectors.joining());
    if (Words.of(before).equals(Words.withoutHeads(before))) {
      assertThat(after).as("%s\n%s", from, source).isEqualTo(Words.of(before));
    } else {
      var words = Words.withoutHeads(before);
      assertThat(Words.standWithin(words, after))
          .as("%s: lost something of\n%s\n%s\n%s", from, source, words, after)
          .isTrue();
    }
  }

  private static void assertValid(
      TelegramHtml.Rendered rendered, int max, String source, String from) {
    var read = StrictHtml.read(rendered.html());
    assertThat(read.text()).as("%s\n%s", from, source).isEqualTo(rendered.plain());
    assertThat(read.spans())
        .as("%s\n%s", from, source)
        .isLessThanOrEqualTo(TelegramMarks.MAX_MARKS);
    assertThat(rendered.plain().length()).as("%s\n%s", from, source).isBetween(1, max);
  }
}
