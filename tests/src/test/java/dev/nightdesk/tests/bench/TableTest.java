package dev.nightdesk.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.bench.Figures.Figure;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void aChannelHasARowForWhatItWasMeasuredAt() {
    var slack = new Table.Channel("Slack", cards(10, 20, 40), cards(4, 5, 16));
    var discord = new Table.Channel("Discord", presses(12.5, 25, 100), presses(2.5, 5, 200));
    assertThat(Table.of(List.of(slack, discord)))
        .isEqualTo(
            """
            | | | Nightdesk | bare bot (F) | ratio |
            | --- | --- | ---: | ---: | ---: |
            | Slack | message → card, p50 / p95 / p99 | 10.0 / 20.0 / 40.0 ms | 4.00 / 5.00 / 16.0 \
            | 2.50 / 4.00 / 2.50 |
            | Discord | press → agent has the answer, p50 / p95 / p99 | 12.5 / 25.0 / 100 ms \
            | 2.50 / 5.00 / 200 | 5.00 / 5.00 / 0.50 |
            """);
  }

  @Test
  void whatOnlyTheBareBotWasNotMeasuredAtHasARowAllTheSame() {
    var ours = new Figures();
    ours.put(Figure.START, 1000);
    ours.put(Figure.PARKED, 120);
    var bare = new Figures();
    bare.put(Figure.START, 500);
    assertThat(Table.of(ours, bare, LocalDate.of(2026, 11, 27)).lines().skip(4))
        .containsExactly(
            "| start → first poll | 1000 ms | 500 | 2.00 | ≤ 1500 ok |",
            "| resident, 100 parked sessions | 120 MB | – | – |  |");
  }

  private static Figures cards(double p50, double p95, double p99) {
    var figures = new Figures();
    figures.put(Figure.CARD_P50, p50);
    figures.put(Figure.CARD_P95, p95);
    figures.put(Figure.CARD_P99, p99);
    return figures;
  }

  private static Figures presses(double p50, double p95, double p99) {
    var figures = new Figures();
    figures.put(Figure.PRESS_P50, p50);
    figures.put(Figure.PRESS_P95, p95);
    figures.put(Figure.PRESS_P99, p99);
    return figures;
  }
}
