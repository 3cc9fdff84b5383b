package dev.nightdesk.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  private record Holder(String name, Secret token) {}

  @Test
  void nothingThatPrintsASecretShowsIt() {
    var secret = new Secret("123:ABC");

    assertThat(secret).hasToString("[secret]");
    assertThat(new Holder("bot", secret)).hasToString("Holder[name=bot, token=[secret]]");
    assertThat(String.format("%s", secret)).doesNotContain("ABC");
  }

  @Test
  void itsOwnerCanOpenIt() {
    assertThat(new Secret("123:ABC").open()).isEqualTo("123:ABC");
  }

  @Test
  void secretsAreEqualByTheirText() {
    assertThat(new Secret("a")).isEqualTo(new Secret("a")).hasSameHashCodeAs(new Secret("a"));
    assertThat(new Secret("a")).isNotEqualTo(new Secret("b")).isNotEqualTo(new Secret("ab"));
  }
}
