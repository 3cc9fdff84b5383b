package dev.nightdesk.sessions.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorktreeNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Fix the login      | fix-the-login-7c5d",
        "../../etc/passwd   | etc-passwd-7c5d",
        "-rf --upload-pack=x| rf-upload-pack-x-7c5d",
        "Übergröße prüfen   | ubergro-e-prufen-7c5d",
        "修复登录             | 7c5d",
        "a;b $(c) `d`\\n    | a-b-c-d-n-7c5d",
        "x.lock..y          | x-lock-y-7c5d",
        "...                | 7c5d",
      })
  void anyWordsBecomeAHarmlessName(String words, String name) {
    assertThat(WorktreeName.of(words, "7c5d").value()).isEqualTo(name);
  }

  @Test
  void longWordsAreCutAndDoNotEndInADash() {
    var name = WorktreeName.of("a".repeat(WorktreeName.MAX_WORDS_LENGTH - 1) + " b", "7c5d");

    assertThat(name.value()).isEqualTo("a".repeat(WorktreeName.MAX_WORDS_LENGTH - 1) + "-7c5d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "a--b", "A", "a/b", "a.b", "a b", "..", "a\n", "é"})
  void whatCouldMeanSomethingElseIsNoName(String text) {
    assertThatThrownBy(() -> new WorktreeName(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameIsBoundInLength() {
    assertThat(new WorktreeName("a".repeat(WorktreeName.MAX_LENGTH)).value()).hasSize(60);
    assertThatThrownBy(() -> new WorktreeName("a".repeat(WorktreeName.MAX_LENGTH + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
