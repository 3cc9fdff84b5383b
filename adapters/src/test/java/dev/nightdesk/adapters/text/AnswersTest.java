package dev.nightdesk.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers as agents write them, and what becomes of them: nothing is lost, whatever the channel.
/// How they look is [GoldenTest]'s.
class AnswersTest {
  private static final long SEED = Long.getLong("nightdesk.seed", 20_261_121L);
  private static final int MUTANTS = Integer.getInteger("nightdesk.markdown.mutants", 60);
  private static final int CARDS_AMONG_MUTANTS = 6;
  private static final int LONG_ANSWER = 100_000;

  static List<Path> answers() throws IOException {
    return Answers.all();
  }

  @Test
  void thereAreManyKindsOfAnswers() throws Exception {
    assertThat(answers()).hasSizeGreaterThanOrEqualTo(25);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void itIsShownCutAndSplitWithNothingLost(Path answer) {
    assertKeptWhole(Answers.read(answer), new Random(SEED), answer.getFileName() + " as it is");
    assertCard(Answers.read(answer), answer.getFileName() + " as it is");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void soIsWhateverBecomesOfIt(Path answer) {
    var random = new Random(SEED);
    var source = Answers.read(answer);
    for (var mutant = 0; mutant < MUTANTS; mutant++) {
      var from = "%s, seed %d, mutant %d".formatted(answer.getFileName(), SEED, mutant);
      var mutated = RandomMarkdown.mutate(random, source);
      assertKeptWhole(mutated, random, from);
      if (mutant % CARDS_AMONG_MUTANTS == 0) {
        assertCard(mutated, from);
      }
    }
  }

  @Test
  void aVeryLongAnswerIsSplitIntoMessages() throws Exception {
    var all = answers().stream().map(Answers::read).collect(Collectors.joining("\n\n"));
    var source =
        Stream.generate(() -> all)
            .limit(LONG_ANSWER / all.length() + 1)
            .collect(Collectors.joining("\n\n"));
    assertThat(source.length()).isGreaterThanOrEqualTo(LONG_ANSWER);
    AnyMarkdownTest.assertShownWhole(source, "long");
    AnyMarkdownTest.assertCut(source, 4_096, "long");
    AnyMarkdownTest.assertSplit(source, 3_900, "long");
    AnyMarkdownTest.assertSplit(source, 1_900, "long");
    AnyCardTest.assertCut(source, 4_096, "long");
    AnyCardTest.assertCut(source, 12_000, "long");
  }

  private static void assertKeptWhole(String source, Random random, String from) {
    AnyMarkdownTest.assertShownWhole(source, from);
    AnyMarkdownTest.assertCut(source, TelegramHtml.MIN_UNITS + random.nextInt(600), from);
    AnyMarkdownTest.assertSplit(source, Markdown.MIN_UNITS + random.nextInt(400), from);
  }

  private static void assertCard(String source, String from) {
    AnyCardTest.assertShownWhole(source, from);
    AnyCardTest.assertCut(source, 500, from);
    AnyCardTest.assertCut(source, DiscordMarkdown.MIN_UNITS, from);
  }
}
