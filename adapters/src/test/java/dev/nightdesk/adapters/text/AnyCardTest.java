package dev.nightdesk.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Block;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whatever a card holds, Discord and Slack show it within their bounds, and what is literal stays
/// so.
class AnyCardTest {
  private static final long SEED = Long.getLong("nightdesk.seed", 20_261_127L);
  private static final int CARDS = Integer.getInteger("nightdesk.markdown.documents", 1_000);

  private static final List<String> NASTY =
      List.of(
          "\\",
          "*",
          "**",
          "_",
          "__",
          "~",
          "~~",
          "`",
          "``",
          "```",
          "|",
          "||",
          ">",
          ">>>",
          "#",
          "##",
          "-",
          "+",
          "=",
          "[",
          "]",
          "(",
          ")",
          "](",
          "<",
          ":",
          "@",
          "!",
          "&",
          "\n",
          "\n\n",
          " ",
          "  ",
          "\t",
          "1.",
          "12. ",
          "-# ",
          "# ",
          "- ",
          "* ",
          "> ",
          "a",
          "word",
          "é",
          "世",
          "🙂",
          "👩‍👩‍👧",
          "||x||",
          "<@1>",
          "<@!1>",
          "<@&1>",
          "<#1>",
          "<t:1:R>",
          "<:a:1>",
          "</x:1>",
          "<id:home>",
          "<!channel>",
          "<!here|here>",
          "<@U1>",
          "<#C1|x>",
          "@everyone",
          "@here",
          "@Everyone",
          ":tada:",
          "::",
          "https://x.org/a_b",
          "HTTPS://X.org",
          "http://x.org/*a*",
          "discord://x",
          "[a](https://x.org)",
          "[a]",
          "(https://x.org)",
          "<https://x.org|x>",
          "<mailto:a@b.c>",
          "mailto:a@b.c",
          "![x](http://y)",
          "&lt;",
          "&amp;",
          "\\*",
          "C:\\dir\\_x",
          "¯\\_(ツ)_/¯",
          "snake_case_",
          "a__b__",
          "\u0000",
          "\u202E",
          "\uD83D",
          "שלום",
          "\u2060",
          "\r\n");

  private static final Map<String, Function<String, Block>> LITERAL =
      Map.of(
          "heading", Block.Title::new,
          "", Block.Text::new,
          "small", Block.Note::new,
          "quote", Block.Quote::new,
          "fence", text -> new Block.Code("sh", text));

  @Test
  void literalWordsAreJustWordsInDiscord() {
    var random = new Random(SEED);
    for (var card = 0; card < CARDS * 4; card++) {
      var text = nasty(random);
      var from = "seed %d card %d\n%s\n".formatted(SEED, card, text);
      LITERAL.forEach((act, make) -> {
        var rendered = DiscordMarkdown.render(List.of(make.apply(text)), 100_000).markdown();
        var read = StrictDiscord.read(rendered);
        if (!rendered.equals(Ink.NONE)) {
          assertThat(read.words()).as("%s%s", from, rendered).isEqualTo(wordsOf(text));
          assertThat(read.acts()).as("%s%s", from, rendered).isSubsetOf(Set.of(act));
        }
      });
    }
  }

  @Test
  void literalWordsAreJustWordsInSlack() {
    var random = new Random(SEED + 1);
    for (var card = 0; card < CARDS; card++) {
      var text = nasty(random);
      var from = "seed %d card %d\n%s\n".formatted(SEED, card, text);
      LITERAL.forEach((_, make) -> {
        var rendered = SlackBlocks.render(List.of(make.apply(text)));
        var read = StrictSlack.read(rendered.blocks());
        assertThat(read.links()).as(from).isEmpty();
        assertThat(rendered.fallback()).as(from).doesNotContainPattern("[<>]");
        if (!read.words().strip().equals(Ink.NONE)) {
          assertThat(StrictDiscord.visible(read.words())).as(from).isEqualTo(wordsOf(text));
        }
      });
    }
  }

  @Test
  void agentsWordsAreShownWhole() {
    var random = new Random(SEED + 2);
    for (var card = 0; card < CARDS; card++) {
      var source = RandomMarkdown.write(random, 40);
      assertShownWhole(source, "seed " + SEED + " card " + card);
    }
  }

  @Test
  void cardsAreCutToAnyLength() {
    var random = new Random(SEED + 3);
    for (var card = 0; card < CARDS; card++) {
      var source = RandomMarkdown.write(random, 60);
      assertCut(source, 128 + random.nextInt(800), "seed " + SEED + " card " + card);
    }
  }

  @Test
  void manyNotesBetweenWordsAreNotTooManyBlocks() {
    var blocks =
        IntStream.range(0, 120)
            .<Block>mapToObj(
                number -> number % 2 == 0 ? new Block.Note("note") : new Block.Text("text"))
            .toList();
    var read = StrictSlack.read(SlackBlocks.render(blocks).blocks());
    assertThat(read.blocks()).isLessThanOrEqualTo(SlackBlocks.MAX_BLOCKS);
    assertThat(read.words()).contains("note").contains("text");
  }

  @Test
  void paragraphsStandApartInSlack() {
    var blocks =
        List.<Block>of(new Block.Title("title"), new Block.Markdown("one\n\ntwo\n\n- a\n\nb"));
    var read = StrictSlack.read(SlackBlocks.render(blocks).blocks());
    assertThat(read.words()).startsWith("title\n\none\n\ntwo\na\n").endsWith("\n\nb\n");
  }

  @Test
  void aLinkThatPretendsToLeadElsewhereSaysWhereItLeads() {
    var source = "[https://real.example.org](https://fake.example.org)";
    var blocks = List.<Block>of(new Block.Markdown(source));
    assertThat(DiscordMarkdown.render(blocks, 4_096).markdown())
        .isEqualTo("<https://real.example.org> (<https://fake.example.org>)");
    assertThat(StrictSlack.read(SlackBlocks.render(blocks).blocks()).links())
        .containsExactly("https://real.example.org", "https://fake.example.org");
  }

  static void assertShownWhole(String source, String from) {
    var flows = WebLinks.of(MarkdownReader.read(source));
    var words = undecoded(StrictDiscord.visible(Words.onPhone(flows)));
    var blocks = List.<Block>of(new Block.Markdown(source));
    var discord = DiscordMarkdown.render(blocks, 1_000_000);
    assertThat(discord.cut()).as("%s\n%s", from, source).isFalse();
    if (!discord.markdown().equals(Ink.NONE)) {
      var read = StrictDiscord.read(discord.markdown());
      assertThat(Words.standWithin(words, undecoded(read.words())))
          .as("%s: lost something of\n%s\nin\n%s", from, source, discord.markdown())
          .isTrue();
      assertWeb(read.links(), from + source);
      assertThat(read.acts()).as(from + source).doesNotContain("mention", "spoiler", "emoji");
    }
    var slack = StrictSlack.read(SlackBlocks.render(blocks, 1_000_000).blocks());
    if (!slack.words().strip().equals(Ink.NONE)) {
      assertThat(Words.standWithin(words, undecoded(StrictDiscord.visible(slack.words()))))
          .as("%s: lost something of\n%s\nin\n%s", from, source, slack.words())
          .isTrue();
    }
  }

  static void assertCut(String source, int most, String from) {
    var blocks =
        List.<Block>of(
            new Block.Title("title"), new Block.Markdown(source), new Block.Note("the last note"));
    var discord = DiscordMarkdown.render(blocks, most);
    assertThat(discord.markdown().length()).as("%s\n%s", from, source).isBetween(1, most);
    assertThat(discord.markdown()).as("%s\n%s", from, source).startsWith("### title");
    assertWeb(StrictDiscord.read(discord.markdown()).links(), from + source);
    if (discord.cut()) {
      assertThat(discord.markdown()).as("%s\n%s", from, source).contains("more characters");
    }
    var slack = SlackBlocks.render(blocks, most);
    var read = StrictSlack.read(slack.blocks());
    assertThat(read.units()).as("%s\n%s", from, source).isBetween(1, most);
    assertThat(read.blocks()).as("%s\n%s", from, source).isLessThanOrEqualTo(44);
    assertThat(read.words()).as("%s\n%s", from, source).startsWith("title");
    assertThat(slack.fallback().length()).isBetween(1, SlackBlocks.MAX_FALLBACK);
    assertThat(slack.fallback()).doesNotContainPattern("[<>]");
  }

  private static void assertWeb(List<String> links, String from) {
    assertThat(links).as(from).allMatch(url -> url.matches("(?i)https?://[^/].*"));
  }

  private static String wordsOf(String literal) {
    return StrictDiscord.visible(Visible.controls(literal).strip());
  }

  /// Addresses may be written in either way.
  private static String undecoded(String text) {
    var out = text;
    for (var sign : "*~|`\\<>()[]\"'".toCharArray()) {
      out = out.replace("%%%02X".formatted((int) sign), String.valueOf(sign));
    }
    return out;
  }

  private static String nasty(Random random) {
    var out = new StringBuilder();
    for (var count = random.nextInt(1, 12); count > 0; count--) {
      out.append(NASTY.get(random.nextInt(NASTY.size())));
    }
    return out.toString();
  }
}
