package dev.nightdesk.tests.telegram;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Tone;
import java.util.List;
import java.util.UUID;

/// Small cards for tests.
final class Cards {
  static final Nonce NONCE = new Nonce("n-1");

  private Cards() {}

  static Card card(String text) {
    return of(List.of(new Block.Text(text)), List.of());
  }

  static Card card(String text, String token, String label) {
    return of(
        List.of(new Block.Text(text)), List.of(new Button(token, label, Button.Style.NEUTRAL)));
  }

  static Card of(List<Block> blocks, List<Button> buttons) {
    return new Card(new CardId(new UUID(1, 2)), 1, Tone.WORKING, blocks, buttons);
  }
}
