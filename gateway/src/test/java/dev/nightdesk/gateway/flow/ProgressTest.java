package dev.nightdesk.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.gateway.store.Showing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Instant BORN = Instant.parse("2026-11-21T09:00:00Z");
  private static final Place PLACE = Place.chat(new ChannelId("twin"), "1");
  private static final MessageRef MESSAGE = new MessageRef(PLACE, "m");
  private static final CardId ID = new CardId(new UUID(1, 2));

  private long nanos = Long.MAX_VALUE - 1;
  private final Progress progress =
      new Progress(new Time(Clock.fixed(BORN, ZoneOffset.UTC), () -> nanos));

  @Test
  void theGapGrowsFromOneSecondToFifteenInTenMinutes() {
    assertThat(Progress.gap(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Progress.gap(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(8));
    assertThat(Progress.gap(Duration.ofMinutes(10))).isEqualTo(Duration.ofSeconds(15));
    assertThat(Progress.gap(Duration.ofDays(9))).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void theGapOfACardFromTheFutureIsTheFirstOne() {
    assertThat(Progress.gap(Duration.ofHours(-1))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void mereProgressWaitsAsLongAsTheGapAndNotANanosecondMore() {
    progress.shown(card("Working", "step 1", Tone.WORKING));
    var next = showing(card("Working", "step 2", Tone.WORKING), MESSAGE);
    assertThat(progress.patience(next, BORN)).isEqualTo(Duration.ofSeconds(1));
    nanos += Duration.ofSeconds(1).toNanos() - 1;
    assertThat(progress.patience(next, BORN)).isEqualTo(Duration.ofNanos(1));
    nanos += 1;
    assertThat(progress.patience(next, BORN)).isZero();
  }

  @Test
  void anotherToneTitleOrButtonGoesAtOnce() {
    progress.shown(card("Working", "step 1", Tone.WORKING));
    assertThat(patience(card("Working", "step 1", Tone.BAD))).isZero();
    assertThat(patience(card("Needs input", "step 1", Tone.WORKING))).isZero();
    var withButton =
        new Card(
            ID,
            2,
            Tone.WORKING,
            card("Working", "step 1", Tone.WORKING).blocks(),
            List.of(new Button("t", "Stop", Button.Style.STOP)));
    assertThat(patience(withButton)).isZero();
  }

  @Test
  void whatIsNotShownYetOrWasShownByAnotherProcessGoesAtOnce() {
    assertThat(patience(card("Working", "step 1", Tone.WORKING))).isZero();
    progress.shown(card("Working", "step 1", Tone.WORKING));
    assertThat(progress.patience(showing(card("Working", "step 2", Tone.WORKING), null), BORN))
        .isZero();
  }

  private Duration patience(Card card) {
    return progress.patience(showing(card, MESSAGE), BORN);
  }

  private static Card card(String title, String words, Tone tone) {
    return new Card(ID, 1, tone, List.of(new Block.Title(title), new Block.Text(words)), List.of());
  }

  private static Showing showing(Card card, @Nullable MessageRef message) {
    var wanted = new WantedCard(card, WantedCard.Kind.STATUS, PLACE, null, null, false, null);
    return new Showing(wanted, message, 1, BORN, 0, BORN);
  }
}
