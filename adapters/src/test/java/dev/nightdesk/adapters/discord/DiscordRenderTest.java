package dev.nightdesk.adapters.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Button.Style;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiscordRenderTest {
  private static Button button(String token, Button.@Nullable Use use) {
    return new Button(token, "label " + token, Style.NEUTRAL, use);
  }

  private static Card card(Block... blocks) {
    return new Card(new CardId(new UUID(0, 1)), 1, Tone.GOOD, List.of(blocks), List.of());
  }

  /// The custom ids, row by row.
  private static List<List<String>> layout(List<Button> buttons) {
    var rows = new ArrayList<List<String>>();
    for (var row : DiscordRender.components(buttons)) {
      var ids = new ArrayList<String>();
      row.path("components").forEach(part -> ids.add(part.path("custom_id").asText()));
      rows.add(ids);
    }
    return rows;
  }

  @Test
  void aRowHasNoMoreThanItsBound() {
    var six = new ArrayList<Button>();
    for (int i = 0; i < 6; i++) {
      six.add(button("t" + i, null));
    }

    assertThat(layout(six)).extracting(List::size).containsExactly(5, 1);
  }

  @Test
  void choicesAreOneMenuWhereTheFirstOfThemStood() {
    var buttons =
        List.of(
            button("more", null),
            button("a", Button.Use.CHOSEN),
            button("done", null),
            button("b", Button.Use.OPEN),
            button("say", Button.Use.WORDS));

    assertThat(layout(buttons))
        .containsExactly(List.of("p:more"), List.of("c:"), List.of("p:done", "w:say"));
    var menu = DiscordRender.components(buttons).path(1).path("components").path(0);
    assertThat(menu.path("max_values").asInt()).isEqualTo(2);
    assertThat(menu.path("options").path(0).path("default").asBoolean()).isTrue();
    assertThat(menu.path("options").path(1).path("default").asBoolean()).isFalse();
  }

  @Test
  void nothingEverExceedsWhatAMessageHolds() {
    var buttons = new ArrayList<Button>();
    for (int i = 0; i < 60; i++) {
      buttons.add(button("t" + i, i % 2 == 0 ? Button.Use.OPEN : null));
    }

    assertThat(layout(buttons)).hasSizeLessThanOrEqualTo(DiscordRender.MAX_ROWS);
    var menu = DiscordRender.components(buttons).path(0).path("components").path(0);
    assertThat(menu.path("options")).hasSize(DiscordRender.MAX_OPTIONS);
  }

  @Test
  void nothingToPressIsAnEmptyListThatTakesTheOldOnesAway() {
    assertThat(DiscordRender.card(card(new Block.Text("x"))).path("components").isArray()).isTrue();
    assertThat(layout(List.of())).isEmpty();
  }

  @Test
  void styleSaysWhatPressingMeans() {
    var buttons =
        List.of(
            new Button("a", "Allow", Style.GO),
            new Button("d", "Deny", Style.STOP),
            new Button("m", "More", Style.NEUTRAL));
    var styles = new ArrayList<Integer>();
    DiscordRender.components(buttons)
        .path(0)
        .path("components")
        .forEach(part -> styles.add(part.path("style").asInt()));

    assertThat(styles).containsExactly(3, 4, 2);
  }

  @Test
  void theLineThatRingsNamesPeopleAndTheTitleAndNobodyElse() {
    var card = card(new Block.Text("before"), new Block.Title("Allow *it*?"));

    assertThat(DiscordRender.headline(card, Set.of("111", "not an id")))
        .startsWith("<@111> ")
        .contains("Allow")
        .doesNotContain(" *it*")
        .doesNotContain("not an id");
    assertThat(DiscordRender.mentions(Set.of("111", "not an id")).toString())
        .isEqualTo("{\"parse\":[],\"users\":[\"111\"],\"replied_user\":false}");
    assertThat(DiscordRender.headline(card(new Block.Text(" ")), Set.of())).isEmpty();
  }
}
