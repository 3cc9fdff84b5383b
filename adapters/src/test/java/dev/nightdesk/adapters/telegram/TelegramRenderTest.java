package dev.nightdesk.adapters.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Button.Style;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TelegramRenderTest {
  private static List<List<String>> layout(String... labels) {
    var buttons = Stream.of(labels).map(label -> new Button("t", label, Style.NEUTRAL)).toList();
    return TelegramRender.rows(buttons).stream()
        .map(row -> row.stream().map(Button::label).toList())
        .toList();
  }

  @Test
  void shortLabelsShareARow() {
    assertThat(layout("1", "2", "3", "Done")).containsExactly(List.of("1", "2", "3", "Done"));
  }

  @Test
  void aRowHasNoMoreThanItsBound() {
    var nine = IntStream.rangeClosed(1, TelegramRender.ROW_BUTTONS + 1).mapToObj(String::valueOf);

    assertThat(layout(nine.toArray(String[]::new))).extracting(List::size).containsExactly(8, 1);
  }

  @Test
  void everyButtonOfARowGetsTheWidthOfTheWidest() {
    var sixteen = "x".repeat(TelegramRender.ROW_UNITS / 2);

    assertThat(layout("Allow", sixteen)).hasSize(1);
    assertThat(layout("Allow", sixteen + "x")).hasSize(2);
  }

  @Test
  void aLongLabelHasARowOfItsOwnAndOrderIsKept() {
    var wide = "Allow once, and say why it was needed at all";

    assertThat(layout("Yes", "No", wide, "Deny"))
        .containsExactly(List.of("Yes", "No"), List.of(wide), List.of("Deny"));
  }

  @Test
  void nothingToPressIsNoKeyboard() {
    assertThat(TelegramRender.keyboard(List.of())).isNull();
  }

  @Test
  void styleSaysWhatPressingMeans() {
    var keyboard =
        TelegramRender.keyboard(
            List.of(
                new Button("a", "Allow", Style.GO),
                new Button("d", "Deny", Style.STOP),
                new Button("m", "More", Style.NEUTRAL)));

    assertThat(keyboard).isNotNull();
    assertThat(keyboard.getKeyboard().getFirst())
        .extracting(button -> button.getStyle())
        .containsExactly("success", "danger", null);
  }
}
