package dev.nightdesk.tests.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The complaints are the published server's own; the offsets count bytes of UTF-8.
class TwinHtmlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "ü<p>x</p> ~ Unsupported start tag \"p\" at byte offset 2",
        "a < b ~ Unsupported start tag \"\" at byte offset 2",
        "x <b ~ Unclosed start tag at byte offset 2",
        "<b>x ~ Can't find end tag corresponding to start tag \"b\"",
        "x</b> ~ Unexpected end tag at byte offset 1",
        "<b>x</b ~ Unclosed end tag at byte offset 4",
        "<b>x</i> ~ Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"",
        "<b><i>x</b></i> ~ Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\"",
        "<a href ~ Unclosed start tag \"a\" at byte offset 0",
        "<a href= ~ Unclosed start tag \"a\" at byte offset 0",
        "<a href=\"x ~ Unclosed start tag at byte offset 0",
        "<a =\"x\">y</a> ~ Empty attribute name in the tag \"a\" at byte offset 0",
        "<a href=x/>y</a> ~ Unexpected end of name token at byte offset 8",
        "<span>x</span> ~ Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"
      })
  void markupIsRefusedInTheServersWords(String html, String complaint) {
    assertThatThrownBy(() -> TwinHtml.parse(html))
        .isInstanceOf(TwinRefusal.class)
        .hasMessage("Bad Request: can't parse entities: " + complaint);
  }

  @Test
  void aLoneSurrogateIsRefused() {
    assertThatThrownBy(() -> TwinHtml.parse("&#xDFDF;")).hasMessageContaining("invalid Unicode");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "&lt;b&gt; &amp; &quot;&#65;&#x42; ~ <b> & \"AB",
        "&nbsp;&copy & ~ &nbsp;&copy &",
        "a > b ~ a > b",
        "<B>x</b > ~ x",
        "<b>x</> ~ x",
        "<code class='language-java'>int</code> ~ int",
        "<blockquote expandable>long</blockquote> ~ long",
        "<a href='https://example.org/?a=1&amp;b=2'>here</a> ~ here"
      })
  void markupIsTakenOutOfTheText(String html, String text) {
    assertThat(TwinHtml.parse(html).text()).isEqualTo(text);
  }

  @Test
  void entitiesAreCountedInUtf16Units() {
    var parsed = TwinHtml.parse("🦉<b>x<i>🦉</i></b>");

    assertThat(parsed.entities())
        .hasToString(
            "[{\"type\":\"bold\",\"offset\":2,\"length\":3},"
                + "{\"type\":\"italic\",\"offset\":3,\"length\":2}]");
    assertThat(parsed.oddities()).isEmpty();
  }

  @Test
  void whatTheServerDropsInSilenceIsNamed() {
    assertThat(TwinHtml.parse("<code><b>x</b></code>").oddities()).hasSize(1);
    assertThat(TwinHtml.parse("<pre><code>x</code></pre>").oddities()).isEmpty();
    assertThat(TwinHtml.parse("<blockquote>a<blockquote>b</blockquote></blockquote>").oddities())
        .hasSize(1);
    assertThat(TwinHtml.parse("<b>x</b> ".repeat(101)).oddities()).hasSize(1);
  }
}
