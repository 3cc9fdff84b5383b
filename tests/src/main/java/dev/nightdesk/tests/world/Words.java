package dev.nightdesk.tests.world;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import java.util.stream.Collectors;

/// A card as plain lines, as a person would read it out.
final class Words {
  private Words() {}

  static String of(Card card) {
    String blocks = card.blocks().stream().map(Words::of).collect(Collectors.joining("\n"));
    String buttons =
        card.buttons().stream()
            .map(Button::label)
            .map(label -> "[" + label + "]")
            .collect(Collectors.joining(" "));
    return blocks + "\n" + (buttons.isEmpty() ? "" : buttons + "\n");
  }

  private static String of(Block block) {
    return switch (block) {
      case Block.Title(String text) -> text;
      case Block.Text(String text) -> text;
      case Block.Note(String text) -> text;
      case Block.Quote(String text) -> "> " + text;
      case Block.Code(String _, String text) -> text;
      case Block.Markdown(String source) -> source;
    };
  }
}
