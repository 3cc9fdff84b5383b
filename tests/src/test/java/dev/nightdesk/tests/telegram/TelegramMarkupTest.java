package dev.nightdesk.tests.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.text.TelegramHtml;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Our renderer against the twin's reading of the server's rules, which were written apart.
class TelegramMarkupTest {
  private static final int MAX_UNITS = 4096;

  private static final List<String> PIECES =
      List.of(
          "word ",
          "**",
          "*",
          "_",
          "`",
          "```\n",
          "~~",
          "> ",
          "- ",
          "1. ",
          "# ",
          "\n",
          "\n\n",
          "| a | b |\n",
          "|---|---|\n",
          "[x](https://example.org/?a=1&b=\"2\")",
          "![y](z)",
          "<b>",
          "</i>",
          "&lt;",
          "&#x41;",
          "<!-- c -->",
          "🦉",
          "\u202E",
          "\u0000",
          "\\",
          "https://example.org",
          "@name",
          "/cmd",
          "    code\n",
          "'",
          "\"",
          "---\n",
          "\uD83E",
          "e\u0301",
          "\t");

  private static Block block(Random random) {
    var text = new StringBuilder();
    int pieces = 1 + random.nextInt(random.nextInt(20) == 0 ? 2_000 : 40);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    var words = text.toString();
    return switch (random.nextInt(8)) {
      case 0 -> new Block.Title(words);
      case 1 -> new Block.Text(words);
      case 2 -> new Block.Note(words);
      case 3 -> new Block.Quote(words);
      case 4 -> new Block.Code("diff", words);
      default -> new Block.Markdown(words);
    };
  }

  @Test
  void whateverACardHoldsTheServerTakesItsMarkupAsMeant() {
    long seed = Long.getLong("nightdesk.seed", 20_261_101L);
    System.out.println("markup seed " + seed + " (-Dnightdesk.seed=" + seed + ")");
    var random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      var blocks = new ArrayList<Block>();
      for (int each = random.nextInt(4); each >= 0; each--) {
        blocks.add(block(random));
      }
      var rendered = TelegramHtml.render(blocks, MAX_UNITS);
      var read = TwinHtml.parse(rendered.html());

      assertThat(read.text()).as("%s", blocks).isEqualTo(rendered.plain());
      assertThat(read.text().length()).isLessThanOrEqualTo(MAX_UNITS);
      assertThat(read.text()).isNotBlank();
      assertThat(read.oddities()).as("%s", blocks).isEmpty();
    }
  }
}
