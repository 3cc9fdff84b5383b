package dev.nightdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {
  @Test
  void theOneAskedForLongestAgoIsForgottenBeyondTheBound() {
    var recent = new Recent(SlackDirects.REMEMBERED);
    for (int i = 0; i < SlackDirects.REMEMBERED; i++) {
      assertThat(recent.add("D" + i)).isTrue();
    }
    assertThat(recent.add("D0")).isFalse();

    recent.add("one more");
    assertThat(recent.has("D0")).isTrue();
    assertThat(recent.has("D1")).isFalse();
    assertThat(recent.has("D2")).isTrue();
  }
}
