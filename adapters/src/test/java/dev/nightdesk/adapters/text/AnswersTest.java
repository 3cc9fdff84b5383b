package dev.nightdesk.adapters.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers as agents write them, each beside what people are shown (`.html` in Telegram, `.txt` in
/// a terminal of 80 columns). To write those anew after a change that is meant, and then to read
/// them: `-Dnightdesk.answers.write=<this folder of src/test/resources>`.
class AnswersTest {
  private static final long SEED = Long.getLong("nightdesk.seed", 20_261_121L);
  private static final int MUTANTS = Integer.getInteger("nightdesk.markdown.mutants", 60);
  private static final int LONG_ANSWER = 100_000;

  static List<Path> answers() throws IOException, URISyntaxException {
    var folder = Objects.requireNonNull(AnswersTest.class.getResource("answers"));
    try (var files = Files.list(Path.of(folder.toURI()))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @Test
  void thereAreManyKindsOfAnswers() throws Exception {
    assertThat(answers()).hasSizeGreaterThanOrEqualTo(25);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void telegramShowsItAsReviewed(Path answer) {
    var card = List.<Block>of(new Block.Markdown(read(answer)));
    assertAsReviewed(answer, ".html", TelegramHtml.render(card, 4_096).html());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void theTerminalShowsItAsReviewed(Path answer) {
    var card = List.<Block>of(new Block.Markdown(read(answer)));
    assertAsReviewed(answer, ".txt", Terminal.render(card, 80, false));
  }

  private static void assertAsReviewed(Path answer, String kind, String shown) {
    var name = answer.getFileName().toString().replace(".md", kind);
    var folder = System.getProperty("nightdesk.answers.write");
    if (folder != null) {
      write(Path.of(folder, name), shown + "\n");
    }
    var reviewed = folder == null ? answer.resolveSibling(name) : Path.of(folder, name);
    assertThat(shown + "\n").as(name).isEqualTo(read(reviewed));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void itIsShownCutAndSplitWithNothingLost(Path answer) {
    assertKeptWhole(read(answer), new Random(SEED), answer.getFileName() + " as it is");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void soIsWhateverBecomesOfIt(Path answer) {
    var random = new Random(SEED);
    var source = read(answer);
    for (var mutant = 0; mutant < MUTANTS; mutant++) {
      var from = "%s, seed %d, mutant %d".formatted(answer.getFileName(), SEED, mutant);
      assertKeptWhole(RandomMarkdown.mutate(random, source), random, from);
    }
  }

  @Test
  void aVeryLongAnswerIsSplitIntoMessages() throws Exception {
    var all = answers().stream().map(AnswersTest::read).collect(Collectors.joining("\n\n"));
    var source =
        Stream.generate(() -> all)
            .limit(LONG_ANSWER / all.length() + 1)
            .collect(Collectors.joining("\n\n"));
    assertThat(source.length()).isGreaterThanOrEqualTo(LONG_ANSWER);
    AnyMarkdownTest.assertShownWhole(source, "long");
    AnyMarkdownTest.assertCut(source, 4_096, "long");
    AnyMarkdownTest.assertSplit(source, 3_900, "long");
    AnyMarkdownTest.assertSplit(source, 1_900, "long");
  }

  private static void assertKeptWhole(String source, Random random, String from) {
    AnyMarkdownTest.assertShownWhole(source, from);
    AnyMarkdownTest.assertCut(source, TelegramHtml.MIN_UNITS + random.nextInt(600), from);
    AnyMarkdownTest.assertSplit(source, Markdown.MIN_UNITS + random.nextInt(400), from);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
