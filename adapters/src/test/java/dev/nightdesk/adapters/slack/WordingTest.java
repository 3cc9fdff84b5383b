package dev.nightdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
  private static Wording read(String raw) {
    return Wording.of(raw, "UBOT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "<@UBOT> do it~do it",
        "<@UBOT|desk>, do it~do it",
        "please <@UBOT> do it~please do it",
        "do it <@UBOT>~do it",
        "<@UBOT>~''",
        "<@UBOT> <@U2> a~@U2 a"
      })
  void ourNameIsLeftOut(String raw, String words) {
    assertThat(read(raw)).isEqualTo(new Wording(words, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a &lt;b&gt; &amp;amp; c~a <b> &amp; c",
        "<@U2|ana> and <@U3>~@ana and @U3",
        "<#C1|ops> <#C2|> <#C3>~#ops #C2 #C3",
        "<!here> <!subteam^S1|@team> <!date^1^{date}|today>~@here @team today",
        "<https://a.example/?x=1&amp;y=2>~https://a.example/?x=1&y=2",
        "<http://a.example|a.example>~a.example",
        "<http://a.example/|a.example>~a.example",
        "<mailto:a@b.example|a@b.example>~a@b.example",
        "<https://a.example|the page>~the page (https://a.example)",
        "1 < 2 and <~1 < 2 and <",
        "`&lt;@UBOT&gt;`~`<@UBOT>`"
      })
  void whatIsMoreThanTextBecomesWords(String raw, String words) {
    assertThat(read(raw)).isEqualTo(new Wording(words, false));
  }

  @Test
  void nothingIsNothing() {
    assertThat(read("")).isEqualTo(new Wording("", false));
  }
}
