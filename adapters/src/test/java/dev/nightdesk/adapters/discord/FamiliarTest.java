package dev.nightdesk.adapters.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Place;
import org.junit.jupiter.api.Test;

class FamiliarTest {
  private static final ChannelId CHANNEL = new ChannelId("discord");

  private final Familiar familiar = new Familiar();

  @Test
  void theOneLongestNotSeenIsForgottenBeyondTheBound() {
    for (int i = 1; i <= Familiar.MOST; i++) {
      familiar.saw(Place.chat(CHANNEL, String.valueOf(i)));
    }
    assertThat(familiar.knows("1")).isTrue();
    familiar.saw(Place.chat(CHANNEL, "1"));
    familiar.saw(Place.chat(CHANNEL, "one more"));

    assertThat(familiar.knows("1")).isTrue();
    assertThat(familiar.knows("2")).isFalse();
    assertThat(familiar.knows("one more")).isTrue();
  }

  @Test
  void aThreadsChannelIsKnownWithIt() {
    familiar.saw(new Place(CHANNEL, "501", "601"));
    assertThat(familiar.knows("501")).isTrue();
    assertThat(familiar.knows("601")).isTrue();

    familiar.forget("601");
    assertThat(familiar.knows("601")).isFalse();
  }
}
