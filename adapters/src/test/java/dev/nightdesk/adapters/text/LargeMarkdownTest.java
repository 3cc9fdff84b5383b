package dev.nightdesk.adapters.text;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One construct repeated over and over: no stack runs over, and no time runs away (a walk that is
/// not linear would take minutes here).
class LargeMarkdownTest {
  private static final int SIZE = Integer.getInteger("nightdesk.markdown.size", 25_000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> ",
        "- ",
        "- a\n",
        "- a\n  ",
        "*a ",
        "**b** `c` ",
        "[",
        "[a](",
        "![",
        "``a`",
        "~~a",
        "<a ",
        "&amp;",
        "\\",
        "a\n",
        "|a|b|\n",
        "| a | b |\n|---|---|\n",
        "1. a\n\n   b\n\n",
        "x",
        "@a ",
        "[a](http://x) ",
        "***a*** ",
        "```x\na\n```\n",
        "🙂",
        "\u202E",
        "<!--",
        "_*",
        "a b c. ",
      })
  void oneConstructOverAndOver(String construct) {
    var source = construct.repeat(SIZE / construct.length());
    AnyMarkdownTest.assertShownWhole(source, "whole");
    AnyMarkdownTest.assertCut(source, 4_096, "cut");
    AnyMarkdownTest.assertSplit(source, 3_900, "split");
    AnyCardTest.assertCut(source, 4_096, "card");
    Visible.text(source);
    Visible.masked(source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sk-", "eyJ", "eyJaaaaaaaa.", "-----BEGIN ", "ghp_", "12345678:", "xoxb-"})
  void whatBeginsLikeASecretOverAndOver(String beginning) {
    Visible.masked(beginning.repeat(SIZE / beginning.length()));
  }
}
