package dev.nightdesk.adapters.text;

import java.util.List;
import java.util.random.RandomGenerator;

/// Writes documents nobody would write: every construct, nested and interrupted anyhow.
final class RandomMarkdown {
  private static final List<String> PIECES =
      List.of(
          "word",
          "Hello there.",
          "a",
          " ",
          "  ",
          "\n",
          "\n\n",
          "\n\n\n",
          "    ",
          "\t",
          "**",
          "*",
          "_",
          "__",
          "~~",
          "~",
          "`",
          "``",
          "```",
          "\n```java\n",
          "\n```\n",
          "\n~~~\n",
          "# ",
          "\n## ",
          "\n#",
          "- ",
          "\n- ",
          "\n  - ",
          "\n    - ",
          "\n* ",
          "\n+ ",
          "\n1. ",
          "\n7) ",
          "\n   2. ",
          "\n- [ ] ",
          "\n- [x] ",
          "> ",
          "\n> ",
          "\n> > ",
          "\n---\n",
          "\n***\n",
          "===",
          "\n| a | b |\n|---|:-:|\n| 1 | 2 |\n",
          "|",
          "\n|---|\n",
          "[",
          "]",
          "](",
          ")",
          "(",
          "[link](https://example.org/a_b?c=1&d=2)",
          "[rel](src/A.java#L1)",
          "![alt](http://i.x/p)",
          "<https://x.org>",
          "<b>",
          "</b>",
          "<br>",
          "\n<div>\n",
          "<!-- c -->",
          "&amp;",
          "&lt;",
          "&copy;",
          "&#0;",
          "&#x202e;",
          "&nbsp;",
          "&#10;",
          "&#32;",
          "&",
          "<",
          ">",
          "\\",
          "\\\n",
          "\\*",
          "[ref]",
          "[ref]: http://r.x 'title'\n",
          "\n[ref]: <b c>\n",
          "🙂",
          "👩‍👩‍👧",
          "é",
          "世界",
          "שלום",
          "\u202E",
          "\u200B",
          "\u0000",
          "\u001B[31m",
          "\r\n",
          "\r",
          "\uD83D",
          "\uDE00",
          "snake_case_name",
          "2*3*4",
          "1.",
          "1)",
          "+",
          "-",
          "=",
          "!",
          "![",
          "!",
          ":",
          ":-:",
          "@ana",
          "www.x.org",
          "foo@bar.de",
          "\u00A0",
          "\u2028",
          "'",
          "\"",
          "x".repeat(300),
          "long words in a sentence. ".repeat(30),
          "- item\n".repeat(40),
          "code line\n".repeat(50));

  private RandomMarkdown() {}

  static String write(RandomGenerator random, int pieces) {
    var out = new StringBuilder();
    for (var count = random.nextInt(1, pieces + 1); count > 0; count--) {
      out.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return out.toString();
  }

  /// Takes away, doubles, moves and puts in some parts.
  static String mutate(RandomGenerator random, String source) {
    var out = new StringBuilder(source);
    for (var count = random.nextInt(1, 12); count > 0 && !out.isEmpty(); count--) {
      var at = random.nextInt(out.length());
      var end = Math.min(out.length(), at + random.nextInt(1, 40));
      switch (random.nextInt(4)) {
        case 0 -> out.delete(at, end);
        case 1 -> out.insert(random.nextInt(out.length()), out.substring(at, end));
        case 2 -> out.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        default -> out.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return out.toString();
  }
}
