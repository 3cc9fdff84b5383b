package dev.nightdesk.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightdesk.adapters.Block;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private static final long SEED = Long.getLong("nightdesk.seed", 20_261_121L);
  private static final int DOCUMENTS = Integer.getInteger("nightdesk.markdown.documents", 1_000);

  @Test
  void aCardIsLaidOutInItsColumns() {
    var blocks =
        List.<Block>of(
            new Block.Title("Working · 7c5d · fix the flaky test"),
            new Block.Note("shop · 3 min"),
            new Block.Quote("fix it please, and tell me what it was"),
            new Block.Code("bash", "mvn -q test -Dtest=CartTest#totalIsRight"),
            new Block.Markdown(
                """
                # Found it
                The **cart** was not locked, see [issue 12](https://x.org/12).
                1. lock it
                   - [x] in `add`
                   - in `remove`, which has a longer name
                2. test it

                | file | lines |
                |---|--:|
                | 世界.java | 12 |
                | A.java | 3 |
                """));
    assertThat(Terminal.render(blocks, 34, false))
        .isEqualTo(
            """
            Working · 7c5d · fix the flaky
            test
            shop · 3 min
            │ fix it please, and tell me what
            │ it was

              mvn -q test -Dtest=CartTest#tota
              lIsRight

            Found it
            The cart was not locked, see issue
            12 (https://x.org/12).
            1. lock it
               ☑ in add
               • in remove, which has a longer
                 name
            2. test it

            file      │ lines
            ──────────┼──────
            世界.java │    12
            A.java    │     3\
            """);
  }

  @Test
  void coloursEndWithTheirLine() {
    var shown =
        Terminal.render(List.of(new Block.Markdown("**bold words *and italic* ones**")), 20, true);
    assertThat(shown)
        .isEqualTo(
            "\u001B[1mbold words \u001B[3mand\u001B[0m\u001B[1m\u001B[0m\n"
                + "\u001B[1m\u001B[3mitalic\u001B[0m\u001B[1m ones\u001B[0m");
  }

  @Test
  void nobodyDrivesTheTerminal() {
    var hostile = "a\u001B]0;title\u0007b\u009B2Jc\rd\u202Ee&#27;[31m";
    for (var block :
        List.of(
            new Block.Title(hostile),
            new Block.Text(hostile),
            new Block.Note(hostile),
            new Block.Quote(hostile),
            new Block.Code("ba\u001Bsh", hostile),
            new Block.Markdown(hostile + "\n```\u001B\n" + hostile + "\n```"),
            new Block.Markdown("[a](http://x/\u001B[0m) |" + hostile + "|\n|---|---|\n|b|c|"))) {
      var shown = Terminal.render(List.of(block), 40, false);
      assertThat(shown.chars().filter(Character::isISOControl)).as(shown).containsOnly((int) '\n');
      assertThat(shown).contains("⟨U+001B⟩");
    }
  }

  @Test
  void anythingFitsIntoAnyWidth() {
    var random = new Random(SEED + 3);
    for (var document = 0; document < DOCUMENTS; document++) {
      var source = RandomMarkdown.write(random, 40);
      var columns = Terminal.MIN_COLUMNS + random.nextInt(100);
      var shown = Terminal.render(List.of(new Block.Markdown(source)), columns, false);
      var from =
          "seed %d document %d at %d columns:\n%s".formatted(SEED, document, columns, source);
      assertThat(shown.lines()).as(from).allMatch(line -> Columns.of(line) <= columns);
      assertThat(
              shown.codePoints().filter(c -> Character.isISOControl(c) && c != '\n' && c != '\t'))
          .as(from)
          .isEmpty();
      var words = Words.of(MarkdownReader.read(source));
      if (!source.contains("|")) {
        assertThat(Words.standWithin(words, Words.withoutSpace(shown))).as(from).isTrue();
      }
      assertThat(
              withoutColours(Terminal.render(List.of(new Block.Markdown(source)), columns, true)))
          .as(from)
          .isEqualTo(shown);
    }
  }

  private static String withoutColours(String shown) {
    return shown.replaceAll("\u001B\\[[0-9]+m", "").replaceAll(" +(?=\n|$)", "");
  }

  @Test
  void aTerminalTooNarrowIsABug() {
    assertThat(Terminal.render(List.of(new Block.Text("x")), Terminal.MIN_COLUMNS, true))
        .isEqualTo("x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Terminal.render(List.of(), Terminal.MIN_COLUMNS - 1, true));
  }
}
