package dev.nightdesk.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Button;
import dev.nightdesk.gateway.desk.Pairing;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RandomIdsTest {
  private final RandomIds ids = new RandomIds(new Random(1), new byte[32]);

  @Test
  void everyIdIsAProperRandomUuid() {
    for (int i = 0; i < 1_000; i++) {
      UUID id = ids.next();
      assertThat(id.version()).isEqualTo(4);
      assertThat(id.variant()).isEqualTo(2);
    }
  }

  @Test
  void theSameMeaningHasTheSameTokenAndAnotherMeaningAnother() {
    assertThat(ids.token("allow 7")).isEqualTo(ids.token("allow 7"));
    assertThat(ids.token("allow 7")).isNotEqualTo(ids.token("allow 8"));
  }

  @Test
  void aTokenHoldsOverARestartButNotWithAnotherKey() {
    byte[] otherKey = {1, 2, 3};
    assertThat(new RandomIds(new Random(2), new byte[32]).token("x")).isEqualTo(ids.token("x"));
    assertThat(new RandomIds(new Random(1), otherKey).token("x")).isNotEqualTo(ids.token("x"));
  }

  @Test
  void aTokenFitsAButton() {
    assertThat(ids.token("anything")).hasSize(22).matches("[A-Za-z0-9_-]+");
    assertThat(new Button(ids.token("anything"), "Allow", Button.Style.GO)).isNotNull();
  }

  @Test
  void aCodeHasNoCharacterThatLooksLikeAnother() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(ids.code()).hasSize(Pairing.CODE_LENGTH).doesNotContain("0", "O", "1", "I", "L");
    }
  }
}
