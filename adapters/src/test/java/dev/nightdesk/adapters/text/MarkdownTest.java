package dev.nightdesk.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  @Test
  void whatFitsStaysLetterForLetter() {
    var source = "* odd   spacing\n\n\n[a][1]\n\n[1]: http://x.org";
    assertThat(Markdown.split(source, 200)).containsExactly(source);
  }

  @Test
  void nothingToReadIsNoPart() {
    assertThat(Markdown.split(" \n\t\n[unused]: http://x.org\n", 200)).isEmpty();
  }

  @Test
  void codeIsFencedAgainWithItsLanguage() {
    var code = lines(60, "int x%d = 0;");
    var parts = Markdown.split("Look:\n\n```java\n" + code + "\n```\n\nDone.", 400);
    assertThat(parts.getFirst()).startsWith("Look:\n\n```java\nint x1 = 0;\n").endsWith(";\n```");
    assertThat(parts.get(1)).startsWith("```java\nint x").endsWith(";\n```");
    assertThat(parts.getLast()).endsWith("int x60 = 0;\n```\n\nDone.");
    assertThat(parts).allMatch(part -> part.length() <= 400).hasSize(3);
  }

  @Test
  void codeWithFencesInItGetsLongerFences() {
    var parts = Markdown.split("````md\n" + lines(40, "```\nblock %d\n```") + "\n````", 200);
    assertThat(parts).allMatch(part -> part.startsWith("````md\n") && part.endsWith("\n````"));
  }

  @Test
  void itemsKeepTheirNumbers() {
    var parts = Markdown.split(lines(40, "%d. item %1$d"), 200);
    assertThat(parts).hasSizeGreaterThan(2);
    assertThat(String.join("\n", parts)).isEqualTo(lines(40, "%d. item %1$d"));
  }

  @Test
  void aLongItemGoesOnBelowAndTheNextOneCountsOn() {
    var words = "many words in one item. ".repeat(20).strip();
    var parts = Markdown.split("3. " + words + "\n4. next", 300);
    assertThat(parts.getFirst()).startsWith("3. many words").endsWith("item.");
    assertThat(parts.getLast()).startsWith("many words").endsWith("\n\n4. next");
  }

  @Test
  void aTablesHeadIsSaidAgain() {
    var parts = Markdown.split("| n | square |\n|--:|:-:|\n" + lines(30, "| %d | x |"), 200);
    assertThat(parts).hasSize(2);
    assertThat(parts).allMatch(part -> part.startsWith("| n | square |\n|--:|:-:|\n| "));
  }

  @Test
  void aParagraphIsSplitAfterASentence() {
    var parts = Markdown.split("This is a sentence with **bold** words. ".repeat(20), 200);
    assertThat(parts).allMatch(part -> part.endsWith("words."));
  }

  @Test
  void aHugeWordIsSplitSomewhereButInNoCharacter() {
    var parts = Markdown.split("🙂".repeat(500), 201);
    assertThat(String.join("", parts)).isEqualTo("🙂".repeat(500));
    assertThat(parts).allMatch(part -> part.length() == 200);
  }

  @Test
  void aHeadingStaysWithWhatItIsAbove() {
    var text = "word ".repeat(30).strip();
    var parts = Markdown.split("# One\n\n" + text + "\n\n# Two\n\n" + text, 200);
    assertThat(parts).containsExactly("# One\n\n" + text, "# Two\n\n" + text);
  }

  @Test
  void referencesBecomeLinks() {
    var parts = Markdown.split("See [a][1]. " + "More. ".repeat(50) + "\n\n[1]: http://x.org", 200);
    assertThat(parts.getFirst()).startsWith("See [a](http://x.org).");
  }

  @Test
  void aLinkLongerThanAPartIsGivenInWords() {
    var url = "https://x.org/" + "a".repeat(600);
    var parts = Markdown.split("Go [there](" + url + ") now.", 200);
    assertThat(String.join("", parts)).contains("there (https://x.org/aaa").endsWith(") now.");
  }

  @Test
  void fourQuotesDeepIsStillSaid() {
    var parts = Markdown.split("> > > > " + "deep words ".repeat(60), 200);
    assertThat(parts).allMatch(part -> part.length() <= 200);
    assertThat(
            parts.stream().map(MarkdownReader::read).map(Words::of).collect(Collectors.joining()))
        .isEqualTo("deepwords".repeat(60));
  }

  @Test
  void aRoomTooSmallIsABug() {
    assertThat(Markdown.split("word ".repeat(200), Markdown.MIN_UNITS)).isNotEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Markdown.split("a", Markdown.MIN_UNITS - 1));
  }

  private static String lines(int count, String format) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(format::formatted)
        .collect(Collectors.joining("\n"));
  }
}
