package dev.nightdesk.adapters.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CutTest {
  @Test
  void whatFitsStaysWhole() {
    assertThat(Cut.to("abc", 3)).isEqualTo("abc");
    assertThat(Cut.to("abcd", 3)).isEqualTo("ab…");
    assertThat(Cut.to("ab", 1)).isEqualTo("…");
  }

  @Test
  void noCharacterIsCutThrough() {
    assertThat(Cut.to("ab\uD83E\uDD89d", 4)).isEqualTo("ab…");
    assertThat(Cut.to("abe\u0301d", 4)).isEqualTo("ab…");
  }
}
