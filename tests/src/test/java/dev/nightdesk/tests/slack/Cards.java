package dev.nightdesk.tests.slack;

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

  static Card card(String text, Button... buttons) {
    return new Card(
        new CardId(new UUID(1, 2)),
        1,
        Tone.WORKING,
        List.of(new Block.Text(text)),
        List.of(buttons));
  }

  static Button asksForWords(String token, String label) {
    return new Button(token, label, Button.Style.NEUTRAL, Button.Use.WORDS);
  }
}
