package dev.nightdesk.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static final String LINES =
      IntStream.rangeClosed(1, 100).mapToObj(n -> "line " + n).collect(Collectors.joining("\n"));

  @Test
  void whatFitsIsShownWhole() {
    assertThat(Excerpt.headAndTail("abc", 3)).isEqualTo("abc");
    assertThat(Excerpt.line("abc", 3)).isEqualTo("abc");
  }

  @Test
  void headAndTailAreCutAtLinesAndTheRestIsCounted() {
    assertThat(Excerpt.headAndTail(LINES, 100))
        .isEqualTo(
            """
            line 1
            line 2
            line 3
            line 4
            line 5
            line 6
            … 726 characters left out …
            line 98
            line 99
            line 100\
            """
                .replace("line 5\n\n", "line 5\n"));
  }

  @Test
  void everyLengthIsKeptAndEveryCharacterIsCounted() {
    var text = LINES + "🙂".repeat(60) + "\n" + "é".repeat(200);
    for (var max = 1; max <= text.length() + 1; max++) {
      var shown = Excerpt.headAndTail(text, max);
      assertThat(shown.length()).as("at %d", max).isLessThanOrEqualTo(max);
      assertThat(Visible.controls(shown)).as("at %d", max).isEqualTo(shown);
      if (shown.contains("characters left out")) {
        assertThat(shownAndLeftOut(shown)).as("at %d", max).isEqualTo(text.codePoints().count());
      }
    }
  }

  private static long shownAndLeftOut(String shown) {
    var note = shown.indexOf("\n… ");
    var end = shown.indexOf(" …\n", note);
    var count = shown.substring(note + 3, shown.indexOf(' ', note + 3));
    return Long.parseLong(count)
        + shown.substring(0, note).codePoints().count()
        + shown.substring(end + 3).codePoints().count();
  }

  @Test
  void aLineFoldsWhiteSpaceAndEndsWithADotsSign() {
    assertThat(Excerpt.line("  fix\n\n the\u00A0 \t bug  ", 40)).isEqualTo("fix the bug");
    assertThat(Excerpt.line("fix the flaky test", 9)).isEqualTo("fix the…");
    assertThat(Excerpt.line("fix", 1)).isEqualTo("…");
    assertThat(Excerpt.line("\u0000", 5)).isEmpty();
  }

  @Test
  void aPictureIsNeverCutInTwo() {
    assertThat(Excerpt.line("ab👩‍👩‍👧cd", 5)).isEqualTo("ab…");
    assertThat(Excerpt.line("e\u0301e\u0301", 3)).isEqualTo("e\u0301…");
    assertThat(Excerpt.line("🙂🙂🙂", 4)).isEqualTo("🙂…");
  }

  @Test
  void roomForNothingIsABug() {
    assertThatIllegalArgumentException().isThrownBy(() -> Excerpt.line("x", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Excerpt.headAndTail("x", 0));
  }
}
