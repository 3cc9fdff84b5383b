package dev.nightdesk.tests.discord;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Tone;
import java.util.List;
import java.util.UUID;

/// Small cards for tests.
final class Cards {
  private Cards() {}

  static Card card(String text, Button... buttons) {
    return of(List.of(new Block.Text(text)), List.of(buttons));
  }

  static Card of(List<Block> blocks, List<Button> buttons) {
    return new Card(new CardId(new UUID(1, 2)), 1, Tone.WORKING, blocks, buttons);
  }

  static Button button(String token, String label) {
    return new Button(token, label, Button.Style.NEUTRAL);
  }

  static Button button(String token, String label, Button.Use use) {
    return new Button(token, label, Button.Style.NEUTRAL, use);
  }
}
